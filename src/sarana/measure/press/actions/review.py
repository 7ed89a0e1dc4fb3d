"""Rows reviewed, spokespersons asked, texts linked, numbers published and corrected."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.measure.press.enums import ReviewWord, TextState
from sarana.measure.press.models import (
    CheckedText,
    FollowUp,
    PromiseLink,
    PublishedErratum,
    PublishedFigure,
    RowReview,
    TextLink,
)
from sarana.measure.press.rules import Row, is_promise, row_at, rows_of
from sarana.register.cases.queries import cases_visible_to
from sarana.register.plans.models import Node
from sarana.register.tricks.models import Trick

_NO_ROW = "There is no such row in this text."
_NOT_CONFIRMED = "Only a row that was found right becomes a published figure. Review it first."
_NO_NUMBER = "This row has no number with a period. Only such a number can be kept."
_NO_ADDRESS = "This text has no address on the web, so nobody could look the number up."
_NO_PROMISE = "Nobody commits himself in this row. Only a commitment is held against the plan."
_KNOWN = "This number is on file already."


def _row(checked: CheckedText, place: str) -> Row:
    row = row_at(checked.result, place)
    if row is None:
        raise Refused(_NO_ROW, field=None)
    return row


@transaction.atomic
def review_row(*, by: Officer, checked: CheckedText, place: str, word: ReviewWord) -> None:
    """Say what was found of a row; said again, the last word counts. With its last row the text is reviewed.

    Raises:
        ValueError: the text has no such row.
    """
    require(by, Power.WRITE_REPORT)
    row = _row(checked, place)
    RowReview.objects.update_or_create(
        text=checked,
        place=place,
        defaults={
            "method": row.method[:40],
            "word": word,
            "reviewed_by": by,
            "reviewed_at": timezone.now(),
        },
    )
    if checked.state == TextState.NEW and checked.reviews.count() == len(rows_of(checked.result)):
        checked.state = TextState.REVIEWED
        checked.save(update_fields=["state"])
    record_deed(by=by, action="review_row", record=checked, change={"place": place, "word": word.value})


@transaction.atomic
def ask_spokesperson(
    *, by: Officer, checked: CheckedText, place: str, spokesperson: str, question: str, due_on: date
) -> FollowUp:
    """Note a question about a row, and the day by which the answer is due.

    Raises:
        ValueError: the text has no such row, or the day is past.
    """
    require(by, Power.WRITE_REPORT)
    _row(checked, place)
    if due_on < timezone.localdate():
        raise Refused("The answer cannot be due on a day that is past.", field="due_on")
    asked = FollowUp.objects.create(
        text=checked,
        place=place,
        spokesperson=spokesperson,
        question=question,
        due_on=due_on,
        asked_by=by,
        asked_at=timezone.now(),
    )
    record_deed(by=by, action="ask_spokesperson", record=asked)
    return asked


@transaction.atomic
def note_answer(*, by: Officer, asked: FollowUp, answer: str, answered_on: date) -> None:
    """Note what was answered; once noted it stands.

    Raises:
        ValueError: there is an answer already.
    """
    require(by, Power.WRITE_REPORT)
    if asked.answered_on is not None:
        raise Refused("This question is answered already.", field=None)
    asked.answer, asked.answered_on = answer, answered_on
    asked.save(update_fields=["answer", "answered_on"])
    record_deed(by=by, action="note_answer", record=asked)


@transaction.atomic
def link_text(*, by: Officer, checked: CheckedText, case: str = "", trick: str = "") -> None:
    """Say that a text tells of a case that the officer may see, or of a trick.

    Raises:
        ValueError: neither or both are named, or there is none that he may see.
    """
    require(by, Power.WRITE_REPORT)
    if bool(case) == bool(trick):
        raise Refused("Name a case or a trick, one at a time.", field="case")
    if case:
        found = cases_visible_to(by).filter(number=case.strip().upper()).first()
        if found is None:
            raise Refused("There is no case of this number that you may see.", field="case")
        TextLink.objects.get_or_create(text=checked, case=found, defaults={"linked_by": by})
    else:
        shown = Trick.objects.filter(code=trick).first()
        if shown is None:
            raise Refused("There is no trick of this code.", field="trick")
        TextLink.objects.get_or_create(text=checked, trick=shown, defaults={"linked_by": by})
    record_deed(by=by, action="link_text", record=checked)


@transaction.atomic
def link_promise(*, by: Officer, checked: CheckedText, place: str, node: Node | None) -> None:
    """Say of which node of the plan a commitment is, or, with none, that it is of none; the last word counts.

    Raises:
        ValueError: the text has no such row, or nobody commits himself in it.
    """
    require(by, Power.WRITE_REPORT)
    if not is_promise(_row(checked, place)):
        raise Refused(_NO_PROMISE, field=None)
    if node is None:
        PromiseLink.objects.filter(text=checked, place=place).delete()
    else:
        PromiseLink.objects.update_or_create(
            text=checked,
            place=place,
            defaults={"node": node, "linked_by": by, "linked_at": timezone.now()},
        )
    change = {"place": place, "node": str(node.pk) if node else None}
    record_deed(by=by, action="link_promise", record=checked, change=change)


@transaction.atomic
def publish_row(*, by: Officer, checked: CheckedText, place: str) -> PublishedFigure:
    """Put the number of a confirmed row on the list of published figures, under who said it and where it stands.

    Raises:
        ValueError: the row was not found right, has no number with a period, stands nowhere, or is on file already.
    """
    require(by, Power.WRITE_REPORT)
    row = _row(checked, place)
    confirmed = [ReviewWord.ACCEPT, ReviewWord.WRONG_VERDICT]
    if not checked.reviews.filter(place=place, word__in=confirmed).exists():
        raise Refused(_NOT_CONFIRMED, field=None)
    claim = row.claim or {}
    period = claim.get("period") or {}
    if claim.get("kind") != "level" or claim.get("value") is None or not period.get("start"):
        raise Refused(_NO_NUMBER, field=None)
    if not checked.address:
        raise Refused(_NO_ADDRESS, field=None)
    said = row.statement or {}
    speaker = (
        said.get("organisation") or said.get("speaker") or (checked.source.name if checked.source else "")
    )
    told = {
        "indicator": claim["measure"][:80],
        "value": str(claim["value"]),
        "period_start": date.fromisoformat(period["start"]),
        "period_end": date.fromisoformat(period["end"]) if period.get("end") else None,
        "claimant": speaker[:120],
        "source": checked.address,
    }
    if PublishedFigure.objects.filter(**told).exists():
        raise Refused(_KNOWN, field=None)
    figure = PublishedFigure.objects.create(**told, scope=claim.get("place", "")[:60], note=claim["text"])
    record_deed(by=by, action="publish_row", record=figure)
    return figure


@transaction.atomic
def note_erratum(
    *, by: Officer, figure: PublishedFigure, words: str, value: str = "", source: str = ""
) -> PublishedErratum:
    """Note that a published number was wrong; the right one, where it is known, is added beside it and nothing is changed.

    Raises:
        ValueError: a right number without the place where it stands.
    """
    require(by, Power.WRITE_REPORT)
    right = None
    if value:
        if not source:
            raise Refused("Say where the right number stands.", field="source")
        right = PublishedFigure.objects.create(
            indicator=figure.indicator,
            value=value,
            period_start=figure.period_start,
            period_end=figure.period_end,
            claimant=figure.claimant,
            scope=figure.scope,
            note=f"corrects {figure.value}: {words}",
            source=source,
        )
    noted = PublishedErratum.objects.create(
        figure=figure, replaced_by=right, words=words, noted_by=by, noted_at=timezone.now()
    )
    record_deed(by=by, action="note_erratum", record=noted)
    return noted
