"""How far a plan has come: states, what is late, targets against the figures of the registry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.measure.figures.queries import latest_snapshot
from sarana.register.plans.enums import MeasureState, PlanState
from sarana.register.plans.models import Measure, Plan, Target
from sarana.register.plans.queries import late_measures
from sarana.science.indicators import INDICATORS
from sarana.web.components import Status, Tone
from sarana.web.views.figure_numbers import Numbers, sees_small_counts
from sarana.web.wording import figure, status

# The fewer the better; every other indicator is to be reached from below.
_LOWER_IS_BETTER = {"median_days_report_to_operation"}
_STATES: dict[str, Tone] = {
    MeasureState.NOT_STARTED: "neutral",
    MeasureState.UNDER_WAY: "info",
    MeasureState.STUCK: "warn",
    MeasureState.DONE: "good",
}
_PLANS: dict[str, Tone] = {PlanState.DRAFT: "neutral", PlanState.ADOPTED: "good", PlanState.CLOSED: "neutral"}


def plan_state(plan: Plan) -> Status:
    """Where a plan stands."""
    return Status(code=plan.state, label=plan.get_state_display(), tone=_PLANS.get(plan.state, "neutral"))


def measure_state(measure: Measure, late: set[object]) -> SafeString:
    """How far a measure has come in the agency's own word, and "late" beside it where the calendar says so."""
    signs = [(status(measure.state, measure.get_state_display(), _STATES.get(measure.state, "neutral")),)]
    if measure.pk in late:
        signs.append((status("late", _("Late")),))
    return format_html_join(" ", "{}", signs)


def late_in(plan: Plan, day: date) -> set[object]:
    """Keys of the plan's measures that are past their day and not done; only an adopted plan binds."""
    return late_by_plan([plan], day)[plan.pk]


def late_by_plan(plans: Sequence[Plan], day: date) -> dict[object, set[object]]:
    """The same for several plans, by the plan's key."""
    late: dict[object, set[object]] = {plan.pk: set() for plan in plans}
    for owner, measure in late_measures(day).filter(pillar__plan__in=plans).values_list("pillar__plan", "pk"):
        late[owner].add(measure)
    return late


@dataclass
class Targets:
    """Targets against what the latest snapshot counts, as an officer may see it."""

    officer: Officer
    _years: dict[int, Numbers | None] = field(default_factory=dict)

    def numbers(self, year: int) -> Numbers | None:
        """The figures of a year; None while there is no snapshot."""
        if year not in self._years:
            snapshot = latest_snapshot()
            exact = sees_small_counts(self.officer)
            self._years[year] = Numbers(snapshot, year, "unodc", exact=exact) if snapshot else None
        return self._years[year]

    def row(self, target: Target) -> dict[str, object]:
        """One target as a line of a table: what was promised, what was reached, a bar and a word."""
        numbers, one = self.numbers(target.year), INDICATORS.get(target.indicator)
        total = numbers.total(target.indicator) if numbers and one else None
        value = numbers.value(total) if numbers else None
        wanted = float(target.value)
        return {
            "year": str(target.year),
            "indicator": numbers.name(one) if numbers and one else target.indicator,
            "code": target.indicator,
            "baseline": _number(target.baseline),
            "target": _number(target.value),
            "reached": numbers.written(total) if numbers else None,
            "bar": None if target.indicator in _LOWER_IS_BETTER else bar(value, wanted),
            "state": self._state(target.indicator, numbers, value, wanted),
        }

    @staticmethod
    def _state(indicator: str, numbers: Numbers | None, value: float | None, wanted: float) -> Status | None:
        if numbers is None or value is None:
            return None
        if indicator in _LOWER_IS_BETTER:
            reached = value <= wanted
            certain = numbers.is_over
        else:
            reached = certain = value >= wanted
            certain = certain or numbers.is_over
        if not certain:
            return Status(code="running", label=_("The year is not over"), tone="info")
        return (
            Status(code="reached", label=_("Reached"), tone="good")
            if reached
            else Status(code="missed", label=_("Not reached"), tone="warn")
        )


def bar(value: float | None, wanted: float) -> SafeString | None:
    """How much of the target is reached; the numbers stand beside it, so the drawing itself says nothing new."""
    if value is None or not wanted:
        return None
    percent = round(100 * value / wanted)
    return format_html(
        '<progress value="{}" max="100" aria-label="{}"></progress> {}%',
        min(percent, 100),
        _("Share of the target that is reached"),
        figure(percent),
    )


def _number(value: object) -> int | float | None:
    if value is None:
        return None
    number = float(str(value))
    return int(number) if number.is_integer() else number
