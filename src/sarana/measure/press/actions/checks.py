import csv
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.measure.figures.models import Snapshot
from sarana.measure.press.models import CheckedText, PublishedFigure, Source, Topic
from sarana.measure.press.queries import check_text, known_signatures
from sarana.measure.press.rules import first_like, touches, words_of
from sarana.science.statements.likeness import signature_of

DATA = Path(__file__).parent.parent / "data" / "published_figures.csv"


@transaction.atomic
def load_published_figures(file: Path = DATA) -> int:
    """Load numbers that were published, with their sources; those already there stay as they are.

    Returns:
        How many were new.
    """
    fields = ("indicator", "value", "period_start", "period_end", "claimant", "source")
    known = set(PublishedFigure.objects.values_list(*fields))
    new = []
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            figure = PublishedFigure(
                indicator=row["indicator"],
                value=row["value"],
                period_start=_day(row["period_start"]),
                period_end=_day(row["period_end"]),
                claimant=row["claimant"],
                scope=row["scope"],
                note=row["note"],
                source=row["source"],
            )
            if tuple(getattr(figure, name) for name in fields) not in known:
                new.append(figure)
    PublishedFigure.objects.bulk_create(new)
    return len(new)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def keep_check(
    *,
    by: Officer,
    title: str,
    text: str,
    published_on: date | None,
    snapshot: Snapshot | None,
    source: Source | None = None,
    address: str = "",
) -> CheckedText:
    """Check a text against the record and keep the outcome with the snapshot it was held against.

    A text that repeats one on file is folded under it, and topics that it touches are told of the first one alone.
    """
    require(by, Power.CHECK_PRESS)
    if not text.strip():
        raise Refused("Paste the text that is to be checked.", field="text")
    signature = signature_of(text)
    repeated = first_like(signature, known_signatures())
    checked = CheckedText.objects.create(
        title=title.strip()[:300] or text.strip().splitlines()[0][:120],
        text=text,
        published_on=published_on,
        checked_at=timezone.now(),
        checked_by=by,
        result=check_text(text, published_on=published_on, snapshot=snapshot),
        source=source,
        address=address[:400],
        signature=signature,
        repeats_id=repeated,
    )
    if repeated is None:
        _tell_topics(checked)
    record_deed(by=by, action="keep_check", record=checked)
    return checked


def _tell_topics(checked: CheckedText) -> None:
    whole = f"{checked.title}\n{checked.text}"
    for topic in Topic.objects.all():
        if touches(words_of(topic.words), whole):
            topic.texts.add(checked)
