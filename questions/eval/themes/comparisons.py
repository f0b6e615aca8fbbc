"""Comparisons: value against value, period against period."""

from calculation.crm import Crm
from calculation.deals import Deals
from calculation.periods import AS_OF, half, month, quarter, year
from calculation.question import Question, about, amount, count, days, percent, text


def questions(crm: Crm) -> list[Question]:
    return values(crm) + periods(crm)


def values(crm: Crm) -> list[Question]:
    won = crm.won.closing(year(2026))
    ended = crm.closed.closing(year(2026))

    def rates(deals: Deals, field: str, *names: str):
        return [percent(deals.where(**{field: name}).win_rate()) for name in names]

    return [
        Question("Compare the win rate of Renewal vs New Business",
                 rates(crm.closed, "type", "Renewal", "New Business")),
        Question("EMEA against APAC: bookings this year?",
                 [amount(won.where(region="EMEA").value()), amount(won.where(region="APAC").value())]),
        Question("SMB vs Enterprise average deal size",
                 [about(crm.won.where(segment="SMB").mean_value()),
                  about(crm.won.where(segment="Enterprise").mean_value())]),
        Question("Who has more open pipeline, Joanna Jansen or Julia Weiss?",
                 [amount(crm.open.where(owner="Joanna Jansen").value()),
                  amount(crm.open.where(owner="Julia Weiss").value())]),
        Question("Do referrals convert better than outbound?",
                 rates(crm.closed, "lead_source", "Referral", "Outbound")),
        Question("Is our sales cycle longer in Enterprise than in Mid-Market?",
                 [days(crm.won.where(segment="Enterprise").mean_cycle()),
                  days(crm.won.where(segment="Mid-Market").mean_cycle())]),
        Question("Data Platform versus Analytics: how many deals have we won this year?",
                 [count(len(won.where(product_category="Data Platform"))),
                  count(len(won.where(product_category="Analytics")))]),
        Question("United States vs United Kingdom win rate, 2026",
                 rates(ended, "country", "United States", "United Kingdom")),
        Question("Which is larger: our pipeline in Healthcare or in Manufacturing?",
                 [amount(crm.open.where(industry="Manufacturing").value()),
                  amount(crm.open.where(industry="Healthcare").value()), text("Manufacturing")]),
        Question("How do Stream Hub and Flow Builder compare on win rate?",
                 rates(crm.closed, "product", "Stream Hub", "Flow Builder")),
        Question("Kaito vs Elena, bookings 2026",
                 [amount(won.where(owner="Kaito Hashimoto").value()), amount(won.where(owner="Elena Cho").value())]),
    ]


def periods(crm: Crm) -> list[Question]:
    won, ended = crm.won, crm.closed
    second, third = quarter(2026, 2), quarter(2026, 3)
    both_years = [amount(won.closing(year(number)).value()) for number in (2025, 2024)]
    to_date = won.closing(year(2026)).value()
    # The same days of the year before, for a year that is not over.
    year_before = won.closing((year(2025)[0], AS_OF.replace(year=2025))).value()
    return [
        Question("How do bookings this quarter compare against last quarter?",
                 [amount(won.closing(quarter(2026, 4)).value())]),
        Question("This year compared with last year, in bookings", [amount(to_date)]),
        Question("How did bookings in Q3 compare with Q1?",
                 [amount(won.closing(third).value()), amount(won.closing(quarter(2026, 1)).value())]),
        Question("Revenue 2025 vs 2024", both_years),
        Question("Win rate in Q2 vs Q3?",
                 [percent(ended.closing(second).win_rate()), percent(ended.closing(third).win_rate())]),
        Question("H1 2026 against H1 2025 - won deals",
                 [count(len(won.closing(half(2026, 1)))), count(len(won.closing(half(2025, 1))))]),
        Question("How does last month compare to the month before for revenue?",
                 [amount(won.closing(month(2026, 10)).value()), amount(won.closing(month(2026, 9)).value())]),
        Question("Did the average deal size go up or down between 2024 and 2025?",
                 [about(won.closing(year(2025)).mean_value()), about(won.closing(year(2024)).mean_value())]),
        Question("How are year-to-date bookings doing against the same period last year?",
                 [amount(to_date), amount(year_before)]),
        Question("Q3 this year vs Q3 last year: number of deals lost",
                 [count(len(crm.lost.closing(third))), count(len(crm.lost.closing(quarter(2025, 3))))]),
        Question("What was the change in EMEA bookings from Q2 to Q3?",
                 [amount(won.where(region="EMEA").closing(third).value()),
                  amount(won.where(region="EMEA").closing(second).value())]),
        Question("Was pipeline creation higher in September or in October?",
                 [amount(max(crm.deals.created(month(2026, number)).value() for number in (9, 10))),
                  amount(min(crm.deals.created(month(2026, number)).value() for number in (9, 10)))]),
        Question("How has win rate changed versus last year?",
                 [percent(ended.closing(year(2026)).win_rate())]),
    ]
