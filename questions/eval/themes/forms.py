"""Forms: deals by their dates and contacts, what is lacking, figures beside each other and held against a number."""

from decimal import Decimal

from calculation.crm import Contact, Crm
from calculation.deals import Deal, Deals
from calculation.periods import AS_OF, month, quarter, year
from calculation.question import UNCLEAR, Question, about, amount, count, day, days, percent, text


def questions(crm: Crm) -> list[Question]:
    return (
        dates(crm) + contacts(crm) + lacking(crm) + beside(crm) + held(crm) + stretches(crm) + cohorts(crm)
        + conversations(crm) + refused()
    )


def first(deals: Deals, key) -> Deal:
    """The deal with the smallest key; raises where it is not clear which."""
    ordered = sorted(deals, key=key)
    if key(ordered[0]) == key(ordered[1]):
        raise ValueError("a tie")
    return ordered[0]


def dates(crm: Crm) -> list[Question]:
    oldest = first(crm.open, lambda deal: deal.created)
    proposal = first(crm.open.where(stage="Proposal"), lambda deal: deal.created)
    late = crm.open.overdue
    longest = first(late, lambda deal: deal.closed)
    german = first(crm.won.where(country="Germany"), lambda deal: -deal.closed.toordinal())
    coming = crm.open.matching(lambda deal: deal.closed >= AS_OF)
    soonest = first(coming.where(owner="Leila Kurt"), lambda deal: deal.closed)
    week = crm.open.closing(month(2026, 12))
    return [
        Question("What is our oldest open deal?", [text(oldest.account), days((AS_OF - oldest.created).days)]),
        Question("which deal in Proposal has been open the longest", [text(proposal.account)]),
        Question("longest overdue deal?", [text(longest.account), days((AS_OF - longest.closed).days)]),
        Question("When did we last win a deal in Germany?", [day(german.closed), text(german.account)]),
        Question("next deal to close for Leila Kurt", [text(soonest.account), day(soonest.closed)]),
        Question("Which deals are more than 60 days overdue?",
                 [count(len(late.matching(lambda deal: (AS_OF - deal.closed).days > 60)))]),
        Question("what's closing in December?", [count(len(week)), amount(week.value())]),
    ]


def contacts(crm: Crm) -> list[Question]:
    def champion(contact: Contact) -> bool:
        return contact.role == "Champion"

    def finance(contact: Contact) -> bool:
        return contact.title == "CFO"

    closed, won, opened = crm.closed, crm.won, crm.open
    return [
        Question("How much open pipeline involves a CFO?", [amount(crm.with_contact(finance, opened).value())]),
        Question("bookings this year on deals with an Economic Buyer",
                 [amount(crm.with_contact(lambda contact: contact.role == "Economic Buyer",
                                          won.closing(year(2026))).value())]),
        Question("average size of won deals with a Champion",
                 [about(crm.with_contact(champion, won).mean_value())]),
        Question("How much pipeline has no champion?", [amount(crm.without_contact(champion, opened).value())]),
        Question("Does having a Champion help?",
                 [percent(crm.with_contact(champion, closed).win_rate()),
                  percent(crm.without_contact(champion, closed).win_rate())]),
        Question("win rate with a CFO contact next to our overall win rate",
                 [percent(crm.with_contact(finance, closed).win_rate()), percent(closed.win_rate())]),
        Question("What's the win rate without a decision maker?",
                 [percent(crm.without_contact(lambda contact: contact.is_decision_maker, closed).win_rate())]),
    ]


def lacking(crm: Crm) -> list[Question]:
    bare = crm.without_contact(lambda contact: True, crm.closed)
    return [
        Question("win rate on deals without any contact", [percent(bare.win_rate())]),
        Question("How many lost deals have no contact?", [count(len(bare.lost))]),
    ]


def beside(crm: Crm) -> list[Question]:
    closed, opened = crm.closed, crm.open
    kurt = closed.where(owner="Leila Kurt")
    won = crm.won.closing(year(2026))
    return [
        Question("How does Leila Kurt's win rate compare to the team?",
                 [percent(kurt.win_rate()), percent(closed.win_rate())]),
        Question("Efua Park vs the rest of the team on bookings this year",
                 [amount(won.where(owner="Efua Park").value()), amount(won.without(owner="Efua Park").value())]),
        Question("Does Joanna Jansen's open pipeline exceed Julia Weiss's?",
                 [amount(opened.where(owner="Joanna Jansen").value()),
                  amount(opened.where(owner="Julia Weiss").value())]),
        Question("Is our sales cycle getting shorter? Deals won in 2026 against those won in 2025.",
                 [days(won.mean_cycle()), days(crm.won.closing(year(2025)).mean_cycle())]),
        Question("Of closed deals bigger than 100k, what fraction do we win?",
                 [percent(closed.matching(lambda deal: deal.amount > 100_000).win_rate())]),
        Question("biggest deal we lost in 2026, and why did we lose it?",
                 [text(crm.lost.closing(year(2026)).largest(1)[0].account),
                  text(crm.lost.closing(year(2026)).largest(1)[0].loss_reason)]),
    ]


