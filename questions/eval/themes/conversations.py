"""Conversations: what a question means after those before it."""

from decimal import Decimal

from calculation.crm import Crm
from calculation.deals import Deals, ranked, share
from calculation.periods import month, quarter, year
from calculation.question import UNCLEAR, Question, about, amount, call, count, days, percent, rows, text

LIKELY = Decimal("0.7")


def questions(crm: Crm) -> list[Question]:
    return other_periods(crm) + narrower(crm) + other_measures(crm) + those(crm) + shown(crm) + asked_back(crm)


def other_periods(crm: Crm) -> list[Question]:
    won, ended = crm.won, crm.closed
    return [
        Question("and last quarter?", [amount(won.closing(quarter(2026, 3)).value())],
                 after=["What are our bookings this quarter?"]),
        Question("And in 2024?", [percent(ended.closing(year(2024)).win_rate())],
                 after=["What was our win rate in 2025?"]),
        Question("what about Q2", [count(len(won.closing(quarter(2026, 2))))],
                 after=["How many deals did we win in Q3?"]),
        Question("and next quarter?", [about(crm.forecast(quarter(2027, 1)))],
                 after=["What's the forecast for this quarter?"]),
        Question("And last year?", rows(ranked(won.closing(year(2025)).by("region"), Deals.value), amount),
                 after=["Bookings by region this year"]),
        Question("How does that compare with the month before?", [amount(won.closing(month(2026, 9)).value())],
                 after=["How much revenue did we close in October?"]),
        Question("same thing for last month", [count(len(crm.deals.created(month(2026, 10))))],
                 after=["How many opportunities were created this month?"]),
    ]


def narrower(crm: Crm) -> list[Question]:
    won, ended, opened = crm.won.closing(year(2026)), crm.closed, crm.open
    emea = ended.where(region="EMEA")
    this_month = opened.closing(month(2026, 11)).matching(lambda deal: deal.probability > LIKELY)
    return [
        Question("only in EMEA", [amount(opened.where(region="EMEA").value())],
                 after=["How much open pipeline do we have?"]),
        Question("same for APAC", [percent(ended.where(region="APAC").win_rate())],
                 after=["What is the win rate in EMEA?"]),
        Question("what about renewals?", [percent(ended.where(type="Renewal").closing(year(2026)).win_rate())],
                 after=["What's our win rate for new business this year?"]),
        Question("and excluding renewals?", [amount(won.without(type="Renewal").value())],
                 after=["What are our bookings this year?"]),
        Question("now just new business", [percent(emea.where(type="New Business").closing(year(2025)).win_rate())],
                 after=["What was our win rate in 2025?", "only EMEA"]),
        Question("And for Julia Weiss?", [amount(opened.where(owner="Julia Weiss").value())],
                 after=["How much open pipeline does Leila Kurt have?"]),
        Question("only those above 500k", [count(len(opened.where(stage="Negotiation").matching(
            lambda deal: deal.amount > 500_000)))], after=["Which deals are in Negotiation?"]),
        Question("I mean deals closing this month with probability above 70%",
                 [count(len(this_month)), amount(this_month.value())],
                 after=["Show me the deals that are about to close"]),
        Question("What about Enterprise only?", [days(crm.won.where(segment="Enterprise").mean_cycle())],
                 after=["How long is our sales cycle?"]),
        Question("in Germany", [amount(won.where(country="Germany").value())],
                 after=["What are bookings in Sweden this year?"]),
        Question("without North America please",
                 rows(ranked(ended.without(region="North America").by("region"), Deals.win_rate), percent),
                 after=["What's our win rate by region?"]),
    ]


