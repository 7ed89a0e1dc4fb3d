"""What the review desk reads: precision per method, questions that wait, links, errata."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.measure.press.enums import ReviewWord
from sarana.measure.press.models import CheckedText, FollowUp, PublishedErratum, RowReview, TextLink
from sarana.register.cases.queries import cases_visible_to
from sarana.science.statements.precision import wilson_interval


@dataclass(frozen=True, slots=True)
class Precision:
    """How many reviewed rows of a method were read right, with the 95 % interval; and the verdicts among those."""

    method: str
    seen: int
    right: int
    low: float
    high: float
    verdicts_right: int

    @property
    def share(self) -> float:
        """The precision itself."""
        return self.right / self.seen


def precision_per_method() -> list[Precision]:
    """For every method that was reviewed, the most reviewed first; a wrong verdict is no wrong reading."""
    told = RowReview.objects.values("method").annotate(
        seen=Count("pk"),
        right=Count("pk", filter=Q(word__in=[ReviewWord.ACCEPT, ReviewWord.WRONG_VERDICT])),
        verdicts=Count("pk", filter=Q(word=ReviewWord.ACCEPT)),
    )
    return [
        Precision(
            one["method"],
            one["seen"],
            one["right"],
            *wilson_interval(one["right"], one["seen"]),
            one["verdicts"],
        )
        for one in told.order_by("-seen", "method")
    ]


def words_of_rows(checked: CheckedText) -> dict[str, Any]:
    """What was found of the text's rows so far, by their places."""
    return dict(checked.reviews.values_list("place", "word"))


def follow_ups(words: str = "", *, text: UUID | None = None) -> QuerySet[FollowUp]:
    """Questions to spokespersons, those of one text or with the words in them."""
    found = FollowUp.objects.select_related("text", "asked_by")
    if text is not None:
        found = found.filter(text=text)
    if words:
        found = found.filter(
            Q(spokesperson__icontains=words) | Q(question__icontains=words) | Q(answer__icontains=words)
        )
    return found


def links_of(officer: Officer, checked: CheckedText) -> QuerySet[TextLink]:
    """The tricks that the text tells of, and those of its cases that the officer may see."""
    seen = Q(case=None) | Q(case__in=cases_visible_to(officer))
    return checked.links.filter(seen).select_related("case", "trick")


def errata(words: str = "") -> QuerySet[PublishedErratum]:
    """Published numbers that were found wrong."""
    found = PublishedErratum.objects.select_related("figure", "replaced_by")
    if words:
        found = found.filter(
            Q(words__icontains=words)
            | Q(figure__indicator__icontains=words.replace(" ", "_"))
            | Q(figure__claimant__icontains=words)
        )
    return found
