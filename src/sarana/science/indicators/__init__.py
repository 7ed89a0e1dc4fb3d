"""One definition per figure: what it counts, in words and as a query over a snapshot's tables.

Everything that shows a number (dashboard, plan target, press check, annual report) asks this registry.
"""

from sarana.science.indicators.calendars import Calendar, Period, period_of
from sarana.science.indicators.definition import BREAKDOWNS, Breakdown, Counts, Group, Indicator, Statistic
from sarana.science.indicators.registry import INDICATORS, indicator
from sarana.science.indicators.registry.phrases import INHABITANTS, INHABITANTS_OF, RATE_PER

__all__ = [
    "BREAKDOWNS",
    "INDICATORS",
    "INHABITANTS",
    "INHABITANTS_OF",
    "RATE_PER",
    "Breakdown",
    "Calendar",
    "Counts",
    "Group",
    "Indicator",
    "Period",
    "Statistic",
    "indicator",
    "period_of",
]