def other_measures(crm: Crm) -> list[Question]:
    won, ended = crm.won.closing(year(2026)), crm.closed.closing(year(2026))
    emea_quarter = crm.closed.where(region="EMEA").closing(quarter(2026, 3))
    return [
        Question("by rep instead", rows(ranked(won.by("owner"), Deals.value)[:3], amount),
                 after=["Bookings by region this year"]),
        Question("and by segment?", rows(ranked(crm.open.by("segment"), Deals.value), amount),
                 after=["Show me the open pipeline by region"]),
        Question("and the win rate?", [percent(emea_quarter.win_rate())],
                 after=["How much did we book in EMEA last quarter?"]),
        Question("how many deals is that?", [count(len(won))], after=["What are our bookings this year?"]),
        Question("What's the average deal size there?", [about(crm.won.where(industry="Retail").mean_value())],
                 after=["What is our win rate in Retail?"]),
        Question("What share is that of all bookings?", [percent(share(won.where(type="Expansion"), won))],
                 after=["What are expansion bookings this year?"]),
        Question("and weighted?", [about(crm.open.where(region="LATAM").weighted())],
                 after=["How much open pipeline is in LATAM?"]),
        Question("break that down by industry", rows(ranked(ended.by("industry"), Deals.win_rate)[:2], percent),
                 after=["What is our win rate this year?"]),
        Question("which one is the worst?", rows(ranked(ended.by("lead_source"), Deals.win_rate, lowest=True)[:1],
                                                 percent), after=["What is our win rate by lead source this year?"]),
        Question("And their win rate?", [percent(crm.closed.where(owner="Leila Kurt").closing(year(2026)).win_rate())],
                 after=["What are Leila Kurt's bookings this year?"]),
    ]


def those(crm: Crm) -> list[Question]:
    top_accounts = tuple(name for name, _ in ranked(crm.open.by("account"), Deals.value, clear=3)[:3])
    weak = ranked({name: deals for name, deals in crm.closed.by("owner").items() if deals.win_rate() < Decimal("0.3")},
                  Deals.win_rate, lowest=True)
    best_reps = tuple(name for name, _ in ranked(crm.won.by("owner"), Deals.value, clear=3)[:3])
    rates = ranked(crm.closed.where(owner=best_reps).by("owner"), Deals.win_rate)
    in_top_accounts = crm.won.where(account=top_accounts)
    best_customer = ranked(crm.won.by("account"), Deals.value)[0][0]
    best_product = ranked(crm.won.closing(year(2026)).by("product"), Deals.value)[0][0]
    return [
        Question("How much have we won from those accounts?",
                 [amount(in_top_accounts.value()),
                  *(amount(in_top_accounts.where(account=name).value()) for name in top_accounts)],
                 after=["Top 3 accounts by open pipeline"]),
        Question("show me the win rate for those reps", rows(rates, percent),
                 after=["Who are our top 3 reps by bookings?"]),
        Question("How much pipeline do they have?",
                 [text(name) for name, _ in ranked(crm.open.where(owner=tuple(name for name, _ in weak)).by("owner"),
                                                   Deals.value)],
                 after=["Which reps have a win rate below 30%?"]),
        Question("What's the win rate of the top performing product this year?",
                 [percent(crm.closed.where(product=best_product).closing(year(2026)).win_rate()), text(best_product)],
                 after=["Which products bring in the most revenue this year?"]),
        Question("how much open pipeline does the first one have?",
                 [amount(crm.open.where(account=best_customer).value())],
                 after=["Who are our 5 biggest customers by revenue?"]),
        Question("Which of them is the largest?",
                 [amount(crm.open.overdue.largest(1)[0].amount), text(crm.open.overdue.largest(1)[0].account)],
                 after=["Which open deals are overdue?"]),
    ]


def shown(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    reasons = ranked(crm.lost.closing(year(2025)).by("loss_reason"), len)
    return [
        Question("as a pie", rows(ranked(won.by("type"), Deals.value)[:1], amount), chart="pie",
                 after=["Bookings by type this year"]),
        Question("can i have that as a table", chart="table", after=["What is the open pipeline by stage?"]),
        Question("make it a line chart", chart="line", after=["Show bookings per quarter for 2025"]),
        Question("why?", [text(reasons[0][0])], after=["How many deals did we lose in 2025?"],
                 calls=call("analyze_losses")),
        Question("top 3 only", rows(ranked(crm.open.by("industry"), Deals.value, clear=3)[:3], amount),
                 after=["Pipeline by industry"]),
        Question("What's our win rate?", [percent(crm.closed.win_rate())],
                 after=["hello there"]),
        Question("thanks! now, how many open deals are there in total?", [count(len(crm.open))],
                 after=["What were EMEA bookings in 2025?"]),
    ]


def asked_back(crm: Crm) -> list[Question]:
    """Follow-ups that go back on what cannot be answered, or that stand on nothing."""
    return [
        Question("ok then what are our bookings this year", [amount(crm.won.closing(year(2026)).value())],
                 after=["What is our churn rate?"]),
        Question("and for APAC?", status=UNCLEAR, after=["What is our NPS in EMEA?"]),
        Question("and those?", status=UNCLEAR),
    ]
