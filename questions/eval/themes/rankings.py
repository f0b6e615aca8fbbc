"""Rankings: who or what is highest and lowest, top and bottom N."""

from decimal import Decimal

from calculation.crm import Crm
from calculation.deals import Deals, ranked, share
from calculation.periods import month, quarter, year
from calculation.question import Question, about, amount, call, count, days, percent, rows, text


def questions(crm: Crm) -> list[Question]:
    return highest(crm) + lowest(crm) + breakdowns(crm) + shares(crm)


def top(deals: Deals, field: str, measure, size: int = 1) -> list[tuple]:
    return ranked(deals.by(field), measure, clear=size)[:size]


def bottom(deals: Deals, field: str, measure, size: int = 1) -> list[tuple]:
    return ranked(deals.by(field), measure, lowest=True, clear=size)[:size]


def highest(crm: Crm) -> list[Question]:
    won, ended = crm.won.closing(year(2026)), crm.closed.closing(year(2026))
    return [
        Question("Which region has the highest win rate this year?",
                 rows(top(ended, "region", Deals.win_rate), percent)),
        Question("Top 5 accounts by opportunity value", rows(top(crm.deals, "account", Deals.value, 5), amount),
                 calls=call("get_top_accounts_by_value", limit=5)),
        Question("Who are our ten biggest customers by revenue?",
                 rows(top(crm.won, "account", Deals.value, 10), amount)),
        Question("Top 3 accounts by open pipeline", rows(top(crm.open, "account", Deals.value, 3), amount)),
        Question("Who is our best rep by bookings this year?", rows(top(won, "owner", Deals.value), amount)),
        Question("top 3 sellers last quarter by won revenue",
                 rows(top(crm.won.closing(quarter(2026, 3)), "owner", Deals.value, 3), amount)),
        Question("Which team is bringing in the most revenue this year?", rows(top(won, "team", Deals.value), amount)),
        Question("What's our best selling product by number of deals won?", rows(top(crm.won, "product", len), count)),
        Question("Which vertical has the best close rate?",
                 rows(top(crm.closed, "industry", Deals.win_rate), percent)),
        Question("Which lead source gives us the best win rate?",
                 rows(top(crm.closed, "lead_source", Deals.win_rate), percent)),
        Question("Which vertical has the biggest average deal size?",
                 rows(top(crm.won, "industry", Deals.mean_value), about)),
        Question("Which rep has the most open deals?", rows(top(crm.open, "owner", len), count)),
        Question("Which country generated the most bookings in 2025?",
                 rows(top(crm.won.closing(year(2025)), "country", Deals.value), amount)),
        Question("Which product line has the most pipeline?",
                 rows(top(crm.open, "product_category", Deals.value), amount)),
        Question("Which channel created the most pipeline in October?",
                 rows(top(crm.deals.created(month(2026, 10)), "lead_source", Deals.value), amount)),
        Question("Which AE lost the most deals this year?",
                 rows(top(crm.lost.closing(year(2026)), "owner", len), count)),
        Question("Which region has the most overdue deals?", rows(top(crm.open.overdue, "region", len), count)),
        Question("Top 5 accounts by value, counting only deals of at least $100k",
                 rows(top(crm.deals.matching(lambda deal: deal.amount >= Decimal(100_000)), "account",
                          Deals.value, 5), amount),
                 calls=call("get_top_accounts_by_value", limit=5, min_amount=100000)),
    ]


def lowest(crm: Crm) -> list[Question]:
    ended = crm.closed.closing(year(2026))
    return [
        Question("Which territory has the lowest win rate?",
                 rows(bottom(crm.closed, "region", Deals.win_rate), percent)),
        Question("Bottom 3 reps by win rate this year", rows(bottom(ended, "owner", Deals.win_rate, 3), percent)),
        Question("Which product sells worst, by revenue this year?",
                 rows(bottom(crm.won.closing(year(2026)), "product", Deals.value), amount)),
        Question("Which team has the least pipeline?", rows(bottom(crm.open, "team", Deals.value), amount)),
        Question("Which segment has the shortest sales cycle?",
                 rows(bottom(crm.won, "segment", Deals.mean_cycle), days)),
        Question("the three industries with the smallest bookings this year",
                 rows(bottom(crm.won.closing(year(2026)), "industry", Deals.value, 3), amount)),
        Question("Who's struggling the most to close? lowest win rate by owner in 2025",
                 rows(bottom(crm.closed.closing(year(2025)), "owner", Deals.win_rate), percent)),
    ]


def breakdowns(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    ended = crm.closed.closing(year(2026))

    def by(deals: Deals, field: str, measure) -> list[tuple]:
        return ranked(deals.by(field), measure)

    pairs = ranked(won.by(lambda deal: f"{deal.region}|{deal.type}"), Deals.value, clear=4)
    name, region = max(won.by("region").items(), key=lambda row: row[1].value())
    best = ranked(ended.by(lambda deal: f"{deal.segment}|{deal.type}"), Deals.win_rate)[0]
    return [
        Question("Bookings by region this year", rows(by(won, "region", Deals.value), amount)),
        Question("pipeline by segment", rows(by(crm.open, "segment", Deals.value), amount)),
        Question("Win rate by team", rows(by(crm.closed, "team", Deals.win_rate), percent),
                 calls=call("analyze_win_rate", dimension="team")),
        Question("revenue by product category in 2025",
                 rows(by(crm.won.closing(year(2025)), "product_category", Deals.value), amount)),
        Question("average sales cycle per segment", rows(by(crm.won, "segment", Deals.mean_cycle), days)),
        Question("Weighted pipeline by team", rows(by(crm.open, "team", Deals.weighted), about)),
        Question("Bookings by region and type this year",
                 [amount(pairs[0][1]), *(text(word) for word in pairs[0][0].split("|")), amount(pairs[1][1])]),
        Question("Give me win rate broken down by segment and deal type for 2026",
                 [percent(best[1]), *(text(word) for word in best[0].split("|"))]),
        Question("Show bookings and win rate by region for this year",
                 [amount(region.value()), text(name), percent(ended.where(region=name).win_rate())]),
        Question("number of customers by country",
                 rows(by(crm.won, "country", lambda deals: len(deals.accounts()))[:2], count)),
        Question("lost deals by loss reason in 2025",
                 rows(by(crm.lost.closing(year(2025)), "loss_reason", len)[:3], count)),
        Question("open deals by forecast category", rows(by(crm.open, "forecast_category", len), count)),
    ]


def shares(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    tens = tuple(name for name, _ in top(crm.won, "account", Deals.value, 10))
    return [
        Question("What share of this year's bookings comes from renewals?",
                 [percent(share(won.where(type="Renewal"), won))]),
        Question("What percentage of open pipeline is in Negotiation?",
                 [percent(share(crm.open.where(stage="Negotiation"), crm.open))]),
        Question("How much of 2025 revenue in percent came from North America?",
                 [percent(share(crm.won.closing(year(2025)).where(region="North America"),
                                crm.won.closing(year(2025))))]),
        Question("What percentage of bookings do our top 10 customers account for?",
                 [percent(share(crm.won.where(account=tens), crm.won))],
                 calls=call("analyze_concentration", measure="bookings", top=10)),
        Question("Enterprise's share of the pipeline?",
                 [percent(share(crm.open.where(segment="Enterprise"), crm.open))]),
        Question("What proportion of our pipeline is overdue?", [percent(share(crm.open.overdue, crm.open))]),
    ]
