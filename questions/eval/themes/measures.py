"""Measures: one figure each, in the words that people use for it."""

from calculation.crm import Crm
from calculation.deals import Deals, ranked, share
from calculation.periods import last_days, month, next_days, quarter, year
from calculation.question import Question, about, amount, call, count, days, percent, rows, text


def questions(crm: Crm) -> list[Question]:
    return closed_business(crm) + rates(crm) + pipeline(crm) + forecasts(crm) + losses(crm)


def closed_business(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    return [
        Question("What are our total bookings so far this year?", [amount(won.value())]),
        Question("How much revenue did we close in 2025?", [amount(crm.won.closing(year(2025)).value())]),
        Question("total sales 2024", [amount(crm.won.closing(year(2024)).value())]),
        Question("What's the all-time won value?", [amount(crm.won.value())]),
        Question("How many deals have we won this year?", [count(len(won))]),
        Question("number of closed-won opps in Q2 2026", [count(len(crm.won.closing(quarter(2026, 2))))]),
        Question("How many customers do we have?", [count(len(crm.won.accounts()))]),
        Question("How many logos did we win business from in 2025?",
                 [count(len(crm.won.closing(year(2025)).accounts()))]),
        Question("How many new logos have we landed this year?", [count(len(crm.new_logos(year(2026))))]),
        Question("new logos last quarter", [count(len(crm.new_logos(quarter(2026, 3))))]),
        Question("What's our average deal size?", [about(crm.won.mean_value())]),
        Question("ASP this year pls", [about(won.mean_value())]),
        Question("What is the median deal size for deals won in 2025?",
                 [about(crm.won.closing(year(2025)).median_value())]),
        Question("How long is our average sales cycle, in days?", [days(crm.won.mean_cycle())]),
        Question("median sales cycle of the deals we won this year", [days(won.median_cycle())]),
        Question("How long does it take us to close an Enterprise deal?",
                 [days(crm.won.where(segment="Enterprise").mean_cycle())]),
        Question("What is our sales velocity?", [about(crm.deals.velocity())], calls=call("analyze_deal_velocity")),
        Question("Which segment has the highest sales velocity?",
                 rows(ranked(crm.deals.by("segment"), Deals.velocity), about, 1),
                 calls=call("analyze_deal_velocity", dimension="segment")),
    ]


def rates(crm: Crm) -> list[Question]:
    ended = crm.closed.closing(year(2026))
    return [
        Question("What's our win rate?", [percent(crm.closed.win_rate())], calls=call("analyze_win_rate")),
        Question("What is the close rate for this year?", [percent(ended.win_rate())]),
        Question("hit rate 2025", [percent(crm.closed.closing(year(2025)).win_rate())]),
        Question("What was our win rate by value last year?",
                 [percent(crm.closed.closing(year(2025)).win_rate_by_value())]),
        Question("How often do we lose? I want the loss rate for 2026.", [percent(ended.loss_rate())]),
        Question("Which product converts best?", rows(ranked(crm.closed.by("product"), Deals.win_rate), percent, 1)),
        Question("What share of opportunities moves from Discovery to Proposal?",
                 [percent(crm.conversion("Discovery", "Proposal"))], calls=call("analyze_stage_funnel")),
        Question("conversion rate from Proposal to Negotiation",
                 [percent(crm.conversion("Proposal", "Negotiation"))], calls=call("analyze_stage_funnel")),
        Question("Where in the funnel do we leak the most, stage to stage?", calls=call("analyze_stage_funnel")),
    ]


def pipeline(crm: Crm) -> list[Question]:
    in_negotiation = crm.open.where(stage="Negotiation")
    stalled = crm.stalled()
    recent = crm.deals.created(last_days(30))
    top_five = ranked(crm.open.by("account"), Deals.value, clear=5)[:5]
    return [
        Question("How much pipeline do we have right now?", [amount(crm.open.value()), count(len(crm.open))]),
        Question("How many open deals are there?", [count(len(crm.open))]),
        Question("Total weighted pipeline?", [about(crm.open.weighted())]),
        Question("What is the average size of an open opportunity?", [about(crm.open.mean_value())]),
        Question("How old are our open deals on average?", [days(crm.open.mean_age())]),
        Question("How much of our pipeline is in Negotiation?", [amount(in_negotiation.value())]),
        Question("What does our sales funnel look like?", calls=call("analyze_stage_funnel")),
        Question("How many open deals are in each stage?",
                 rows(ranked(crm.open.by("stage"), len), count)),
        Question("How many deals are overdue?", [count(len(crm.open.overdue))]),
        Question("What's the value of past due pipeline?", [amount(crm.open.overdue.value())]),
        Question("How many deals have slipped?", [count(len(crm.open.overdue))],
                 calls=call("find_slipped_deals")),
        Question("How many open deals are stalled, and what are they worth?",
                 [count(len(stalled)), amount(stalled.value())], calls=call("find_stalled_deals")),
        Question("how many deals havent moved stage in over 60 days", [count(len(crm.stalled(60)))],
                 calls=call("find_stalled_deals", days=60)),
        Question("How much pipeline did we create last month?",
                 [amount(crm.deals.created(month(2026, 10)).value())]),
        Question("deals created in the last 30 days", [count(len(recent))]),
        Question("How many new opportunities were opened in Q3?",
                 [count(len(crm.deals.created(quarter(2026, 3))))]),
        Question("What share of the pipeline is held by our top 5 accounts?",
                 [percent(share(crm.open.where(account=tuple(name for name, _ in top_five)), crm.open))],
                 calls=call("analyze_concentration", top=5)),
    ]


def forecasts(crm: Crm) -> list[Question]:
    now, later = quarter(2026, 4), quarter(2027, 1)
    return [
        Question("What is the forecast for this quarter?",
                 [about(crm.forecast(now)), amount(crm.won.closing(now).value()),
                  about(crm.open.closing(now).weighted())], calls=call("forecast_pipeline_revenue")),
        Question("Forecast for Q1 2027", [about(crm.forecast(later))], calls=call("forecast_pipeline_revenue")),
        Question("What's our commit number for this quarter?", [amount(crm.called(now, "Commit"))],
                 calls=call("forecast_pipeline_revenue", view="commit")),
        Question("best case for the current quarter?", [amount(crm.called(now, "Commit", "Best Case"))],
                 calls=call("forecast_pipeline_revenue", view="best_case")),
        Question("How much revenue do we expect to close next month?", [about(crm.forecast(month(2026, 12)))]),
        Question("How much open pipeline sits in the Commit forecast category?",
                 [amount(crm.open.where(forecast_category="Commit").value())]),
        Question("How much pipeline is due to close in the next 30 days?",
                 [amount(crm.open.closing(next_days(30)).value())]),
    ]


def losses(crm: Crm) -> list[Question]:
    lost = crm.lost.closing(year(2026))
    reasons = ranked(crm.lost.closing(year(2025)).by("loss_reason"), len)
    return [
        Question("How many deals did we lose this year?", [count(len(lost))]),
        Question("What's the dollar value of the deals we lost last quarter?",
                 [amount(crm.lost.closing(quarter(2026, 3)).value())]),
        Question("What was the most common loss reason in 2025?", [text(reasons[0][0]), count(reasons[0][1])],
                 calls=call("analyze_losses")),
        Question("How much did we lose to competitors this year?",
                 [amount(lost.where(loss_reason="Competitor").value())]),
        Question("How many deals were lost on price, ever?", [count(len(crm.lost.where(loss_reason="Price")))]),
        Question("Why do we lose enterprise deals?", calls=call("analyze_losses"),
                 values=[text(ranked(crm.lost.where(segment="Enterprise").by("loss_reason"), len)[0][0])]),
        Question("average size of a lost deal", [about(crm.lost.mean_value())]),
    ]
