"""Pairs of records that may be of one person: the queue, why they look alike, merge, keep apart, undo."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.register.cases.queries import suspects_visible_to, victim_numbered, victims_visible_to
from sarana.register.duplicates.actions import keep_apart, look_for_pairs, merge_pair, name_pair, undo_merge
from sarana.register.duplicates.enums import PairState
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.queries import Appearance, likeness_of_pair, pairs_visible_to
from sarana.web.components import Column, Link, Status
from sarana.web.forms.care_filters import PairFilter
from sarana.web.forms.duplicates import MergeForm, SameAsForm, SureForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.likeness import reason_words
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import person_facts, url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.views.victim_frame import victim_page

_CSV = {"score": "score", "state": "state", "found_at": "found_at", "decided_at": "decided_at"}


def _link() -> Link:
    return Link(url=reverse("web:pairs"), label=_("One person twice?"))


def _people(officer: Officer, identity: UUID) -> list[dict[str, object]]:
    victims = victims_visible_to(officer).filter(identity=identity).order_by("pk")
    suspects = suspects_visible_to(officer).filter(identity=identity).order_by("pk")
    appearances: list[Appearance] = [*victims, *suspects]
    return [
        {
            "number": person.number,
            "url": url_of(person),
            "facts": person_facts(person),
            "case": person.case.number,
            "case_url": url_of(person.case),
        }
        for person in appearances
    ]


def _numbers(officer: Officer, identity: UUID) -> str:
    return ", ".join(str(person["number"]) for person in _people(officer, identity)) or "–"


def _numbers_of(officer: Officer, pairs: Sequence[Pair]) -> dict[UUID, str]:
    """Under which numbers the identities of these pairs appear, in two reads for all."""
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    found: dict[UUID, list[str]] = {}
    for visible in (victims_visible_to(officer), suspects_visible_to(officer)):
        rows = visible.filter(identity__in=keys).order_by("pk").values_list("identity", "number")
        for key, number in rows:
            found.setdefault(key, []).append(number)
    return {key: ", ".join(found.get(key, ())) or "–" for key in keys}


def _state(pair: Pair) -> Status:
    return Status(code=pair.state, label=pair.get_state_display())


@for_officers(Power.EDIT_CASE)
def pairs(request: OfficerRequest) -> HttpResponse:
    """The queue."""
    asked = PairFilter(request.GET)
    found = asked.narrow(pairs_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "pairs", found, _CSV)
    page = page_of(request, found)
    numbers = _numbers_of(request.user, page.rows)
    context = {
        "title": _("One person twice?"),
        "lede": _("Pairs that look alike. Nothing is merged by itself: somebody looks, and says why."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "first": numbers[pair.first_id],
                "second": numbers[pair.second_id],
                "url": reverse("web:pair", args=[pair.pk]),
                "score": f"{pair.score:.0%}",
                "state": _state(pair),
            }
            for pair in page.rows
        ],
        "columns": [
            Column(key="first", label=_("Person"), kind="code", link="url"),
            Column(key="second", label=_("Looks like"), kind="code"),
            Column(key="score", label=_("Alike")),
            Column(key="state", label=_("State")),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:pairs-look"), label=_("Look for pairs")),
        "nothing": _("No pair waits"),
        "nothing_text": _("The newest persons are compared with all others that you see."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.EDIT_CASE)
def look(request: OfficerRequest) -> HttpResponse:
    """Compare the newest persons with all others."""
    if request.method == "POST":
        found = look_for_pairs(by=request.user)
        messages.success(request, _("%(n)s new pairs.") % {"n": found})
        return redirect("web:pairs")
    context = {
        "title": _("Look for pairs"),
        "crumbs": [_link(), Link(url="", label=_("Look for pairs"))],
        "lede": _("The newest persons are compared with all others that you see."),
        "post": Link(url=reverse("web:pairs-look"), label=_("Look for pairs")),
        "sections": [],
    }
    return render(request, "register/parts.html", context)


def _pair(request: OfficerRequest, key: UUID) -> Pair:
    found = pairs_visible_to(request.user).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.EDIT_CASE)
def pair(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Two identities side by side: where they appear, how alike they are and why; names stay sealed."""
    found, officer = _pair(request, key), request.user
    score, reasons = likeness_of_pair(found)
    merge = Merge.objects.filter(pair=found, undone_at=None).first()
    columns = [
        Column(key="number", label=_("Record"), kind="code", link="url"),
        Column(key="facts", label=_("Person")),
        Column(key="case", label=_("Case"), kind="code", link="case_url"),
    ]
    deeds = []
    if merge:
        deeds = [
            Link(url=reverse("web:merge-undo", args=[merge.pk]), label=_("Make two persons of one again"))
        ]
    elif found.state == PairState.WAITING:
        deeds = [
            Link(url=reverse("web:pair-merge", args=[found.pk]), label=_("It is one person: merge")),
            Link(url=reverse("web:pair-apart", args=[found.pk]), label=_("They are two persons")),
        ]
    why = ", ".join(dict.fromkeys(reason_words(reason) for reason in reasons))
    context = {
        "title": _("One person twice?"),
        "crumbs": [_link(), Link(url="", label=_state(found).label)],
        "kicker": found.get_state_display(),
        "lede": ""
        if merge
        else _("%(percent)s alike: %(reasons)s") % {"percent": f"{score:.0%}", "reasons": why or "–"},
        "deeds": deeds,
        "sections": [
            Section(
                title=_("First identity"), columns=columns, rows=_people(officer, found.first_id), nothing="–"
            ),
            Section(
                title=_("Second identity"),
                columns=columns,
                rows=_people(officer, found.second_id),
                nothing="–",
            ),
        ],
        "story": story_of(found, limit=6),
    }
    return render(request, "register/parts.html", context)


