"""Texts held against the record: the published-figures ledger and the register's own figures."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from sarana.base.accounts.models import Officer
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import COUNTRY, figures, years_on_record
from sarana.measure.press.enums import TextState
from sarana.measure.press.models import CheckedText, ListedPage, PublishedFigure, Source, Topic
from sarana.science.disclosure import HIDDEN, protect_parts
from sarana.science.statements import Claim, Figure, JudgedClaim, Statement, judge, read_text
from sarana.science.statements.preflight import SpokenSentence, preflight

# So many texts a new one is compared with: 256 bytes each.
_LOOKED_THROUGH = 2_000
# What the press calls a figure that the register counts.
PRESS_WORD = {
    "reports_received": "complaints",
    "cases_opened": "cases",
    "operations": "operations",
    "victims_identified": "victims_identified",
    "victims_freed": "victims_rescued",
    "victims_assisted": "victims_assisted",
    "victims_reintegrated": "victims_reintegrated",
    "suspects_arrested": "arrests",
    "persons_prosecuted": "persons_prosecuted",
    "persons_convicted": "traffickers_convicted",
}


def published_figures() -> list[Figure]:
    """Every published number on file, as far as it carries a value."""
    return [as_figure(row) for row in PublishedFigure.objects.all()]


def as_figure(row: PublishedFigure) -> Figure:
    """A published number as texts are held against it."""
    return Figure(
        indicator=row.indicator,
        value=_number(row.value),
        period_start=row.period_start,
        period_end=row.period_end,
        claimant=row.claimant,
        scope=row.scope,
        source=row.source,
        note=row.note,
    )


def checked_texts(words: str = "") -> QuerySet[CheckedText]:
    """The texts that were checked and kept, those with the words in title or text; all are public matter."""
    found = CheckedText.objects.select_related("checked_by__agency", "source")
    return found.filter(Q(title__icontains=words) | Q(text__icontains=words)) if words else found


def inbox(
    *, words: str = "", state: str = "", source: int | None = None, topic: int | None = None
) -> QuerySet[CheckedText]:
    """The texts as the desk sees them: one that repeats another is folded under it and counted as ``copies``."""
    found = checked_texts(words).filter(repeats=None).annotate(copies=Count("repeated_by"))
    if state:
        found = found.filter(state=state)
    if source is not None:
        found = found.filter(source=source)
    return found.filter(topics=topic) if topic is not None else found


def known_signatures() -> list[tuple[UUID, bytes]]:
    """The signatures of the last texts that repeat no other, newest first; older ones are not looked through."""
    firsts = CheckedText.objects.filter(repeats=None).exclude(signature=b"")
    last = firsts.order_by("-pk").values_list("pk", "signature")[:_LOOKED_THROUGH]
    return [(key, bytes(signature)) for key, signature in last]


def sources(words: str = "") -> QuerySet[Source]:
    """The sources whose name or address holds the words, with how many texts came from each."""
    found = Source.objects.annotate(brought=Count("texts"))
    return found.filter(Q(name__icontains=words) | Q(address__icontains=words)) if words else found


def pages_to_bring(source: Source) -> QuerySet[ListedPage]:
    """The pages that a site map of the source lists and that nobody brought yet."""
    brought = CheckedText.objects.filter(address=OuterRef("address"))
    return source.listed.filter(~Exists(brought))


def topics_of(officer: Officer) -> QuerySet[Topic]:
    """The officer's own topics and those of his agency, with how many texts of the inbox touch each."""
    waiting = Count("texts", filter=Q(texts__state=TextState.NEW))
    own = Topic.objects.filter(Q(officer=officer) | Q(agency=officer.agency_id, agency__isnull=False))
    return own.annotate(waiting=waiting, found=Count("texts")).select_related("agency")


def figures_on_file(
    *, indicator: str = "", claimant: str = "", year: int | None = None
) -> QuerySet[PublishedFigure]:
    """The published numbers whose indicator and claimant hold these words and whose period touches the year."""
    found = PublishedFigure.objects.filter(
        indicator__icontains=indicator.replace(" ", "_"), claimant__icontains=claimant
    )
    if year:
        found = found.filter(
            Q(period_start__lte=date(year, 12, 31), period_end__gte=date(year, 1, 1))
            | Q(period_end=None, period_start__year=year)
        )
    return found


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def register_figures(snapshot: Snapshot) -> list[Figure]:
    """The register's own national totals, as figures with the snapshot for a source; a small count is none.

    Everybody at work checks texts and speeches, so what is held against them must be fit to be shown to everybody.
    """
    return list(_register_figures(str(snapshot.pk)))


