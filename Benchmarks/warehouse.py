"""The warehouse and the catalogue beside DuckDB by hand and pandas, in one run.

Each pair is timed in turn (A B A B …) in processes that stay open, so that a drift of the machine's speed touches both;
medians are printed, and their ratio.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb
import pandas


def median(values):
    return statistics.median(values)


def table(title, header, rows):
    print(f"\n{title}\n")
    cells = [header] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for number, row in enumerate(cells):
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
    sys.stdout.flush()


class Product:
    """The benchmark executable, which runs one task for each line that it reads and answers with one line of JSON."""

    def __init__(self, binary, *arguments):
        self.process = subprocess.Popen(
            [binary, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("the benchmark executable ended early")
        return json.loads(answer)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def sample(binaries, folder, rows):
    if not os.path.exists(f"{folder}/opportunities.csv"):
        subprocess.run(
            [f"{binaries}/broadsheet", "sample", "--rows", str(rows), "--seed", "1", "--output", folder],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def time_import(binaries, folder, runs):
    ours, theirs = [], []
    path = f"{folder}/opportunities.csv"
    for run in range(runs + 1):
        product = Product(f"{binaries}/WarehouseBenchmarks", "import", folder)
        milliseconds = product.ask("opportunities")["ms"]
        product.close()
        connection = duckdb.connect()
        start = time.perf_counter()
        connection.execute(f"CREATE TABLE t AS SELECT * FROM read_csv('{path}')")
        by_hand = (time.perf_counter() - start) * 1000
        connection.close()
        if run > 0:
            ours.append(milliseconds)
            theirs.append(by_hand)
    table(
        f"Import of opportunities.csv, {os.path.getsize(path) / 1e6:.0f} MB, into memory ({runs} runs each, in turn)",
        ["", "median ms", "min", "max"],
        [
            ["Broadsheet, typed and checked", f"{median(ours):.0f}", f"{min(ours):.0f}", f"{max(ours):.0f}"],
            ["DuckDB, CREATE TABLE AS read_csv", f"{median(theirs):.0f}", f"{min(theirs):.0f}", f"{max(theirs):.0f}"],
            ["ratio", f"{median(ours) / median(theirs):.2f}", "", ""],
        ],
    )


def literal_statements(sql):
    """The statements that a result reports, with the bound values written in."""
    for statement in sql.split("\n\n"):
        text, _, values = statement.partition("\n-- bound values: ")
        if values:
            for value in re.split(r", (?=\d+ = )", values):
                text = text.replace("?", value.split(" = ", 1)[1], 1)
        yield text


def time_catalogue(product, database, runs):
    connection = duckdb.connect(database, read_only=True)
    rows = []
    worst = 0
    for case in product.ask("cases")["cases"]:
        statements = list(literal_statements(case["sql"]))
        ours, theirs = [], []
        for run in range(runs + 1):
            milliseconds = product.ask(case["name"])["ms"]
            start = time.perf_counter()
            for statement in statements:
                connection.execute(statement).fetchall()
            by_hand = (time.perf_counter() - start) * 1000
            if run > 0:
                ours.append(milliseconds)
                theirs.append(by_hand)
        ratio = median(ours) / median(theirs)
        worst = max(worst, ratio)
        rows.append([case["name"], f"{median(ours):.1f}", f"{median(theirs):.1f}", f"{ratio:.2f}"])
    rows.append(["worst ratio", "", "", f"{worst:.2f}"])
    table(
        f"Catalogue against the same SQL by hand in DuckDB ({runs} runs each, in turn; ms)",
        ["function", "Broadsheet", "by hand", "ratio"], rows,
    )


def pandas_functions(frame, as_of):
    open_deals = lambda f: f[f["outcome"] == "open"]
    won = lambda f: f[f["outcome"] == "won"]

    def top_accounts():
        sums = frame.groupby("account", observed=True)["amount"].agg(["sum", "count"])
        return sums.sort_values("sum", ascending=False).head(10)

    def pipeline_by_type():
        deals = open_deals(frame).assign(weighted=lambda f: f["amount"] * f["probability"])
        return deals.groupby("type", observed=True).agg(
            pipeline=("amount", "sum"), weighted=("weighted", "sum"), deals=("amount", "size"), mean=("amount", "mean")
        ).sort_values("pipeline", ascending=False)

    def win_rate_by_source():
        closed = frame[frame["outcome"] != "open"].assign(won=lambda f: f["outcome"] == "won")
        return closed.groupby("lead_source", observed=True)["won"].agg(["mean", "sum", "size"]).sort_values("mean")

    def bookings_by_month():
        deals = won(frame)
        deals = deals[(deals["close_date"] > as_of - pandas.DateOffset(years=1)) & (deals["close_date"] <= as_of)]
        return deals.groupby(deals["close_date"].dt.to_period("M"))["amount"].agg(["sum", "size"])

    def bookings_by_owner():
        return won(frame).groupby("owner", observed=True)["amount"].agg(["sum", "size"]).sort_values("sum").tail(50)

    return {
        "get_top_accounts_by_value": top_accounts, "get_pipeline_summary by type": pipeline_by_type,
        "analyze_win_rate by lead_source": win_rate_by_source, "get_revenue_trend by month": bookings_by_month,
        "compare_segments by owner": bookings_by_owner,
    }


def time_pandas(product, folder, as_of, runs):
    frame = pandas.read_csv(
        f"{folder}/opportunities.csv", parse_dates=["created_date", "close_date"], low_memory=False
    )
    frame["outcome"] = frame["stage"].map({"Closed Won": "won", "Closed Lost": "lost"}).fillna("open")
    frame["probability"] = frame["probability"] / 100
    categories = frame.copy()
    for column in ["account", "owner", "stage", "type", "lead_source", "outcome"]:
        categories[column] = categories[column].astype("category")
    plain = pandas_functions(frame, pandas.Timestamp(as_of))
    coded = pandas_functions(categories, pandas.Timestamp(as_of))
    rows = []
    for name in plain:
        times = {"ours": [], "plain": [], "coded": []}
        for run in range(runs + 1):
            elapsed = {"ours": product.ask(name)["ms"]}
            for key, functions in [("plain", plain), ("coded", coded)]:
                start = time.perf_counter()
                functions[name]()
                elapsed[key] = (time.perf_counter() - start) * 1000
            if run > 0:
                for key, value in elapsed.items():
                    times[key].append(value)
        ours, text, category = (median(times[key]) for key in ["ours", "plain", "coded"])
        rows.append([
            name, f"{ours:.1f}", f"{text:.1f}", f"{ours / text:.2f}", f"{category:.1f}", f"{ours / category:.2f}",
        ])
    table(
        f"Catalogue beside pandas {pandas.__version__} with the data in memory ({runs} runs each, in turn; ms)",
        ["function", "Broadsheet", "pandas, strings", "ratio", "pandas, categories", "ratio"], rows,
    )


def time_second_open(binaries, folder, runs):
    with tempfile.TemporaryDirectory() as state:
        first, second = None, []
        for run in range(runs + 1):
            product = Product(f"{binaries}/WarehouseBenchmarks", "open", folder, state)
            milliseconds = product.ask("open")["ms"]
            product.close()
            if run == 0:
                first = milliseconds
                # A file that has just been written may change within its time stamp's grain; it is trusted later.
                time.sleep(2.5)
            else:
                second.append(milliseconds)
    table(
        "Opening the whole sample (opportunities, contacts, history, lookups)", ["", "ms"],
        [["first: import and keep", f"{first:.0f}"], [f"again, median of {runs}", f"{median(second):.1f}"],
         ["again, max", f"{max(second):.1f}"]],
    )


def measure_memory(binaries, rows):
    folder = f"{tempfile.gettempdir()}/broadsheet-benchmark-{rows}"
    sample(binaries, folder, rows)
    with tempfile.TemporaryDirectory() as state:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        product = Product(f"{binaries}/WarehouseBenchmarks", "open-opportunities", folder, state)
        milliseconds = product.ask("open")["ms"]
        peak = product.ask("memory")["peak_kib"]
        product.close()
    del before
    size = os.path.getsize(f"{folder}/opportunities.csv")
    table(
        f"Import of {rows:,} opportunities, {size / 1e6:.0f} MB", ["", ""],
        [["seconds", f"{milliseconds / 1000:.1f}"], ["rows a second", f"{rows / milliseconds * 1000:,.0f}"],
         ["peak resident memory, MiB", f"{peak / 1024:.0f}"]],
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--memory-rows", type=int, default=0)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    folder = f"{tempfile.gettempdir()}/broadsheet-benchmark-{arguments.rows}"
    sample(arguments.binaries, folder, arguments.rows)
    print(f"{arguments.rows:,} opportunities; DuckDB {duckdb.__version__}; {os.cpu_count()} processors")

    time_import(arguments.binaries, folder, arguments.runs)
    time_second_open(arguments.binaries, folder, arguments.runs)
    with tempfile.TemporaryDirectory() as state:
        product = Product(f"{arguments.binaries}/WarehouseBenchmarks", "catalogue", folder, state)
        opened = product.ask("open")
        time_catalogue(product, opened["database"], arguments.runs)
        time_pandas(product, folder, opened["as_of"], arguments.runs)
        product.close()
    if arguments.memory_rows:
        measure_memory(arguments.binaries, arguments.memory_rows)


main()
