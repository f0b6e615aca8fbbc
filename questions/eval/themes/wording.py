"""Wording: keywords, chat, typos, British and American, names in part; and wishes for a chart."""

from calculation.crm import Crm
from calculation.deals import Deals, ranked
from calculation.periods import last_days, month, months, quarter, year
from calculation.question import Question, about, amount, call, count, days, percent, rows


def questions(crm: Crm) -> list[Question]:
    return keywords(crm) + chat(crm) + typos(crm) + names_in_part(crm) + charts(crm)


def keywords(crm: Crm) -> list[Question]:
    won, ended = crm.won.closing(year(2026)), crm.closed.closing(year(2026))
    return [
        Question("win rate region", rows(ranked(crm.closed.by("region"), Deals.win_rate), percent)),
        Question("pipeline emea enterprise", [amount(crm.open.where(region="EMEA", segment="Enterprise").value())]),
        Question("BOOKINGS 2025 RENEWAL", [amount(crm.won.where(type="Renewal").closing(year(2025)).value())]),
        Question("top 5 reps bookings ytd", rows(ranked(won.by("owner"), Deals.value, clear=5)[:5], amount)),
        Question("overdue", [count(len(crm.open.overdue))]),
        Question("asp by vertical", rows(ranked(crm.won.by("industry"), Deals.mean_value)[:2], about)),
        Question("lost deals q3 apac", [count(len(crm.lost.where(region="APAC").closing(quarter(2026, 3))))]),
        Question("opps negotiation >500k", [count(len(crm.open.where(stage="Negotiation").matching(
            lambda deal: deal.amount > 500_000)))]),
        Question("hit rate ae ytd", rows(ranked(ended.by("owner"), Deals.win_rate)[:2], percent)),
    ]


def chat(crm: Crm) -> list[Question]:
    won, ended = crm.won.closing(year(2026)), crm.closed.closing(year(2026))
    sources = ranked(won.by("lead_source"), Deals.value)
    return [
        Question("Hey, quick one before the board meeting: how much have we closed-won so far this year?",
                 [amount(won.value())]),
        Question("I'd like to know, if possible, which of our industries has the longest sales cycle. Thanks!",
                 rows(ranked(crm.won.by("industry"), Deals.mean_cycle)[:1], days)),
        Question("Could you kindly provide the aggregate value of open opportunities by sales territory?",
                 rows(ranked(crm.open.by("region"), Deals.value), amount)),
        Question("So, where does our revenue come from this year? Break it down by lead source please",
                 rows(sources[:2], amount)),
        Question("my boss wants to know how many deals we lost to 'no decision' in 2025",
                 [count(len(crm.lost.where(loss_reason="No Decision").closing(year(2025))))]),
        Question("Are we winning more than we lose in renewals? What's the win rate this year?",
                 [percent(ended.where(type="Renewal").win_rate())]),
        Question("What do I have to look forward to next month, pipeline-wise?",
                 [amount(crm.open.closing(month(2026, 12)).value())]),
        Question("Turnover from the Netherlands in 2025, please",
                 [amount(crm.won.where(country="Netherlands").closing(year(2025)).value())]),
        Question("How many new opportunities did the Financial Services sector give us over the last 90 days?",
                 [count(len(crm.deals.where(industry="Financial Services").created(last_days(90))))]),
    ]


def typos(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    return [
        Question("waht is our win rtae this year", [percent(crm.closed.closing(year(2026)).win_rate())]),
        Question("bookigns by regoin this year", rows(ranked(won.by("region"), Deals.value), amount)),
        Question("Average dael size in Manufacturng?", [about(crm.won.where(industry="Manufacturing").mean_value())]),
        Question("pipline for Stravbrok Fabrication",
                 [amount(crm.open.where(account="Stravbrook Fabrication").value())]),
        Question("how many deals did Joana Jansen win this year",
                 [count(len(won.where(owner="Joanna Jansen")))]),
        Question("wharehouse core revenue 2026", [amount(won.where(product="Warehouse Core").value())]),
        Question("Pipeline at Cremerie Vaultour",
                 [amount(crm.open.where(account="Crèmerie Vaultour & Fils").value())]),
        Question("win rate michael kovac", [percent(crm.closed.where(owner="Michael Kovač").win_rate())]),
        Question("How much pipeline is in the negociation stage",
                 [amount(crm.open.where(stage="Negotiation").value())]),
    ]


def names_in_part(crm: Crm) -> list[Question]:
    return [
        Question("How much have we won with Akersvik?", [amount(crm.won.where(account="Åkersvik Energi").value())]),
        Question("open pipeline at Grubenhofer", [amount(crm.open.where(account="Grubenhöfer Maschinenbau").value())]),
        Question("What has Vermeulen booked in 2026?",
                 [amount(crm.won.where(owner="Astrid Vermeulen").closing(year(2026)).value())]),
        Question("Lennlund Clinics: total won?", [amount(crm.won.where(account="Lennlund Clinics S.A.").value())]),
        Question("win rate for Insight Starter deals",
                 [percent(crm.closed.where(product="Insight Starter").win_rate())]),
        Question("bookings in the US in March 2026",
                 [amount(crm.won.where(country="United States").closing(month(2026, 3)).value())]),
        Question("Bookings from Jan to Apr 2026",
                 [amount(crm.won.closing(months(2026, 1, 2026, 4)).value())]),
    ]


def charts(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    return [
        Question("Show bookings by type this year as a pie chart", chart="pie",
                 values=rows(ranked(won.by("type"), Deals.value), amount)),
        Question("Plot monthly revenue for 2025 as a line chart", chart="line",
                 calls=call("get_revenue_trend", grain="month")),
        Question("Pipeline by owner in a table", chart="table",
                 values=rows(ranked(crm.open.by("owner"), Deals.value)[:3], amount)),
        Question("bar chart of win rate by industry", chart="bar",
                 values=rows(ranked(crm.closed.by("industry"), Deals.win_rate)[:3], percent)),
        Question("Draw the sales funnel as a funnel chart", chart="funnel", calls=call("analyze_stage_funnel")),
        Question("Can I get quarterly bookings for 2025 as bars?", chart="bar"),
        Question("donut/pie of open pipeline per segment", chart="pie",
                 values=rows(ranked(crm.open.by("segment"), Deals.value), amount)),
    ]