def _form_page(found: Pair, title: str, save: str, lede: str, kind: str = "") -> FormPage:
    back = reverse("web:pair", args=[found.pk])
    return FormPage(title=title, crumbs=[_link()], save=save, back=back, lede=lede, kind=kind)


@for_officers(Power.EDIT_CASE)
def merge(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Make one person of two."""
    found = _pair(request, key)

    def act(form: MergeForm) -> str:
        given = form.cleaned_data
        merge_pair(by=request.user, pair=found, keep=UUID(given["keep"]), reason=given["reason"])
        messages.success(request, _("Merged. It can be undone at any time."))
        return reverse("web:pair", args=[found.pk])

    choices = [(str(pk), _numbers(request.user, pk)) for pk in (found.first_id, found.second_id)]
    lede = _(
        "Every record of the other moves to the identity that stays; nothing that only one of them knew is lost."
    )
    page = _form_page(found, _("Merge into one person"), _("Merge"), lede)
    return fill_in(request, page, partial(MergeForm, choices=choices), act)


@for_officers(Power.EDIT_CASE)
def apart(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say that they are two persons."""
    found = _pair(request, key)

    def act(form: SureForm) -> str:
        keep_apart(by=request.user, pair=found, reason=form.cleaned_data["reason"])
        return reverse("web:pairs")

    lede = _("They are not offered again unless somebody names them.")
    return fill_in(request, _form_page(found, _("Two persons"), _("Keep them apart"), lede), SureForm, act)


@for_officers(Power.EDIT_CASE)
def undo(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Undo a merge."""
    done = (
        Merge.objects.filter(pk=key, pair__in=pairs_visible_to(request.user)).select_related("pair").first()
    )
    if done is None:
        raise Http404

    def act(form: SureForm) -> str:
        undo_merge(by=request.user, merge=done, reason=form.cleaned_data["reason"])
        messages.success(request, _("They are two persons again."))
        return reverse("web:pair", args=[done.pair_id])

    lede = _(
        "Each record goes back, and each identity knows what it knew; what was learnt since stays with the one that was kept."
    )
    page = _form_page(done.pair, _("Make two persons of one again"), _("Undo the merge"), lede, "danger")
    return fill_in(request, page, SureForm, act)


@for_officers(Power.EDIT_CASE)
def same_as(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that a victim may be somebody who is on record already."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: SameAsForm) -> str:
        other = form.cleaned_data["number"].strip().upper()
        found = (
            victims_visible_to(request.user).filter(number=other).first()
            or suspects_visible_to(request.user).filter(number=other).first()
        )
        if found is None:
            raise ValueError("You can see no person of this number.")
        named = name_pair(by=request.user, one=victim, other=found)
        return reverse("web:pair", args=[named.pk])

    page = victim_page(victim, _("May be the same person"), _("Compare them"))
    return fill_in(request, page, SameAsForm, act)
