"""What the record of a year says against the US test, beside what people say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects

from sarana.measure.assessment.enums import Told
from sarana.measure.assessment.models import (
    Assessment,
    CountryTier,
    CriterionEvidence,
    CriterionRating,
    FactTold,
)
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import COUNTRY, figures_on_record
from sarana.register.plans.enums import Money, Scheme
from sarana.register.plans.models import BudgetLine, Finding, Node
from sarana.register.plans.queries import plan_in_force
from sarana.science.indicators import Calendar, period_of
from sarana.science.tiers import (
    CRITERIA,
    FACTS,
    INDICIA,
    Ahead,
    CountryYear,
    Explained,
    Gap,
    History,
    Reading,
    Silence,
    Tier,
    ahead,
    explain,
    histories,
    read,
    unexplained,
    what_would_move,
)

OWN_COUNTRY = "KHM"
NEIGHBOURS = ("KHM", "THA", "VNM", "LAO", "MMR")
_FIRST_EIGHT = INDICIA[:8]


def assessments() -> QuerySet[Assessment]:
    """Every self-assessment, newest year first."""
    return Assessment.objects.select_related("opened_by", "published_by__agency", "snapshot")


def country_tiers(words: str = "", year: int | None = None) -> QuerySet[CountryTier]:
    """The placements on record of countries whose name or code holds the words."""
    found = CountryTier.objects.all()
    if words:
        found = found.filter(Q(country__icontains=words) | Q(iso3__iexact=words))
    return found.filter(year=year) if year else found


def tier_histories(only: Iterable[str] = ()) -> dict[str, History]:
    """Placements year by year, by country code."""
    rows = CountryTier.objects.filter(iso3__in=only) if only else CountryTier.objects.all()
    return histories(
        CountryYear(row.country, row.iso3, row.year, Tier(row.tier), row.source, row.confidence)
        for row in rows.order_by("country", "year")
    )


def limit_ahead(year: int) -> Ahead | None:
    """What the two-year limit means for the report of a year; None where the years before are not on record."""
    history = tier_histories([OWN_COUNTRY]).get(OWN_COUNTRY)
    if history is None:
        return None
    before = {one: told for one, told in history.years.items() if one < year}
    if not before or max(before) != year - 1:
        return None
    return ahead(History(history.country, history.iso3, before))


def explained_years() -> list[Explained]:
    """Own placements since the limit began to count, each with what the limit says of it."""
    history = tier_histories([OWN_COUNTRY]).get(OWN_COUNTRY)
    return explain(history) if history else []


def unexplained_years() -> list[Explained]:
    """Every country-year on record that the limit can't account for."""
    return unexplained(tier_histories().values())


def facts_of(year: int, snapshot: Snapshot | None) -> dict[str, float | Silence]:
    """Every fact of a report's year that is on record: from figures, from the plan, from earlier assessments, from people."""
    found: dict[str, float | Silence] = {}
    assessment = Assessment.objects.filter(year=year).first()
    for told in FactTold.objects.filter(assessment=assessment).order_by("id") if assessment else ():
        found[told.fact] = Silence.NO_ANSWER if told.told == Told.NO_ANSWER else float(told.value or 0)
    if snapshot is not None:
        found |= _from_figures(year, snapshot)
    found |= _from_plan(year)
    return found


def facts_that_give_way(year: int, snapshot: Snapshot | None) -> set[str]:
    """Facts that would tell of few beside another that counts everybody in them; whoever does not see small counts is not told."""
    if snapshot is None:
        return set()
    gone = {
        figure.indicator
        for figure in figures_on_record(str(snapshot.pk), Calendar.TIP.value)
        if figure.period.year == year
        and figure.place == COUNTRY
        and not figure.breakdown
        and figure.gives_way
    }
    return {kind.code for kind in FACTS.values() if kind.figure in gone}


def _from_figures(year: int, snapshot: Snapshot) -> dict[str, float | Silence]:
    totals = {
        figure.indicator: figure.value
        for figure in figures_on_record(str(snapshot.pk), Calendar.TIP.value)
        if figure.period.year == year and figure.place == COUNTRY and not figure.breakdown
    }
    return {
        kind.code: value
        for kind in FACTS.values()
        if kind.figure and (value := totals.get(kind.figure)) is not None
    }


def _from_plan(year: int) -> dict[str, float | Silence]:
    """Whether a plan was in force at the period's end, which share of its cost is covered, and what was published before."""
    end = period_of(year, Calendar.TIP).end
    found: dict[str, float | Silence] = {}
    plan = plan_in_force(end)
    if plan is not None:
        found["plan_written"] = 1.0
        share = _covered(BudgetLine.objects.filter(node__plan=plan))
        if share is not None:
            found["plan_funded"] = share
    earlier = Assessment.objects.filter(year=year - 1, published_at__isnull=False).first()
    if earlier is not None:
        held = facts_of(earlier.year, earlier.snapshot)
        reading = read(held, {})
        found["assessment_published"] = 1.0
        found["assessment_covers"] = float(
            sum(bool(set(reading.findings[code].missing) < set(_facts_asked(code))) for code in _FIRST_EIGHT)
        )
    return found


def _facts_asked(code: str) -> tuple[str, ...]:
    return CRITERIA[code].facts


def _covered(lines: Iterable[BudgetLine]) -> float | None:
    """The share of planned money that somebody pays; currencies are weighed by how many lines plan in them."""
    planned: dict[str, list[tuple[float, bool]]] = {}
    for line in lines:
        planned.setdefault(line.currency, []).append((float(line.planned), line.source != Money.NOT_COVERED))
    shares = [
        (sum(money for money, paid in found if paid) / total, len(found))
        for found in planned.values()
        if (total := sum(money for money, _paid in found))
    ]
    weight = sum(count for _share, count in shares)
    return sum(share * count for share, count in shares) / weight if weight else None


def reading_of(year: int, snapshot: Snapshot | None) -> Reading:
    """The test on a year's record and the record of the year before."""
    return read(facts_of(year, snapshot), facts_of(year - 1, snapshot), limit_ahead(year))


def gaps_of(year: int, snapshot: Snapshot | None) -> list[Gap]:
    """The missing facts, those first whose answer could change the most."""
    return what_would_move(facts_of(year, snapshot), facts_of(year - 1, snapshot), limit_ahead(year))


def facts_told(assessment: Assessment) -> QuerySet[FactTold]:
    """What people told, the latest first."""
    return FactTold.objects.filter(assessment=assessment).select_related("told_by__agency")


def latest_ratings(assessment: Assessment) -> dict[tuple[str, str], CriterionRating]:
    """The latest rating of each criterion by each voice."""
    rows = CriterionRating.objects.filter(assessment=assessment).select_related("rated_by", "agency")
    return {(row.criterion, row.voice): row for row in rows.order_by("id")}


def evidence_for(assessment: Assessment, criterion: str = "") -> QuerySet[CriterionEvidence]:
    """The evidence of an assessment, of one criterion or of all."""
    found = CriterionEvidence.objects.filter(assessment=assessment).select_related(
        "assessment", "node", "file", "added_by__agency"
    )
    return found.filter(criterion=criterion) if criterion else found


def measures_for(criterion: str) -> QuerySet[Node]:
    """Measures of the plans that are filed under an indicium: its number among the twelve, as the plan's tags write it."""
    if criterion not in INDICIA:
        return Node.objects.none()
    number = criterion.removeprefix("I")
    return (
        Node.objects.filter(tags__scheme=Scheme.TVPA, tags__code=number)
        .select_related("plan", "lead_agency")
        .order_by("-plan__starts_on", "path")
    )


def measures_by_criterion() -> dict[str, list[Node]]:
    """As `measures_for` tells of one, for all indicia in one question: papers go through every one of them."""
    filed = Node.objects.filter(tags__scheme=Scheme.TVPA).annotate(filed_under=F("tags__code"))
    found: dict[str, list[Node]] = {}
    for node in filed.order_by("-plan__starts_on", "path"):
        found.setdefault(f"I{node.filed_under}", []).append(node)
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation, the measures that answer it, and how far: money, word of progress, proof."""

    finding: Finding
    nodes: list[Node]
    covered: float | None
    last_word_on: date | None
    proofs: int


def recommendations(words: str = "", source: str = "") -> QuerySet[Finding]:
    """What outside examiners recommended, newest year first."""
    found = Finding.objects.all()
    if source:
        found = found.filter(source=source)
    if words:
        found = found.filter(
            Q(text_en__icontains=words) | Q(text_km__icontains=words) | Q(document__icontains=words)
        )
    return found


def answered(findings: Iterable[Finding]) -> list[Answered]:
    """The findings of one page with what answers them, in as many questions for many as for one."""
    found = list(findings)
    nodes = Node.objects.select_related("plan", "lead_agency")
    prefetch_related_objects(
        found, Prefetch("nodes", nodes), "nodes__notes", "nodes__evidence", "nodes__budget_lines"
    )
    return [
        Answered(
            finding,
            list(finding.nodes.all()),
            _covered(line for node in finding.nodes.all() for line in node.budget_lines.all()),
            max((note.on for node in finding.nodes.all() for note in node.notes.all()), default=None),
            sum(len(node.evidence.all()) for node in finding.nodes.all()),
        )
        for finding in found
    ]
