"""Questions to spokespersons, and the log of published numbers that were wrong."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.press.actions import ask_spokesperson, note_answer
from sarana.measure.press.desk import errata, follow_ups
from sarana.measure.press.models import FollowUp, PublishedErratum, PublishedFigure
from sarana.measure.press.queries import checked_texts
from sarana.measure.press.rules import row_at, state_of_question
from sarana.publish.releases.actions import release_erratum_of_others
from sarana.web.components import Column, Link, Status, Tone, Words
from sarana.web.forms.press import AnswerForm, AskForm, ErratumForm, WordFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.press import press_link
from sarana.web.views.press_review import text_link
from sarana.web.views.press_words import measure_name, period_words

_QUESTION_CSV = {
    name: name for name in ("spokesperson", "question", "due_on", "asked_at", "answer", "answered_on")
} | {"text": "text__title"}
_ERRATUM_CSV = {
    "indicator": "figure__indicator",
    "claimant": "figure__claimant",
    "wrong": "figure__value",
    "right": "replaced_by__value",
    "words": "words",
    "noted_at": "noted_at",
}


def _questions_link() -> Link:
    return Link(url=reverse("web:press-questions"), label=_("Questions to spokespersons"))


@for_officers(Power.CHECK_PRESS)
def press_questions(request: OfficerRequest) -> HttpResponse:
    """What spokespersons were asked, when the answer is due, and what it was."""
    asked = WordFilter(request.GET)
    words = asked.cleaned_data["q"] if asked.is_valid() else ""
    found = follow_ups(words)
    if wants_csv(request):
        return as_csv(request, "questions", found, _QUESTION_CSV)
    page = page_of(request, found)
    context = {
        "title": _questions_link().label,
        "crumbs": [press_link(), Link(url="", label=_questions_link().label)],
        "page": page,
        "filter": asked,
        "filtered": bool(words),
        "rows": [_question_row(one) for one in page.rows],
        "columns": [
            Column(key="question", label=_("Question"), link="url"),
            Column(key="spokesperson", label=_("Spokesperson")),
            Column(key="state", label=_("State")),
            Column(key="due_on", label=_("Answer due on"), kind="date"),
            Column(key="answer", label=_("Answer")),
        ],
        "csv": csv_address(request),
        "nothing": _("No question yet"),
        "nothing_text": _("On the review desk, a row that needs an explanation leads to a question."),
    }
    return render(request, "register/list.html", context)


def question_state(one: FollowUp) -> Status:
    """Whether the answer is there, due or late."""
    code = state_of_question(one.due_on, one.answered_on, timezone.localdate())
    words: dict[str, tuple[Words, Tone]] = {
        "answered": (_("Answered"), "good"),
        "overdue": (_("Overdue"), "bad"),
        "open": (_("Open"), "info"),
    }
    label, tone = words[code]
    return Status(code=code, label=label, tone=tone)


def _question_row(one: FollowUp) -> dict[str, object]:
    open_one = one.answered_on is None
    return {
        "question": one.question,
        "url": reverse("web:press-answer", args=[one.pk]) if open_one else text_link(one.text).url,
        "spokesperson": one.spokesperson,
        "state": question_state(one),
        "due_on": one.due_on,
        "answer": one.answer or None,
    }


@for_officers(Power.WRITE_REPORT)
def press_ask(request: OfficerRequest, key: str, place: str) -> HttpResponse:
    """Ask a spokesperson about one row."""
    checked = get_object_or_404(checked_texts(), pk=key)
    row = row_at(checked.result, place)
    if row is None:
        raise Http404
    said = (row.statement or row.claim or {}).get("text", "")
    page = FormPage(
        title=_("Ask a spokesperson"),
        crumbs=[press_link(), text_link(checked)],
        save=_("Keep the question"),
        back=text_link(checked).url,
        lede=f"“{said[:300]}”",
    )

    def act(form: AskForm) -> str:
        ask_spokesperson(by=request.user, checked=checked, place=place, **form.cleaned_data)
        return _questions_link().url

    return fill_in(request, page, AskForm, act)


@for_officers(Power.WRITE_REPORT)
def press_answer(request: OfficerRequest, key: int) -> HttpResponse:
    """Note what was answered."""
    asked = get_object_or_404(follow_ups(), pk=key)
    page = FormPage(
        title=_("Answer of a spokesperson"),
        kicker=asked.spokesperson,
        crumbs=[press_link(), _questions_link()],
        save=_("Keep the answer"),
        back=_questions_link().url,
        lede=asked.question,
    )

    def act(form: AnswerForm) -> str:
        note_answer(by=request.user, asked=asked, **form.cleaned_data)
        return _questions_link().url

    return fill_in(request, page, AnswerForm, act)


@for_officers(Power.CHECK_PRESS)
def press_errata(request: OfficerRequest) -> HttpResponse:
    """Published numbers that were wrong, and what is right."""
    asked = WordFilter(request.GET)
    words = asked.cleaned_data["q"] if asked.is_valid() else ""
    found = errata(words)
    if wants_csv(request):
        return as_csv(request, "errata", found, _ERRATUM_CSV)
    page = page_of(request, found)
    context = {
        "title": _("Errata"),
        "lede": _("The wrong number stays on file with its source; the right one stands beside it."),
        "crumbs": [press_link(), Link(url="", label=_("Errata"))],
        "page": page,
        "filter": asked,
        "filtered": bool(words),
        "rows": [_erratum_row(one) for one in page.rows],
        "columns": [
            Column(key="indicator", label=_("What was counted"), link="url"),
            Column(key="period", label=_("Period")),
            Column(key="claimant", label=_("Who published it")),
            Column(key="wrong", label=_("Published")),
            Column(key="right", label=_("Right")),
            Column(key="words", label=_("What is wrong")),
            Column(key="noted_at", label=_("Noted on"), kind="date"),
        ],
        "csv": csv_address(request),
        "nothing": _("No erratum yet"),
        "nothing_text": _("A published number that turns out wrong is noted here from its own page."),
    }
    return render(request, "register/list.html", context)


def _erratum_row(one: PublishedErratum) -> dict[str, object]:
    figure = one.figure
    start, end = (day.isoformat() if day else None for day in (figure.period_start, figure.period_end))
    return {
        "indicator": measure_name(figure.indicator),
        "url": reverse("web:published-figure", args=[figure.indicator]),
        "period": period_words(start, end) or None,
        "claimant": figure.claimant,
        "wrong": figure.value,
        "right": one.replaced_by.value if one.replaced_by else None,
        "words": one.words,
        "noted_at": one.noted_at,
    }


@for_officers(Power.WRITE_REPORT)
def press_erratum_new(request: OfficerRequest, key: int) -> HttpResponse:
    """Note that a published number was wrong."""
    figure = get_object_or_404(PublishedFigure, pk=key)
    name = measure_name(figure.indicator)
    page = FormPage(
        title=_("New erratum"),
        kicker=f"{name} · {figure.value} · {figure.claimant}",
        crumbs=[press_link(), Link(url=reverse("web:press-errata"), label=_("Errata"))],
        save=_("Note it"),
        back=reverse("web:published-figure", args=[figure.indicator]),
    )

    def act(form: ErratumForm) -> str:
        release_erratum_of_others(by=request.user, figure=figure, **form.cleaned_data)
        return reverse("web:press-errata")

    return fill_in(request, page, ErratumForm, act)
