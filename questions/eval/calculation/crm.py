"""The sample portal's CSV files, read and joined."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from .deals import Deal, Deals
from .periods import AS_OF, Span

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True)
class Contact:
    opportunity_id: str
    title: str
    role: str

    @property
    def is_c_level(self) -> bool:
        """Chief officers; a chief of staff or a chief architect is none."""
        short = {"CEO", "CFO", "CIO", "CTO", "CRO", "CMO", "CISO", "COO"}
        return self.title in short or (self.title.startswith("Chief ") and self.title.endswith(" Officer"))

    @property
    def is_vp(self) -> bool:
        """Vice presidents of every kind; a general counsel is none by the definitions."""
        return self.title.split()[0] in {"VP", "AVP", "SVP", "EVP"} or self.title.startswith("Vice President")

    @property
    def is_decision_maker(self) -> bool:
        return self.is_c_level or self.is_vp


def table(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Crm:
    """All deals, their contacts and their stage changes."""

    stages = ["Prospecting", "Qualification", "Discovery", "Proposal", "Negotiation"]

    def __init__(self) -> None:
        accounts = {row["account"]: row for row in table("accounts.csv")}
        owners = {row["owner"]: row for row in table("owners.csv")}
        self.deals = Deals(
            Deal(
                id=row["opportunity_id"], name=row["opportunity_name"],
                product_category=row["opportunity_name"].split(": ")[0],
                product=row["opportunity_name"].split(": ")[1],
                account=row["account"], owner=row["owner"], stage=row["stage"], amount=Decimal(row["amount"]),
                probability=Decimal(row["probability"]) / 100,
                created=date.fromisoformat(row["created_date"]), closed=date.fromisoformat(row["close_date"]),
                type=row["type"], lead_source=row["lead_source"], forecast_category=row["forecast_category"],
                next_step=row["next_step"], loss_reason=row["loss_reason"],
                team=owners[row["owner"]]["team"],
                **{name: accounts[row["account"]][name] for name in ("industry", "region", "country", "segment")},
            )
            for row in table("opportunities.csv")
        )
        if len({deal.id for deal in self.deals}) < len(self.deals):
            raise ValueError("an opportunity on several rows")
        self.contacts = [Contact(row["opportunity_id"], row["title"], row["role"]) for row in table("contacts.csv")]
        self.history = [
            (row["opportunity_id"], row["stage"], date.fromisoformat(row["entered"]))
            for row in table("stage_history.csv")
        ]

    @property
    def won(self) -> Deals:
        return self.deals.won

    @property
    def lost(self) -> Deals:
        return self.deals.lost

    @property
    def open(self) -> Deals:
        return self.deals.open

    @property
    def closed(self) -> Deals:
        """Won or lost."""
        return self.deals.outcome("won", "lost")

    def stalled(self, days: int = 30) -> Deals:
        """Open ones without a stage change for more than so many days."""
        last: dict[str, date] = {}
        for deal, _, entered in self.history:
            last[deal] = max(entered, last.get(deal, entered))
        return self.open.matching(lambda deal: (AS_OF - last[deal.id]).days > days)

    def reached(self, stage: str, deals: Deals) -> int:
        """How many of the deals were in this stage or a later one; a won deal has been through all."""
        furthest = {deal.id: -1 for deal in deals}
        for deal, entered_stage, _ in self.history:
            if deal in furthest and entered_stage in self.stages:
                furthest[deal] = max(furthest[deal], self.stages.index(entered_stage))
        for deal in deals:
            if deal.outcome == "won":
                furthest[deal.id] = len(self.stages)
            elif deal.outcome == "open":
                furthest[deal.id] = max(furthest[deal.id], self.stages.index(deal.stage))
        wanted = len(self.stages) if stage == "Closed Won" else self.stages.index(stage)
        return sum(1 for place in furthest.values() if place >= wanted)

    def conversion(self, stage: str, later: str, deals: Deals | None = None) -> Fraction:
        """Of the deals that reached a stage those that reached the later one."""
        among = self.deals if deals is None else deals
        return Fraction(self.reached(later, among), self.reached(stage, among))

    def with_contact(self, condition, deals: Deals) -> Deals:
        """The deals that have at least one contact for which this holds."""
        found = {contact.opportunity_id for contact in self.contacts if condition(contact)}
        return deals.matching(lambda deal: deal.id in found)

    def without_contact(self, condition, deals: Deals) -> Deals:
        found = {contact.opportunity_id for contact in self.contacts if condition(contact)}
        return deals.matching(lambda deal: deal.id not in found)

    def contacts_on(self, deals: Deals) -> list[Contact]:
        ids = {deal.id for deal in deals}
        return [contact for contact in self.contacts if contact.opportunity_id in ids]

    def new_logos(self, span: Span) -> Deals:
        """The first won deal of each account, where it closes in the span."""
        first: dict[str, Deal] = {}
        for deal in self.won:
            known = first.get(deal.account)
            if known is None or (deal.closed, deal.id) < (known.closed, known.id):
                first[deal.account] = deal
        return Deals(first.values()).closing(span)

    def forecast(self, span: Span, deals: Deals | None = None) -> Decimal:
        """Won in the span and the weighted open ones that are expected to close in it."""
        within = (self.deals if deals is None else deals).closing(span)
        return within.won.value() + within.open.weighted()

    def called(self, span: Span, *categories: str) -> Decimal:
        """Won in the span and the open ones of these forecast categories in full."""
        within = self.deals.closing(span)
        return within.won.value() + within.open.where(forecast_category=categories).value()
