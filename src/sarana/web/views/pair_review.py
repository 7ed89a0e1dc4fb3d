"""The review of pairs: what to look at first, field by field side by side, what contradicts, and what the review says."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.register.cases.queries import suspects_visible_to, victims_visible_to
from sarana.register.duplicates.enums import PairState
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.queries import (
    agreement_of_pair,
    contradictions,
    doubtful_pairs,
    pairs_visible_to,
    quality_of_review,
    strongest_pairs,
)
from sarana.register.duplicates.rules import Agreement, ReviewQuality, Share
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.sections import Section
from sarana.web.wording import figure

_MOST = 10
# Fewer decisions say little of a share, and might be traced to a case.
_FEWEST = 10


def numbers_of(officer: Officer, pairs: Sequence[Pair]) -> dict[UUID, str]:
    """Under which numbers the identities of these pairs appear, in three reads for all.

    Who was kept apart from somebody and then merged into a third stands under the third's numbers.
    """
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    apart = [pair for pair in pairs if pair.state == PairState.APART]
    parted = {key for pair in apart for key in (pair.first_id, pair.second_id)}
    taken_in = Merge.objects.filter(absorbed__in=parted, undone_at=None)
    by = dict(taken_in.values_list("absorbed", "kept"))
    found: dict[UUID, list[str]] = {}
    for visible in (victims_visible_to(officer), suspects_visible_to(officer)):
        rows = visible.filter(identity__in=keys | set(by.values())).order_by("pk")
        for key, number in rows.values_list("identity", "number"):
            found.setdefault(key, []).append(number)
    return {key: ", ".join(found.get(key) or found.get(by.get(key, key)) or ["–"]) for key in keys}


def state_of(pair: Pair) -> Status:
    """The state of a pair in words."""
    return Status(code=pair.state, label=pair.get_state_display())


def pair_columns() -> list[Column]:
    """The columns of a list of pairs."""
    return [
        Column(key="first", label=_("Person"), kind="code", link="url"),
        Column(key="second", label=_("Looks like"), kind="code"),
        Column(key="score", label=_("Alike")),
        Column(key="state", label=_("State")),
    ]


def pair_rows(officer: Officer, pairs: Sequence[Pair]) -> list[dict[str, object]]:
    """Rows of a list of pairs."""
    numbers = numbers_of(officer, pairs)
    return [
        {
            "first": numbers[pair.first_id],
            "second": numbers[pair.second_id],
            "url": reverse("web:pair", args=[pair.pk]),
            "score": f"{pair.score:.0%}",
            "state": state_of(pair),
        }
        for pair in pairs
    ]


@for_officers(Power.EDIT_CASE)
def first(request: OfficerRequest) -> HttpResponse:
    """What to look at first: decisions that contradict each other, the likeliest pairs, the most doubtful ones."""
    officer = request.user
    seen = pairs_visible_to(officer)
    contradicted = list(seen.filter(pk__in=list(contradictions())).order_by("-pk")[:_MOST])
    parts: list[tuple[str, Callable[[], list[Pair]], str]] = [
        (
            _("Decisions that contradict each other"),
            lambda: contradicted,
            _("No decision contradicts another."),
        ),
        (_("The likeliest"), lambda: strongest_pairs(officer, _MOST), _("None waits.")),
        (_("The most doubtful"), lambda: doubtful_pairs(officer, _MOST), _("None waits.")),
    ]
    context = {
        "title": _("What to look at first"),
        "crumbs": [
            Link(url=reverse("web:pairs"), label=_("One person twice?")),
            Link(url="", label=_("What to look at first")),
        ],
        "lede": _("The likeliest are quickly decided; from a doubtful one most is learnt."),
        "summary": quality_rows(quality_of_review()),
        "sections": [
            Section(title=title, columns=pair_columns(), rows=pair_rows(officer, found()), nothing=nothing)
            for title, found, nothing in parts
        ],
    }
    return render(request, "register/parts.html", context)


def quality_rows(quality: ReviewQuality) -> list[SummaryRow]:
    """What the review says of the proposals, with 95 % intervals."""
    return [
        SummaryRow(label=_("Strong proposals that were one person"), value=_share(quality.precision)),
        SummaryRow(
            label=_("Persons on record twice who were proposed strongly"), value=_share(quality.recall)
        ),
        SummaryRow(label=_("Pairs that nobody has decided about"), value=figure(quality.open)),
        SummaryRow(label=_("Of these, strong proposals"), value=figure(quality.open_strong)),
        SummaryRow(label=_("Of these, such as cannot be told yet"), value=figure(quality.unsure)),
    ]


def _share(share: Share) -> str:
    if not share.seen:
        return _("nothing is decided yet")
    words = {"right": figure(share.right), "seen": figure(share.seen), "interval": interval(share)}
    return _("%(right)s of %(seen)s: %(interval)s") % words


def interval(share: Share) -> str:
    """The share in per cent with its 95 % interval."""
    words = {name: f"{value:.0%}" for name, value in zip(("low", "high"), share[2:], strict=True)}
    return _("%(share)s (95%% interval %(low)s–%(high)s)") % {"share": f"{share.value:.0%}", **words}


def counted_twice(*, exact: bool) -> str:
    """One sentence for every figure that counts persons: how sure it is that nobody is counted twice."""
    quality = quality_of_review()
    waiting = figure(quality.open if exact or not 0 < quality.open < _FEWEST else f"<{_FEWEST}")
    if quality.decided < _FEWEST:
        return _(
            "Persons may be counted twice: %(waiting)s pairs that look alike wait for somebody to look, and too few were "
            "decided to say how many are one person."
        ) % {"waiting": waiting}
    return _(
        "Persons may be counted twice: %(waiting)s pairs that look alike wait for somebody to look. Of the strong proposals "
        "that were decided, %(share)s were one person; of the persons found to be on record twice, %(found)s had been "
        "proposed strongly."
    ) % {"waiting": waiting, "share": interval(quality.precision), "found": interval(quality.recall)}


def side_by_side(pair: Pair) -> Section:
    """Field by field how far both agree; what is sealed is not shown, only whether it is there."""
    return Section(
        title=_("Side by side"),
        columns=[
            Column(key="field", label=_("Field")),
            Column(key="first", label=_("First identity")),
            Column(key="second", label=_("Second identity")),
            Column(key="told", label=_("How far they agree")),
        ],
        rows=[
            {
                "field": _fields()[one.field],
                "first": _said(one.field, one.first),
                "second": _said(one.field, one.second),
                "told": _agreement(one),
            }
            for one in agreement_of_pair(pair)
        ],
        nothing=_("Who one of them is was erased; nothing is left to compare."),
    )


def _fields() -> dict[str, str]:
    return {
        "names": _("Names"),
        "birth_date": _("Birth date"),
        "phones": _("Telephone numbers"),
        "documents": _("Documents"),
        "address": _("Address"),
    }


def _said(field: str, many: int) -> str:
    if not many:
        return _("not on record")
    return _("on record") if field in {"birth_date", "address"} else figure(many)


def _agreement(one: Agreement) -> Status | str:
    if one.told is None or one.level is None:
        return _("cannot be compared")
    code = "same" if one.level == 0 else "differs" if one.level == one.of else "partly"
    return Status(code=code, label=one.told.km if get_language() == "km" else one.told.en)


def what_contradicts(officer: Officer, pair: Pair) -> Section | None:
    """Pairs that this one can't stand beside; of those in records that the officer does not see only that they are."""
    against = contradictions().get(pair.pk, [])
    if not against:
        return None
    seen = list(pairs_visible_to(officer).filter(pk__in=[one.pk for one in against]).order_by("-pk")[:_MOST])
    rows = pair_rows(officer, seen)
    if hidden := len(against) - len(seen):
        rows.append(
            {"first": _("%(n)s in records that you do not see") % {"n": figure(hidden)}, "url": "", "second": "–",
             "score": "–", "state": "–"}
        )  # fmt: skip
    return Section(
        title=_("What contradicts this: through others, the same two would be one person and two"),
        columns=pair_columns(),
        rows=rows,
        nothing="",
    )
