"""Time: named and relative periods, and steps of a trend."""

from datetime import date

from calculation.crm import Crm
from calculation.deals import Deals, ranked
from calculation.periods import (
    half, last_days, month, month_name, months, next_days, quarter, quarter_name, since, week_of, year)
from calculation.question import Question, about, amount, call, count, days, percent


def questions(crm: Crm) -> list[Question]:
    return named(crm) + relative(crm) + ahead(crm) + trends(crm) + other_days(crm)


def named(crm: Crm) -> list[Question]:
    won = crm.won
    return [
        Question("Bookings in Q1?", [amount(won.closing(quarter(2026, 1)).value())]),
        Question("revenue for Q3 2025", [amount(won.closing(quarter(2025, 3)).value())]),
        Question("What did we book in March?", [amount(won.closing(month(2026, 3)).value())]),
        # The latest December that has begun by the as-of date.
        Question("What was our revenue in December?", [amount(won.closing(month(2025, 12)).value())]),
        Question("How many deals did we win in Sept 2025?", [count(len(won.closing(month(2025, 9))))]),
        Question("H1 bookings", [amount(won.closing(half(2026, 1)).value())]),
        Question("What were won deals worth in the second half of 2025?",
                 [amount(won.closing(half(2025, 2)).value())]),
        Question("Bookings since March, please", [amount(won.closing(since(date(2026, 3, 1))).value())]),
        Question("How much did we win between January and June 2025?",
                 [amount(won.closing(months(2025, 1, 2025, 6)).value())]),
        Question("How many deals did we win from April 2026 through September 2026?",
                 [count(len(won.closing(months(2026, 4, 2026, 9))))]),
        Question("sales between 1 July 2026 and 15 August 2026",
                 [amount(won.closing((date(2026, 7, 1), date(2026, 8, 15))).value())]),
        Question("Win rate in 2024?", [percent(crm.closed.closing(year(2024)).win_rate())]),
        Question("What was the win rate in Q2 this year?", [percent(crm.closed.closing(quarter(2026, 2)).win_rate())]),
        Question("How much did we win on 8 June 2026?",
                 [amount(won.closing((date(2026, 6, 8), date(2026, 6, 8))).value())]),
    ]


def relative(crm: Crm) -> list[Question]:
    won, ended = crm.won, crm.closed
    return [
        Question("What have we booked this month?", [amount(won.closing(month(2026, 11)).value())]),
        Question("bookings last month", [amount(won.closing(month(2026, 10)).value())]),
        Question("How much did we sell last quarter?", [amount(won.closing(quarter(2026, 3)).value())]),
        Question("QTD bookings", [amount(won.closing(quarter(2026, 4)).value())]),
        Question("What's our YTD win rate?", [percent(ended.closing(year(2026)).win_rate())]),
        Question("won deals in the last 30 days", [count(len(won.closing(last_days(30))))]),
        Question("How much revenue was closed in the past 90 days?", [amount(won.closing(last_days(90)).value())]),
        Question("How many deals were lost last month?", [count(len(crm.lost.closing(month(2026, 10))))]),
        Question("What was the average deal size last year?", [about(won.closing(year(2025)).mean_value())]),
        Question("What was our sales cycle last quarter?", [days(won.closing(quarter(2026, 3)).mean_cycle())]),
        Question("How many opps were created this quarter?",
                 [count(len(crm.deals.created(quarter(2026, 4))))]),
        Question("how many deals did we win last week",
                 [count(len(won.closing(week_of(date(2026, 11, 13)))))]),
    ]


def ahead(crm: Crm) -> list[Question]:
    opened = crm.open
    return [
        Question("How much pipeline is expected to close this quarter?",
                 [amount(opened.closing(quarter(2026, 4)).value())]),
        Question("Pipeline closing next quarter", [amount(opened.closing(quarter(2027, 1)).value())]),
        # Looking ahead, a month without a year is the first that has not ended.
        Question("How much open pipeline is closing in January?", [amount(opened.closing(month(2027, 1)).value())]),
        Question("How many open deals are due to close next month?",
                 [count(len(opened.closing(month(2026, 12))))]),
        Question("number of deals expected to close in the next 60 days",
                 [count(len(opened.closing(next_days(60))))]),
        Question("What's the weighted value of deals closing in the first half of 2027?",
                 [about(opened.closing(half(2027, 1)).weighted())]),
        Question("How much pipeline closes next year?", [amount(opened.closing(year(2027)).value())]),
        Question("What's the forecast for 2027?", [about(crm.forecast(year(2027)))],
                 calls=call("forecast_pipeline_revenue")),
        Question("Forecast by month for the first quarter of 2027",
                 calls=call("forecast_pipeline_revenue", group_by="month")),
    ]


def trends(crm: Crm) -> list[Question]:
    this_year = crm.won.closing(year(2026))

    def by_month(deal) -> str:
        return month_name(deal.closed)

    def by_quarter(deal) -> str:
        return quarter_name(deal.closed)

    best = ranked(this_year.by(by_month), Deals.value)[0]
    worst = ranked(crm.won.closing(year(2025)).by(by_month), Deals.value, lowest=True)[0]
    quarters = ranked(crm.closed.closing(year(2025)).by(by_quarter), Deals.win_rate)
    return [
        Question("Which month had the most bookings this year?", [amount(best[1])]),
        Question("Which month of 2025 was our weakest for revenue?", [amount(worst[1])]),
        Question("In which quarter of 2025 was the win rate highest?", [percent(quarters[0][1])]),
        Question("Which quarter had the most won deals ever?",
                 [count(ranked(crm.won.by(by_quarter), len)[0][1])]),
        Question("What was our best month ever for bookings?",
                 [amount(ranked(crm.won.by(by_month), Deals.value)[0][1])]),
        Question("Show bookings by month for 2026", calls=call("get_revenue_trend", grain="month")),
        Question("quarterly revenue trend", calls=call("get_revenue_trend", grain="quarter")),
        Question("How has our win rate developed month by month this year?",
                 calls=call("get_revenue_trend", measure="win_rate", grain="month")),
        Question("How many deals were created per week this quarter?",
                 calls=call("get_revenue_trend", measure="created_deals", grain="week")),
        Question("In which month of this year did we create the most opportunities?",
                 [count(ranked(crm.deals.created(year(2026)).by(lambda deal: month_name(deal.created)), len)[0][1])]),
        Question("Which year had the highest bookings?", [amount(crm.won.closing(year(2025)).value())]),
        Question("average deal size by quarter in 2025", calls=call("get_revenue_trend", grain="quarter")),
        Question("Was our win rate better in 2024, in 2025 or in 2026?",
                 [percent(crm.closed.closing(year(2025)).win_rate())]),
    ]


def other_days(crm: Crm) -> list[Question]:
    """Asked on another day than that of the portal."""
    return [
        Question("How much did we book last month?", [amount(crm.won.closing(month(2026, 3)).value())],
                 as_of=date(2026, 4, 10)),
        Question("What was our win rate last quarter?", [percent(crm.closed.closing(quarter(2025, 4)).win_rate())],
                 as_of=date(2026, 1, 5)),
        Question("bookings in Q4", [amount(crm.won.closing(quarter(2025, 4)).value())], as_of=date(2026, 2, 1)),
    ]
