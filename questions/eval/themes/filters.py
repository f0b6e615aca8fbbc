"""Filters: values in the data, thresholds, exclusions, several at once."""

from datetime import date
from decimal import Decimal

from calculation.crm import Crm
from calculation.deals import Deals, ranked
from calculation.periods import half, month, quarter, since, year
from calculation.question import Question, about, amount, count, days, percent, rows, text

THOUSAND = Decimal(1000)


def questions(crm: Crm) -> list[Question]:
    return values_in_the_data(crm) + thresholds(crm) + exclusions(crm) + several(crm) + bounds_on_groups(crm)


def values_in_the_data(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    return [
        Question("What is our pipeline in EMEA?", [amount(crm.open.where(region="EMEA").value())]),
        Question("Win rate for renewals?", [percent(crm.closed.where(type="Renewal").win_rate())]),
        Question("How much did we book in Germany in 2025?",
                 [amount(crm.won.where(country="Germany").closing(year(2025)).value())]),
        Question("UK bookings this year", [amount(won.where(country="United Kingdom").value())]),
        Question("What are bookings from existing customers' expansion deals this year?",
                 [amount(won.where(type="Expansion").value())]),
        Question("healthcare win rate", [percent(crm.closed.where(industry="Healthcare").win_rate())]),
        Question("How many SMB customers have we won?", [count(len(crm.won.where(segment="SMB").accounts()))]),
        Question("What is the average deal size for Warehouse Core?",
                 [about(crm.won.where(product="Warehouse Core").mean_value())]),
        Question("How much open pipeline do we have for security products?",
                 [amount(crm.open.where(product_category="Security").value())]),
        Question("What's Leila Kurt's win rate this year?",
                 [percent(crm.closed.where(owner="Leila Kurt").closing(year(2026)).win_rate())]),
        Question("Bookings of the Commercial Americas team last quarter",
                 [amount(crm.won.where(team="Commercial Americas").closing(quarter(2026, 3)).value())]),
        Question("How much have we won from referrals since the start of 2025?",
                 [amount(crm.won.where(lead_source="Referral").closing(since(date(2025, 1, 1))).value())]),
        Question("sales cycle for mid-market deals", [days(crm.won.where(segment="Mid-Market").mean_cycle())]),
        Question("What is Stravbrook Fabrication's open pipeline?",
                 [amount(crm.open.where(account="Stravbrook Fabrication").value())]),
        Question("How many deals did we lose due to missing features in 2025?",
                 [count(len(crm.lost.where(loss_reason="Missing Features").closing(year(2025))))]),
        Question("How much pipeline is in the Discovery or Proposal stage?",
                 [amount(crm.open.where(stage=("Discovery", "Proposal")).value())]),
    ]


def thresholds(crm: Crm) -> list[Question]:
    opened = crm.open
    likely = opened.matching(lambda deal: deal.probability > Decimal("0.7"))
    return [
        Question("How many open deals are over $100k?",
                 [count(len(opened.matching(lambda deal: deal.amount > 100 * THOUSAND)))]),
        Question("How many open opportunities have a probability above 70%?", [count(len(likely))]),
        Question("What's the value of open deals with at least 60% probability?",
                 [amount(opened.matching(lambda deal: deal.probability >= Decimal("0.6")).value())]),
        Question("How many open deals are worth between 50k and 100k?",
                 [count(len(opened.matching(lambda deal: 50 * THOUSAND <= deal.amount <= 100 * THOUSAND)))]),
        Question("win rate of deals over half a million dollars",
                 [percent(crm.closed.matching(lambda deal: deal.amount > 500 * THOUSAND).win_rate())]),
        Question("How many deals under $20,000 did we win in 2025?",
                 [count(len(crm.won.closing(year(2025)).matching(lambda deal: deal.amount < 20 * THOUSAND)))]),
        Question("How many million dollar deals or bigger (at least $1m) have we won?",
                 [count(len(crm.won.matching(lambda deal: deal.amount >= 1000 * THOUSAND)))]),
        Question("How much pipeline has a probability of 20% or less?",
                 [amount(opened.matching(lambda deal: deal.probability <= Decimal("0.2")).value())]),
        Question("Number of deals above 250k lost this year",
                 [count(len(crm.lost.closing(year(2026)).matching(lambda deal: deal.amount > 250 * THOUSAND)))]),
    ]


def exclusions(crm: Crm) -> list[Question]:
    return [
        Question("What's our win rate excluding renewals?", [percent(crm.closed.without(type="Renewal").win_rate())]),
        Question("Pipeline outside EMEA?", [amount(crm.open.without(region="EMEA").value())]),
        Question("bookings this year without LATAM",
                 [amount(crm.won.closing(year(2026)).without(region="LATAM").value())]),
        # Most open deals have no next step: they are kept.
        Question("How many open deals do not have 'Collect signatures' as their next step?",
                 [count(len(crm.open.without(next_step="Collect signatures")))]),
        Question("How many deals were lost this year for reasons other than price?",
                 [count(len(crm.lost.closing(year(2026)).without(loss_reason="Price")))]),
        Question("average deal size except for Services",
                 [about(crm.won.without(product_category="Services").mean_value())]),
        Question("How much open pipeline is not in Prospecting or Qualification?",
                 [amount(crm.open.without(stage=("Prospecting", "Qualification")).value())]),
        Question("Show me the pipeline by region, but leave out North America",
                 rows(ranked(crm.open.without(region="North America").by("region"), Deals.value), amount)),
        Question("Revenue in 2025 from anything that's not new business",
                 [amount(crm.won.closing(year(2025)).without(type="New Business").value())]),
    ]


def several(crm: Crm) -> list[Question]:
    ended = crm.closed.closing(year(2026))
    return [
        Question("What is the win rate for new business in EMEA this year?",
                 [percent(ended.where(type="New Business", region="EMEA").win_rate())]),
        Question("Enterprise renewals won last quarter: how much?",
                 [amount(crm.won.where(segment="Enterprise", type="Renewal").closing(quarter(2026, 3)).value())]),
        Question("How much partner-sourced pipeline in North America closes this quarter?",
                 [amount(crm.open.where(lead_source="Partner", region="North America")
                         .closing(quarter(2026, 4)).value())]),
        Question("How many Analytics deals did Efua Park win in 2025?",
                 [count(len(crm.won.where(product_category="Analytics", owner="Efua Park").closing(year(2025))))]),
        Question("Manufacturing, expansion, H1 2026: bookings?",
                 [amount(crm.won.where(industry="Manufacturing", type="Expansion").closing(half(2026, 1)).value())]),
        Question("Open mid-market deals over $150k in Proposal - how many are there?",
                 [count(len(crm.open.where(segment="Mid-Market", stage="Proposal")
                            .matching(lambda deal: deal.amount > 150 * THOUSAND)))]),
        Question("How much outbound new business pipeline excluding APAC do we have?",
                 [amount(crm.open.where(lead_source="Outbound", type="New Business").without(region="APAC").value())]),
        Question("What were software and media bookings together in 2025?",
                 [amount(crm.won.where(industry=("Software", "Media")).closing(year(2025)).value())]),
        Question("How many deals created in October came from events?",
                 [count(len(crm.deals.created(month(2026, 10)).where(lead_source="Event")))]),
    ]


def bounds_on_groups(crm: Crm) -> list[Question]:
    by_account = crm.won.closing(year(2026)).by("account")
    big = [(name, deals.value()) for name, deals in by_account.items() if deals.value() > 500 * THOUSAND]
    weak = [(name, deals.win_rate()) for name, deals in crm.closed.by("owner").items()
            if deals.win_rate() < Decimal("0.3")]
    strong = [(name, deals.win_rate()) for name, deals in crm.closed.by("industry").items()
              if deals.win_rate() >= Decimal("0.4")]
    rich = [(name, deals.value()) for name, deals in crm.open.by("owner").items()
            if deals.value() > 6000 * THOUSAND]
    return [
        Question("How many accounts have bookings over $500k this year?", [count(len(big))]),
        Question("Which reps have a win rate below 30%?",
                 [text(name) for name, _ in sorted(weak, key=lambda row: row[1])]),
        Question("Which industries win at least 40% of their deals?",
                 [text(name) for name, _ in sorted(strong, key=lambda row: row[1], reverse=True)]),
        Question("owners with more than $6m of open pipeline",
                 [text(name) for name, _ in sorted(rich, key=lambda row: row[1], reverse=True)]),
        Question("Countries where we have won more than 30 deals",
                 [text(name) for name, deals in sorted(crm.won.by("country").items(), key=lambda row: -len(row[1]))
                  if len(deals) > 30]),
    ]
