"""How a plan stands on a page: the agency's own word, the rule's beside it, targets against the figures of the registry."""

from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.base.accounts.models import Officer
from sarana.measure.figures.queries import latest_snapshot
from sarana.register.plans.enums import Direction, MeasureState, PlanState, Rag
from sarana.register.plans.models import IndicatorUse, Node, Plan, Target
from sarana.register.plans.rules import Standing
from sarana.science.indicators import INDICATORS
from sarana.web.components import Status, Tone, Words
from sarana.web.views.figure_numbers import Numbers, sees_small_counts
from sarana.web.wording import figure, status

# The fewer the better; every other indicator of the registry is to be reached from below.
_LOWER_IS_BETTER = {"median_days_report_to_operation"}
_STATES: dict[str, Tone] = {
    MeasureState.NOT_STARTED: "neutral",
    MeasureState.UNDER_WAY: "info",
    MeasureState.STUCK: "warn",
    MeasureState.DONE: "good",
}
_PLANS: dict[str, Tone] = {
    PlanState.DRAFT: "neutral",
    PlanState.ADOPTED: "good",
    PlanState.REVIEW: "warn",
    PlanState.CLOSED: "neutral",
}
RAG_TONES: dict[str, Tone] = {Rag.GREEN: "good", Rag.AMBER: "warn", Rag.RED: "bad", Rag.GREY: "neutral"}
REASONS: dict[str, Words] = {
    "done": gettext_lazy("done and shown"),
    "not_begun": gettext_lazy("not to begin yet"),
    "no_day": gettext_lazy("has no day"),
    "late": gettext_lazy("past its day"),
    "behind": gettext_lazy("work lags behind time"),
    "money_ahead": gettext_lazy("money runs ahead of work"),
    "unfunded": gettext_lazy("half or more of the money is not covered"),
    "on_course": gettext_lazy("work keeps up with time and money"),
}


def plan_state(plan: Plan) -> Status:
    """Where a plan stands."""
    return Status(code=plan.state, label=plan.get_state_display(), tone=_PLANS.get(plan.state, "neutral"))


def own_word(node: Node) -> Status:
    """How far a node has come, in the lead agency's own word."""
    return Status(code=node.state, label=node.get_state_display(), tone=_STATES.get(node.state, "neutral"))


def rag_status(rag: Rag | str) -> Status:
    """How a node stands by rule."""
    return Status(code=f"rag-{rag}", label=Rag(rag).label, tone=RAG_TONES[rag])


def by_rule(stands: Standing) -> SafeString:
    """How a node stands by rule, with the reasons."""
    reasons = ", ".join(str(REASONS[code]) for code in stands.reasons)
    rag = rag_status(stands.rag)
    return format_html("{} <small>{}</small>", status(rag.code, rag.label, rag.tone), reasons)


def word_and_rule(node: Node, stands: Standing) -> SafeString:
    """The agency's own word, and the rule's beside it."""
    word, rag = own_word(node), rag_status(stands.rag)
    signs = [(status(word.code, word.label, word.tone),), (status(rag.code, rag.label, rag.tone),)]
    if stands.days_late and node.done_on is None:
        signs.append((status("late", _("Late")),))
    return format_html_join(" ", "{}", signs)


def share(value: object, label: Words) -> SafeString | None:
    """A share in per cent as a bar with its number."""
    if value is None:
        return None
    percent = round(float(str(value)))
    return format_html(
        '<progress value="{}" max="100" aria-label="{}"></progress> {}%',
        max(0, min(percent, 100)),
        label,
        figure(percent),
    )


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
        use, year = target.use, int(target.period[:4])
        numbers, one = self.numbers(year), INDICATORS.get(use.indicator)
        counted = numbers if one and target.period.isdigit() and not target.place_id else None
        total = counted.total(use.indicator) if counted else None
        value = counted.value(total) if counted else None
        wanted = float(target.value)
        place = f" · {target.place.name}" if target.place else ""
        return {
            "year": target.period,
            "indicator": (numbers.name(one) if numbers and one else use.name) + place,
            "code": use.indicator,
            "source": _("Counted by the register") if one else _("Counted by hand"),
            "baseline": _number(use.baseline),
            "target": _number(target.value),
            "reached": counted.written(total) if counted else None,
            "bar": None if _falls(use) else bar(value, wanted),
            "state": self._state(use, counted, value, wanted),
        }

    @staticmethod
    def _state(
        use: IndicatorUse, numbers: Numbers | None, value: float | None, wanted: float
    ) -> Status | None:
        if numbers is None or value is None:
            return None
        if _falls(use):
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


def _falls(use: IndicatorUse) -> bool:
    return use.indicator in _LOWER_IS_BETTER or use.direction == Direction.DOWN


def bar(value: float | None, wanted: float) -> SafeString | None:
    """How much of the target is reached; the numbers stand beside it, so the drawing itself says nothing new."""
    if value is None or not wanted:
        return None
    return share(100 * value / wanted, _("Share of the target that is reached"))


def _number(value: object) -> int | float | None:
    if value is None:
        return None
    number = float(str(value))
    return int(number) if number.is_integer() else number
