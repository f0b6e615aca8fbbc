"""Works out what the answers to the questions of this folder must hold, from the CSV files alone.

    python3 questions/eval/expected.py            writes the YAML files
    python3 questions/eval/expected.py --check    fails where they are not what the calculation gives
"""

import sys
from importlib import import_module
from pathlib import Path

from calculation.crm import Crm
from calculation.question import Question

FOLDER = Path(__file__).resolve().parent
THEMES = sorted(path.stem for path in (FOLDER / "themes").glob("*.py") if path.stem != "__init__")


def checked(theme: str, questions: list[Question]) -> list[Question]:
    """Raises for a question that expects nothing or that is there twice."""
    seen = set()
    for question in questions:
        key = (question.ask, tuple(question.after))
        if key in seen:
            raise ValueError(f"{theme}: asked twice: {question.ask}")
        seen.add(key)
        if question.status == "answered" and not (question.values or question.calls or question.chart):
            raise ValueError(f"{theme}: expects nothing: {question.ask}")
    return questions


def main(arguments: list[str]) -> int:
    crm = Crm()
    stale: list[str] = []
    total = 0
    for theme in THEMES:
        module = import_module(f"themes.{theme}")
        questions = checked(theme, module.questions(crm))
        total += len(questions)
        title = (module.__doc__ or theme).strip().splitlines()[0]
        content = f"# {title}\n# Written by expected.py, which works the values out; edit themes/{theme}.py.\n"
        content += "\n".join(question.yaml for question in questions)
        file = FOLDER / f"{theme}.yml"
        if "--check" not in arguments:
            file.write_text(content, encoding="utf-8")
            print(f"{theme}: {len(questions)}")
        elif not file.exists() or file.read_text(encoding="utf-8") != content:
            stale.append(file.name)
    extra = [file.name for file in sorted(FOLDER.glob("*.yml")) if file.stem not in THEMES]
    for name in stale + extra:
        print(f"{name} is not what the calculation gives; run expected.py without --check", file=sys.stderr)
    print(f"{total} questions")
    return 1 if stale or extra else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
