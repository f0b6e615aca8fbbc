"""Spans of days. A span is a pair of its first and last day, both included."""

from calendar import monthrange
from datetime import date, timedelta

AS_OF = date(2026, 11, 20)

Span = tuple[date, date]


def months(first_year: int, first_month: int, last_year: int, last_month: int) -> Span:
    """Whole calendar months."""
    return date(first_year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def month(year_number: int, number: int) -> Span:
    return months(year_number, number, year_number, number)


def quarter(year_number: int, number: int) -> Span:
    return months(year_number, number * 3 - 2, year_number, number * 3)


def half(year_number: int, number: int) -> Span:
    return months(year_number, number * 6 - 5, year_number, number * 6)


def year(number: int) -> Span:
    return months(number, 1, number, 12)


def since(first: date) -> Span:
    """Up to the as-of date."""
    return first, AS_OF


def last_days(count: int) -> Span:
    """So many days, the as-of date the last of them."""
    return AS_OF - timedelta(days=count - 1), AS_OF


def next_days(count: int) -> Span:
    """So many days, the first of them the day after the as-of date."""
    return AS_OF + timedelta(days=1), AS_OF + timedelta(days=count)


def week_of(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_name(day: date) -> str:
    """`2026-03`, by which deals are grouped."""
    return f"{day.year}-{day.month:02}"


def quarter_name(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
