"""Assess oneself: open a year, tell facts, rate, add evidence, publish. Every word stays; the latest counts."""

import csv
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.files.actions import attach_file
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.measure.assessment.enums import EvidenceKind, Told
from sarana.measure.assessment.models import (
    Assessment,
    CountryTier,
    CriterionEvidence,
    CriterionRating,
    FactTold,
)
from sarana.measure.assessment.rules import voice_of
from sarana.measure.figures.models import Snapshot
from sarana.register.plans.models import Node
from sarana.science.indicators import INDICATORS
from sarana.science.tiers import CRITERIA, FACTS, Tier

DATA = Path(__file__).parent / "data" / "tiers.csv"


class AssessmentClosed(ValueError):
    """Somebody tried to change an assessment that was published."""


@transaction.atomic
def load_tiers(file: Path = DATA) -> int:
    """Load the placements on record; those already there stay as they are.

    Returns:
        How many were new.
    """
    known = set(CountryTier.objects.values_list("country", "year"))
    with file.open(encoding="utf-8", newline="") as lines:
        # In the order in which lists turn them over: the newest year first, countries by name.
        rows = sorted(csv.DictReader(lines), key=lambda row: row["country"], reverse=True)
        new = [
            CountryTier(**{**row, "year": int(row["year"]), "tier": Tier(row["tier"]).value})
            for row in sorted(rows, key=lambda row: row["year"])
            if (row["country"], int(row["year"])) not in known
        ]
    CountryTier.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def open_assessment(*, by: Officer, year: int) -> Assessment:
    """Begin the self-assessment for the report of a year, or give the one that was begun."""
    require(by, Power.EDIT_PLAN)
    assessment, is_new = Assessment.objects.get_or_create(year=year, defaults={"opened_by": by})
    if is_new:
        record_deed(by=by, action="open_assessment", record=assessment, change={"year": year})
    return assessment


@transaction.atomic
def tell_fact(
    *,
    by: Officer,
    assessment: Assessment,
    fact: str,
    value: Decimal | None,
    source: str,
    told: Told = Told.VALUE,
) -> FactTold:
    """Tell a fact that the register does not hold, or that a request for it was not answered.

    Raises:
        NotAllowed: for an officer without a voice.
        ValueError: for a fact that the register holds itself or nobody asks for, without a value, or without a source.
        AssessmentClosed: when it was published.
    """
    _require_voice(by)
    _open(assessment)
    if fact not in FACTS:
        raise Refused(f"The test knows no fact {fact!r}.", field="fact")
    if FACTS[fact].figure:
        raise Refused("The register counts this itself; its figure can't be overwritten.", field="value")
    if (value is None) == (told is Told.VALUE):
        raise Refused("Give the value, or say that no answer came.", field="value")
    if value is not None and value < 0:
        raise Refused("A fact of this test can't be below zero.", field="value")
    if not source.strip():
        raise Refused("Name the source.", field="source")
    made = FactTold.objects.create(
        assessment=assessment, fact=fact, told=told, value=value, source=source.strip(), told_by=by
    )
    record_deed(
        by=by,
        action="tell_fact",
        record=assessment,
        change={"fact": fact, "value": None if value is None else str(value), "told": told},
    )
    return made


@transaction.atomic
def rate_criterion(
    *, by: Officer, assessment: Assessment, criterion: str, rating: str, reason: str
) -> CriterionRating:
    """Rate a criterion with one's own voice and a reason.

    Raises:
        NotAllowed: for an officer without a voice.
        KeyError: for a criterion that is none.
        ValueError: without a reason.
        AssessmentClosed: when it was published.
    """
    voice = _require_voice(by)
    _open(assessment)
    found = CRITERIA[criterion]
    if not reason.strip():
        raise Refused("Say in a sentence why.", field="reason")
    made = CriterionRating.objects.create(
        assessment=assessment,
        criterion=found.code,
        voice=voice,
        rating=rating,
        reason=reason.strip(),
        agency=by.agency,
        rated_by=by,
    )
    change = {"criterion": criterion, "voice": voice, "rating": rating}
    record_deed(by=by, action="rate_criterion", record=assessment, change=change)
    return made


@transaction.atomic
def add_criterion_evidence(
    *,
    by: Officer,
    assessment: Assessment,
    criterion: str,
    kind: str,
    title: str,
    figure: str = "",
    query: str = "",
    node: Node | None = None,
    address: str = "",
    file: tuple[str, bytes] | None = None,
) -> CriterionEvidence:
    """Add what shows how a criterion stands; a file by its name and content.

    Raises:
        FileRefused: empty, too large or of a kind that isn't taken.
        NotAllowed: for an officer without a voice.
        ValueError: when the evidence named by its kind is missing.
        AssessmentClosed: when it was published.
    """
    _require_voice(by)
    _open(assessment)
    given = {
        EvidenceKind.FIGURE: figure if figure in INDICATORS else "",
        EvidenceKind.QUERY: query if query.startswith("/") else "",
        EvidenceKind.MEASURE: node,
        EvidenceKind.FILE: file,
        EvidenceKind.DOCUMENT: address,
    }[EvidenceKind(kind)]
    if not given:
        raise Refused(
            "Name the figure, the query, the measure or the address that the evidence is, or choose its file.",
            field="kind",
        )
    kept = attach_file(by=by, record=assessment, name=file[0], content=file[1]) if file else None
    made = CriterionEvidence.objects.create(
        assessment=assessment,
        criterion=CRITERIA[criterion].code,
        kind=kind,
        title=title.strip(),
        figure=figure,
        query=query,
        node=node,
        address=address,
        file=kept,
        added_by=by,
    )
    change = {"criterion": criterion, "kind": kind, "evidence": str(made.pk)} | (
        {"digest": kept.digest} if kept else {}
    )
    record_deed(by=by, action="add_criterion_evidence", record=assessment, change=change)
    return made


@transaction.atomic
def publish_assessment(*, by: Officer, assessment: Assessment, snapshot: Snapshot) -> Assessment:
    """Freeze an assessment on a snapshot. Nothing of it is changed afterwards.

    Raises:
        NotAllowed: without the power to write reports.
        AssessmentClosed: when it was published already.
    """
    require(by, Power.WRITE_REPORT)
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    _open(held)
    held.snapshot, held.published_by, held.published_at = snapshot, by, timezone.now()
    held.save(update_fields=["snapshot", "published_by", "published_at"])
    record_deed(by=by, action="publish_assessment", record=held, change={"snapshot": snapshot.digest})
    return held


def _require_voice(by: Officer) -> str:
    voice = voice_of(by)
    if voice is None:
        raise NotAllowed(Power.NOTE_PROGRESS)
    return voice


def _open(assessment: Assessment) -> None:
    if assessment.published_at:
        raise AssessmentClosed("This assessment was published; what it says can't be changed.")