@lru_cache(maxsize=8)
def _register_figures(snapshot_id: str) -> tuple[Figure, ...]:
    snapshot = Snapshot.objects.get(pk=snapshot_id)
    claimant = "register (demonstration, invented)" if settings.DEMONSTRATION else "register"
    found = figures(snapshot, years=years_on_record(snapshot), indicators=PRESS_WORD)
    taken_on = snapshot.taken_on
    return tuple(
        Figure(
            indicator=PRESS_WORD[one.indicator],
            value=Decimal(int(one.value or 0)),
            period_start=one.period.start,
            period_end=min(one.period.end, taken_on),
            claimant=claimant,
            scope=f"{one.indicator} version {one.version}; {one.units_reporting} of {one.units_expected} units reported",
            source=f"snapshot:{snapshot.digest}",
        )
        for one in found
        if one.place == COUNTRY and not one.breakdown and _may_be_shown(int(one.value or 0))
    )


def _may_be_shown(count: int) -> bool:
    return protect_parts({"": count}, total_is_known=False)[""] is not HIDDEN


def speech_in_lights(text: str, *, said_on: date, snapshot: Snapshot | None) -> tuple[SpokenSentence, ...]:
    """A speech before it is given, sentence by sentence; nothing of it is kept."""
    record = published_figures() + (register_figures(snapshot) if snapshot else [])
    return preflight(text, record, said_on=said_on)


def check_sentence(text: str, *, said_on: date, record: list[Figure]) -> list[JudgedClaim]:
    """A sentence held against figures that are out, for everybody; the register's own take no part but as released."""
    reading = read_text(text, published_on=said_on)
    return judge(reading.statements, record, narrated=reading.narrative_claims, said_on=said_on)


def check_text(
    text: str,
    *,
    published_on: date | None = None,
    snapshot: Snapshot | None = None,
    record: list[Figure] | None = None,
) -> dict[str, Any]:
    """Who said what and how each claim fares, in the form of the command contract.

    Claims that the text makes in its own voice stand under ``narrative_claims``: nobody is quoted with them.

    Args:
        text: what was written.
        published_on: the day on which it was.
        snapshot: whose national totals it is held against beside what is published; for officers alone.
        record: what it is held against instead, where the answer leaves the house.
    """
    reading = read_text(text, published_on=published_on)
    if record is None:
        record = published_figures() + (register_figures(snapshot) if snapshot else [])
    judged = judge(reading.statements, record, narrated=reading.narrative_claims, said_on=published_on)
    told: dict[int, list[dict[str, Any]]] = {}
    for one in judged:
        told.setdefault(id(one.statement) if one.statement else 0, []).append(_claim_as_json(one))
    return {
        "language": reading.language,
        "snapshot": snapshot.digest if snapshot else None,
        "statements": [_statement_as_json(s, told.get(id(s), [])) for s in reading.statements],
        "narrative_claims": told.get(0, []),
    }


def _statement_as_json(statement: Statement, claims: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "speaker": statement.speaker,
        "role": statement.role,
        "organisation": statement.organisation,
        "kind": statement.kind.value,
        "method": statement.method,
        "confidence": statement.confidence,
        "text": statement.text,
        "start": statement.start,
        "end": statement.end,
        "claims": claims,
    }


def _claim_as_json(judged: JudgedClaim) -> dict[str, Any]:
    claim, verdict = judged.claim, judged.verdict
    khmer = (get_language() or "en").startswith("km")
    return {
        "measure": claim.measure,
        "kind": claim.kind.value,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "value": _plain(claim.value),
        "period": _period_as_json(claim),
        "place": claim.place,
        "verdict": verdict.word.value,
        "explanation": verdict.explanation_km if khmer else verdict.explanation_en,
        "explanation_en": verdict.explanation_en,
        "explanation_km": verdict.explanation_km,
        "arithmetic": list(verdict.arithmetic),
        "sources": list(verdict.sources),
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _period_as_json(claim: Claim) -> dict[str, Any] | None:
    period = claim.period
    if period is None:
        return None
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }
