"""Opportunities and the measures over them, by the definitions that the methodology page prints."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Callable, Iterable

from .periods import AS_OF, Span


@dataclass(frozen=True)
class Deal:
    id: str
    name: str
    product_category: str
    product: str
    account: str
    owner: str
    stage: str
    amount: Decimal
    probability: Decimal
    """A fraction of one."""
    created: date
    closed: date
    """Of an open deal the expected date."""
    type: str
    lead_source: str
    forecast_category: str
    next_step: str
    loss_reason: str
    team: str
    industry: str
    region: str
    country: str
    segment: str

    @property
    def outcome(self) -> str:
        return {"Closed Won": "won", "Closed Lost": "lost"}.get(self.stage, "open")

    @property
    def is_overdue(self) -> bool:
        return self.outcome == "open" and self.closed < AS_OF

    @property
    def cycle(self) -> int:
        """Days from created to closed."""
        return (self.closed - self.created).days


def as_values(wanted) -> tuple:
    return wanted if isinstance(wanted, tuple) else (wanted,)


class Deals(list):
    """Some of the deals, each once."""

    def matching(self, condition: Callable[[Deal], bool]) -> "Deals":
        return Deals(deal for deal in self if condition(deal))

    def where(self, **wanted) -> "Deals":
        """Those whose fields have the value, or one of the values where a tuple is given."""
        found = self
        for field, value in wanted.items():
            found = found.matching(lambda deal: getattr(deal, field) in as_values(value))
        return found

    def without(self, **unwanted) -> "Deals":
        """Those whose fields have another value or none."""
        found = self
        for field, value in unwanted.items():
            found = found.matching(lambda deal: getattr(deal, field) not in as_values(value))
        return found

    def closing(self, span: Span) -> "Deals":
        return self.matching(lambda deal: span[0] <= deal.closed <= span[1])

    def created(self, span: Span) -> "Deals":
        return self.matching(lambda deal: span[0] <= deal.created <= span[1])

    def outcome(self, *outcomes: str) -> "Deals":
        return self.matching(lambda deal: deal.outcome in outcomes)

    @property
    def won(self) -> "Deals":
        return self.outcome("won")

    @property
    def lost(self) -> "Deals":
        return self.outcome("lost")

    @property
    def open(self) -> "Deals":
        return self.outcome("open")

    @property
    def overdue(self) -> "Deals":
        return self.matching(lambda deal: deal.is_overdue)

    def by(self, field: str | Callable[[Deal], str]) -> dict[str, "Deals"]:
        """Grouped by a field or by what a function makes of each."""
        groups: dict[str, Deals] = {}
        for deal in self:
            key = field(deal) if callable(field) else getattr(deal, field)
            groups.setdefault(key, Deals()).append(deal)
        return groups

    def largest(self, count: int) -> "Deals":
        """By amount, largest first; raises where it is not clear which."""
        ordered = sorted(self, key=lambda deal: deal.amount, reverse=True)
        amounts = [deal.amount for deal in ordered[: count + 1]]
        if len(set(amounts)) < len(amounts):
            raise ValueError(f"deals of one amount: {amounts}")
        return Deals(ordered[:count])

    def value(self) -> Decimal:
        return sum((deal.amount for deal in self), Decimal(0))

    def weighted(self) -> Decimal:
        return sum((deal.amount * deal.probability for deal in self), Decimal(0))

    def mean_value(self) -> Fraction:
        return Fraction(self.value()) / len(self)

    def median_value(self) -> Decimal:
        return median(deal.amount for deal in self)

    def win_rate(self) -> Fraction:
        return Fraction(len(self.won), len(self.outcome("won", "lost")))

    def win_rate_by_value(self) -> Fraction:
        return Fraction(self.won.value()) / Fraction(self.outcome("won", "lost").value())

    def loss_rate(self) -> Fraction:
        return 1 - self.win_rate()

    def mean_cycle(self) -> Fraction:
        """Days, of the won ones."""
        cycles = [deal.cycle for deal in self.won]
        return Fraction(sum(cycles), len(cycles))

    def median_cycle(self) -> float:
        return median(deal.cycle for deal in self.won)

    def mean_age(self) -> Fraction:
        """Days since they were created, of the open ones."""
        ages = [(AS_OF - deal.created).days for deal in self.open]
        return Fraction(sum(ages), len(ages))

    def velocity(self) -> Fraction:
        """Currency a day: open deals × average deal size × win rate ÷ cycle."""
        return len(self.open) * self.won.mean_value() * self.win_rate() / self.mean_cycle()

    def accounts(self) -> set[str]:
        return {deal.account for deal in self}


def ranked(
    groups: dict[str, Deals], measure: Callable[[Deals], object], lowest: bool = False, clear: int = 1
) -> list[tuple]:
    """Pairs of a group's name and its measure, highest first; raises where the first `clear` of them are not clear."""
    rows = [(name, measure(deals)) for name, deals in groups.items()]
    rows.sort(key=lambda row: row[1], reverse=not lowest)
    leaders = [value for _, value in rows[: clear + 1]]
    if len(set(leaders)) < len(leaders):
        raise ValueError(f"a tie: {rows[:clear + 1]}")
    return rows


def share(part: Iterable[Deal], whole: Iterable[Deal]) -> Fraction:
    """Of value."""
    return Fraction(Deals(part).value()) / Fraction(Deals(whole).value())
