"""Runs imports and DuckDB's own CSV reader in turns, and prints the medians and their ratio.

    python3 compare.py HARNESS FOLDER alone|all [RUNS]
"""
import statistics
import subprocess
import sys
import time

import duckdb

harness, folder, which = sys.argv[1:4]
runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
ours, theirs = [], []
for _ in range(runs):
    line = subprocess.run([harness, "open", folder, which], capture_output=True, text=True, check=True).stdout.split()
    fields = dict(zip(line[::2], map(int, line[1::2])))
    ours.append((fields["wall_ms"], fields["cpu_ms"], fields["peak_mib"]))
    connection = duckdb.connect()
    wall, cpu = time.perf_counter(), time.process_time()
    connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [f"{folder}/opportunities.csv"])
    theirs.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    connection.close()


def median(rows, column):
    return statistics.median(row[column] for row in rows)


print(f"import   wall {median(ours, 0):.0f} ms, cpu {median(ours, 1):.0f} ms, peak {median(ours, 2):.0f} MiB")
print(f"read_csv wall {median(theirs, 0):.0f} ms, cpu {median(theirs, 1):.0f} ms")
print(f"ratio    wall {median(ours, 0) / median(theirs, 0):.2f}, cpu {median(ours, 1) / median(theirs, 1):.2f}")