def held(crm: Crm) -> list[Question]:
    return [
        Question("Is our pipeline above $50M?", [amount(crm.open.value())]),
        Question("Did we book more than $5M last quarter?", [amount(crm.won.closing(quarter(2026, 3)).value())]),
        Question("Is Leila Kurt's win rate better than 30%?",
                 [percent(crm.closed.where(owner="Leila Kurt").win_rate())]),
        Question("Do we have more than 300 open deals?", [count(len(crm.open))]),
    ]


def stretches(crm: Crm) -> list[Question]:
    late = ("Proposal", "Negotiation")
    months = crm.open.closing((month(2027, 1)[0], month(2099, 12)[1]))
    by_month = months.by(lambda deal: f"{deal.closed:%Y-%m}")
    most = max(group.value() for group in by_month.values())
    return [
        Question("pipeline in Proposal or later", [amount(crm.open.where(stage=late).value())]),
        Question("How many open deals are past Discovery?", [count(len(crm.open.where(stage=late)))]),
        Question("bookings January through March 2026", [amount(crm.won.closing(quarter(2026, 1)).value())]),
        Question("What did we book before 2025?",
                 [amount(crm.won.matching(lambda deal: deal.closed.year < 2025).value())]),
        Question("From January onwards, which month has the most pipeline due to close?", [amount(most)]),
        Question("How many seven figure deals have we won?",
                 [count(len(crm.won.matching(lambda deal: Decimal(1_000_000) <= deal.amount < Decimal(10_000_000))))]),
        Question("Leave out Prospecting. What is left in the open pipeline?",
                 [amount(crm.open.without(stage="Prospecting").value())]),
        Question("How many deals did Leila Kurt close last quarter?",
                 [count(len(crm.closed.where(owner="Leila Kurt").closing(quarter(2026, 3))))]),
    ]


def cohorts(crm: Crm) -> list[Question]:
    of_2025 = crm.deals.created(year(2025))
    of_quarter = crm.deals.created(quarter(2026, 4))
    stalled = crm.stalled().by("owner")
    owner, most = max(stalled.items(), key=lambda item: len(item[1]))
    return [
        Question("Among deals created in 2025, what's the win rate?", [percent(of_2025.win_rate())]),
        Question("open pipeline created this quarter", [amount(of_quarter.open.value())]),
        Question("How many of the deals created this year have we won?",
                 [count(len(crm.deals.created(year(2026)).won))]),
        Question("which deals opened this quarter are still open",
                 [count(len(of_quarter.open)), amount(of_quarter.open.value())]),
        Question("deals created in 2025 and won in 2026", [count(len(of_2025.won.closing(year(2026))))]),
        Question("Whose deals are stalled?", [text(owner), count(len(most))]),
        Question("stalled pipeline by region",
                 [amount(crm.stalled().value()), amount(crm.stalled().where(region="EMEA").value())]),
    ]


def conversations(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    ranked = sorted(won.by("owner").items(), key=lambda item: -item[1].value())
    opened = crm.open
    champions = crm.with_contact(lambda contact: contact.role == "Champion", opened)
    return [
        Question("and who came second?", [text(ranked[1][0]), amount(ranked[1][1].value())],
                 after=["Who has won the most revenue this year?"]),
        Question("What's that person's win rate, all years?",
                 [percent(crm.closed.where(owner=ranked[0][0]).win_rate())],
                 after=["Who has won the most revenue this year?"]),
        Question("put the two together for me", [amount(opened.where(region=("EMEA", "APAC")).value())],
                 after=["Open pipeline in EMEA?", "And in APAC?"]),
        Question("and the value of those deals?", [amount(champions.value())],
                 after=["How many open deals have a Champion?"]),
        Question("drop anything under 20k",
                 [amount(opened.where(owner="Efua Park").matching(lambda deal: deal.amount >= 20_000).value())],
                 after=["How much pipeline does Efua Park have?"]),
        Question("what about the quarter after?", [amount(crm.won.closing(quarter(2026, 2)).value())],
                 after=["How much did we win in Q1 2026?"]),
    ]


def refused() -> list[Question]:
    return [
        Question(ask, status=UNCLEAR)
        for ask in [
            "top 2 deals per region", "best rep in each team", "how many deals does each rep have open on average",
            "what happens if we win everything in Negotiation?", "bookings in Negotiation",
            "how much revenue came from accounts that also have open pipeline", "What is her win rate?",
            "which of the two is better?",
        ]
    ] + [Question("what does he earn?", status=UNCLEAR, after=["How many open deals does Malik Bello have?"])]
