"""Spoken: deals by other names, winning and losing in other words, asides, two questions in one, periods that are meant."""

from decimal import Decimal

from calculation.crm import Contact, Crm
from calculation.deals import Deals
from calculation.periods import next_days, month, quarter, year
from calculation.question import UNCLEAR, Question, about, amount, count, days, percent, text


def questions(crm: Crm) -> list[Question]:
    return names(crm) + outcomes(crm) + bounds(crm) + asides(crm) + parts(crm) + meant(crm) + refused()


def largest(deals: Deals) -> str:
    return deals.largest(1)[0].account


def names(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    last = crm.won.closing(quarter(2026, 3))
    emea = last.where(region="EMEA")
    return [
        Question("How many orders did EMEA give us last quarter, and for how much?",
                 [count(len(emea)), amount(emea.value())]),
        Question("orders this year so far, in $", [amount(won.value())]),
        Question("typical size of a job we win, ballpark", [about(crm.won.mean_value())]),
        Question("what's the biggest project we ever landed, and for how much?",
                 [text(largest(crm.won)), amount(crm.won.largest(1)[0].amount)]),
        Question("single largest job on the table rn", [text(largest(crm.open))]),
        Question("How many pieces of business did we sign last quarter?", [count(len(last))]),
        Question("how many contracts are still in play", [count(len(crm.open))]),
        Question("close rate on Renewal stuff", [percent(crm.closed.where(type="Renewal").win_rate())]),
        Question("mean size of the stuff we haven't closed yet", [about(crm.open.mean_value())]),
    ]


def outcomes(crm: Crm) -> list[Question]:
    of_2025 = crm.closed.closing(year(2025))
    of_2026 = crm.closed.closing(year(2026))
    kurt, park = crm.closed.where(owner="Leila Kurt"), crm.closed.where(owner="Efua Park")
    renewal, new = crm.won.where(type="Renewal"), crm.won.where(type="New Business")
    reasons = crm.lost.where(region="EMEA").by("loss_reason")
    reason, most = max(reasons.items(), key=lambda item: len(item[1]))
    bookings = [crm.won.closing(year(number)).value() for number in (2024, 2025)]
    return [
        Question("What did we sign last quarter, in dollars?", [amount(crm.won.closing(quarter(2026, 3)).value())]),
        Question("When we get to the end of a deal, how often do we come out on top?", [percent(crm.closed.win_rate())]),
        Question("Out of everything that closed in 2025, what share went against us?", [percent(of_2025.loss_rate())]),
        Question("Is Leila Kurt closing a bigger share of her deals than Efua Park?",
                 [percent(kurt.win_rate()), percent(park.win_rate())]),
        Question("are we winning a bigger share of our deals this year than last year?",
                 [percent(of_2026.win_rate()), percent(of_2025.win_rate())]),
        Question("Do Renewal deals take longer to win than New Business ones?",
                 [days(renewal.mean_cycle()), days(new.mean_cycle())]),
        Question("from first logging a deal to getting the PO, how many days does it take us on average",
                 [days(crm.won.mean_cycle())]),
        Question("Are deals closing faster this year than last year? average days to win",
                 [days(crm.won.closing(year(2026)).mean_cycle()), days(crm.won.closing(year(2025)).mean_cycle())]),
        Question("why do we mostly lose in EMEA? just the number one reason", [text(reason), count(len(most))]),
        Question("by what % did bookings grow from 2024 to 2025", [percent((bookings[1] - bookings[0]) / bookings[0])]),
        Question("Are we ahead of last quarter on bookings yet?",
                 [amount(crm.won.closing(quarter(2026, 4)).value()), amount(crm.won.closing(quarter(2026, 3)).value())]),
        Question("are we behind last year on bookings",
                 [amount(crm.won.closing(year(2026)).value()), amount(crm.won.closing(year(2025)).value())]),
    ]


def bounds(crm: Crm) -> list[Question]:
    likely = crm.open.matching(lambda deal: deal.probability >= Decimal("0.6"))
    loyal = [name for name, deals in crm.won.by("account").items() if len(deals) >= 3]
    return [
        Question("how much open money do we have at 60% probability or higher?", [amount(likely.value())]),
        Question("How many accounts have given us three orders or more?", [count(len(loyal))]),
        Question("Revenue won in 2025 leaving aside EMEA",
                 [amount(crm.won.closing(year(2025)).without(region="EMEA").value())]),
        Question("risk-adjusted number for everything still in play (value times probability)",
                 [amount(crm.open.weighted())]),
        Question("weighted value of whatever is in Negotiation", [amount(crm.open.where(stage="Negotiation").weighted())]),
        Question("how much are we expecting to close over the next 30 days (unweighted)",
                 [amount(crm.open.closing(next_days(30)).value())]),
        Question("what's pencilled in to close next quarter, full value, before weighting",
                 [amount(crm.open.closing(quarter(2027, 1)).value())]),
    ]


def asides(crm: Crm) -> list[Question]:
    def c_level(contact: Contact) -> bool:
        return contact.is_c_level

    kurt = crm.open.where(owner="Leila Kurt")
    last = crm.closed.closing(quarter(2026, 3))
    return [
        Question("CFO wants our sales velocity in dollars per day", [about(crm.deals.velocity())]),
        Question("hey, 1:1 with Leila Kurt in 10 min, need her pipeline and weighted pipeline",
                 [amount(kurt.value()), amount(kurt.weighted())]),
        Question("Board deck is due tomorrow. For Q3 2026 I need three things: what we booked, the win rate, and the "
                 "average size of the deals we won.",
                 [amount(last.won.value()), percent(last.win_rate()), about(last.won.mean_value())]),
        Question("how many C-level people do we have as contacts", [count(len([c for c in crm.contacts if c_level(c)]))]),
        Question("open deals without a single contact attached, how many?",
                 [count(len(crm.without_contact(lambda contact: True, crm.open)))]),
    ]


def parts(crm: Crm) -> list[Question]:
    coming = crm.open.closing(month(2026, 12))
    kurt = crm.open.where(owner="Leila Kurt")
    return [
        Question("what's supposed to close in December, and how much of that is already in Negotiation?",
                 [amount(coming.value()), amount(coming.where(stage="Negotiation").value())]),
        Question("Leila Kurt is out next week and I'm covering for her: how many open deals does she have, what are they "
                 "worth and how many of them are overdue?",
                 [count(len(kurt)), amount(kurt.value()), count(len(kurt.overdue))]),
    ]


def meant(crm: Crm) -> list[Question]:
    soon = crm.open.closing(next_days(60))
    return [
        Question("and Q2?", [amount(crm.won.closing(quarter(2025, 2)).value())], after=["bookings in Q1 2025"]),
        Question("make it 60 days", [count(len(soon))], after=["how many deals close in the next 30 days?"]),
        Question("narrow to Renewal", [percent(crm.closed.where(type="Renewal", region="EMEA").win_rate())],
                 after=["win rate overall", "for EMEA"]),
    ]


def refused() -> list[Question]:
    return [
        Question(ask, status=status)
        for ask, status in [
            ("How many accounts with open deals have never given us an order?", UNCLEAR),
            ("and May?", UNCLEAR),
        ]
    ]
