"""Counting in months, as laws and plans do. Pure."""

from datetime import date, timedelta

MONTHS_A_YEAR = 12


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day when it has no such day."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    following = date(year + (month + 1) // MONTHS_A_YEAR, (month + 1) % MONTHS_A_YEAR + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
