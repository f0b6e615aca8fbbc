"""A question with what its answer must hold, and the YAML of a list of them."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

UNCLEAR = ["needs_clarification", "unanswerable"]
"""What a question that has no honest answer may come to."""


@dataclass(frozen=True)
class Expected:
    value: str
    unit: str
    tolerance: str | None = None

    @property
    def yaml(self) -> str:
        value = quoted(self.value) if self.unit in ("text", "date") else self.value
        tolerance = f", tolerance: {self.tolerance}" if self.tolerance else ""
        return f"{{value: {value}, unit: {self.unit}{tolerance}}}"


@dataclass(frozen=True)
class Question:
    ask: str
    values: list[Expected] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    as_of: date | None = None
    status: str | list[str] = "answered"
    calls: list[dict] = field(default_factory=list)
    chart: str | None = None

    @property
    def yaml(self) -> str:
        lines = [f"- ask: {quoted(self.ask)}"]
        if self.after:
            lines.append("  after:")
            lines += [f"    - {quoted(text)}" for text in self.after]
        if self.as_of:
            lines.append(f"  as_of: {self.as_of}")
        status = self.status if isinstance(self.status, str) else "[" + ", ".join(self.status) + "]"
        lines.append(f"  status: {status}")
        if self.calls:
            lines.append("  calls:")
            lines += [f"    - {json.dumps(call, ensure_ascii=False)}" for call in self.calls]
        if self.values:
            lines.append("  values:")
            lines += [f"    - {value.yaml}" for value in self.values]
        if self.chart:
            lines.append(f"  chart: {self.chart}")
        return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A JSON string is a YAML string too."""
    return json.dumps(text, ensure_ascii=False)


def plain(number: Decimal) -> str:
    """Without an exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Fraction | Decimal | float | int, digits: int) -> Decimal:
    exact = Fraction(number)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)


def amount(number: Decimal | int) -> Expected:
    """A sum, exact."""
    return Expected(plain(Decimal(number)), "currency")


def about(number: Fraction | Decimal) -> Expected:
    """A mean or a weighted sum: to the cent."""
    return Expected(plain(rounded(number, 2)), "currency", "0.01")


def percent(fraction: Fraction) -> Expected:
    return Expected(plain(rounded(fraction, 6)), "percent")


def count(number: int) -> Expected:
    return Expected(str(number), "count")


def days(number: Fraction | float | int) -> Expected:
    return Expected(plain(rounded(number, 4)), "days")


def day(moment: date) -> Expected:
    return Expected(moment.isoformat(), "date")


def text(value: str) -> Expected:
    return Expected(value, "text")


def call(function: str, **arguments) -> list[dict]:
    """The one call that every right plan makes, with the arguments that it cannot do without."""
    return [{"function": function, "args": arguments}]


def rows(pairs: list[tuple], unit, limit: int | None = None) -> list[Expected]:
    """Name and value of each pair, the value of the first one first of all."""
    expected: list[Expected] = []
    for index, (name, value) in enumerate(pairs[:limit]):
        expected += [unit(value), text(name)] if index == 0 else [text(name), unit(value)]
    return expected
