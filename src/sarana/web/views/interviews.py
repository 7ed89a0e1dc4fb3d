"""Interviews with a person: begun, answered part by part, ended; an official one is printed as a paper."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import Erased
from sarana.publish.papers.interviews import empty_form_pdf, interview_pdf
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.register.identification.actions import (
    answer_interview,
    begin_interview,
    end_interview,
    print_interview,
    read_interview,
)
from sarana.register.identification.enums import InterviewForm
from sarana.register.identification.models import Interview
from sarana.register.identification.queries import interviews_visible_to, latest_interviews
from sarana.register.identification.rules import (
    FROM_CASE,
    FROM_IDENTITY,
    answer_in,
    may_interview,
    may_read_interview,
)
from sarana.science.palermo import FORMS, SECTIONS, Question, questions_of
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.faults import in_words
from sarana.web.forms.interviews import AnswersForm, BeginForm, in_khmer
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.phrases import person_facts, url_of
from sarana.web.views.screening import screening_result
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.views.victim_frame import victim_page

# The pages of an official interview: which sections each of them asks for.
PAGES = (
    ("identity", "family", "recruitment"),
    ("journey", "exploitation", "control", "health"),
    ("offenders", "wishes", "consent"),
)


def interviews_section(officer: Officer, victim: Victim) -> Section:
    """Who has asked her already, for her page: nobody is asked twice for paper's sake."""
    add = Link(url=reverse("web:interview-new", args=[victim.number]), label=_("Begin an interview"))
    return Section(
        title=_("Interviews"),
        anchor="interviews",
        columns=[
            Column(key="number", label=_("Interview"), kind="code", link="url"),
            Column(key="form", label=_("Form")),
            Column(key="agency", label=_("Agency")),
            Column(key="started_at", label=_("Day"), kind="date"),
            Column(key="state", label=_("State")),
        ],
        rows=[_row(interview) for interview in latest_interviews(officer, identity=victim.identity_id)],
        nothing=_("Nobody has interviewed her yet."),
        add=add if may_interview(officer, victim) and victim.identity.erased_at is None else None,
    )


def _row(interview: Interview) -> dict[str, object]:
    return {
        "number": interview.number,
        "url": url_of(interview),
        "form": interview.get_form_display(),
        "agency": interview.agency.name,
        "started_at": timezone.localtime(interview.started_at).date(),
        "state": interview_state(interview),
    }


def interview_state(interview: Interview) -> Status:
    """Whether it goes on or is over."""
    if interview.ended_at is None:
        return Status(code="open", label=_("Goes on"))
    return Status(code="done", label=_("Over"))


@for_officers(Power.ASSERT_STATUS)
def begin(request: OfficerRequest, number: str) -> HttpResponse:
    """Begin an interview with her."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    if not may_interview(request.user, victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    lede = _("What others were told already is filled in; only what is missing is asked.")
    page = victim_page(victim, _("New interview"), _("Begin"), lede=lede)

    def act(form: BeginForm) -> str:
        interview = begin_interview(by=request.user, victim=victim, **form.cleaned_data)
        return next_url(interview, 0)

    return fill_in(request, page, BeginForm, act)


def next_url(interview: Interview, page: int) -> str:
    """Where the officer goes on: the next page, or the interview itself after the last."""
    if interview.form == InterviewForm.SCREENING:
        return reverse("web:interview-step", args=[interview.number, "act"])
    if page < len(PAGES):
        return reverse("web:interview-answers", args=[interview.number, page + 1])
    return url_of(interview)


def crumbs_of(interview: Interview) -> list[Link]:
    """The way to an interview, for breadcrumbs."""
    victim = interview.victim
    return [*case_crumbs(victim.case), Link(url=url_of(victim), label=victim.number)]


@for_officers(Power.SEE_CASES)
def interview(request: OfficerRequest, number: str) -> HttpResponse:
    """One interview: what was said (for those who may), what is missing, and the paper."""
    officer = request.user
    found = one_of(interviews_visible_to(officer), number)
    may_read = may_read_interview(officer, found)
    try:
        words = read_interview(by=officer, interview=found) if may_read else {}
        erased = False
    except Erased:
        words, may_read, erased = {}, False, True
    is_screening = found.form == InterviewForm.SCREENING
    context = {
        "interview": found,
        "crumbs": [*crumbs_of(found), Link(url="", label=found.number)],
        "facts": person_facts(found.victim),
        "state": interview_state(found),
        "summary": _summary(found, words),
        "may_read": may_read,
        "erased": erased,
        "may_go_on": may_interview(officer, found.victim) and found.ended_at is None and not erased,
        "go_on": next_url(found, 0),
        "screening": screening_result(found, words) if is_screening and may_read else None,
        "sections": _said(found, words) if not is_screening and may_read else [],
        "missing": _missing(found, words) if not is_screening and may_read else 0,
        "languages": [("km", _("Khmer")), ("en", _("English"))],
        "story": story_of(found, limit=6),
    }
    response = render(request, "identification/interview.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _summary(found: Interview, words: SealedWords) -> list[SummaryRow]:
    return [
        SummaryRow(label=_("Form"), value=found.get_form_display()),
        SummaryRow(label=_("By"), value=f"{found.by.name}, {found.agency.name}"),
        SummaryRow(label=_("Begun"), value=found.started_at),
        SummaryRow(label=_("Ended"), value=found.ended_at),
        SummaryRow(label=_("Language"), value=found.language or None),
        SummaryRow(label=_("How they understood each other"), value=found.get_interpretation_display()),
        SummaryRow(label=_("Who interprets"), value=words.get("interpreter") or None),
        SummaryRow(label=_("Where they talked"), value=found.get_setting_display()),
        SummaryRow(label=_("She agreed"), value=found.get_consent_display()),
        SummaryRow(label=_("Version of the guide"), value=found.guide_version),
    ]


def _said(found: Interview, words: SealedWords) -> list[dict[str, object]]:
    km = in_khmer()
    sections: list[dict[str, object]] = []
    for section, questions in questions_of(found.form).items():
        rows = [
            {
                "question": q.km if km else q.en,
                "answer": answer_in(words, q.code, "km" if km else "en"),
                "source": source_words(words["sources"].get(q.code, "")),
            }
            for q in questions
            if q.code in words["answers"]
        ]
        if rows:
            sections.append({"title": SECTIONS[section][1 if km else 0], "rows": rows})
    return sections


def source_words(source: str) -> str:
    """Where an answer comes from that was not asked here."""
    if not source:
        return ""
    fixed = {FROM_IDENTITY: _("from the vault"), FROM_CASE: _("from the case")}
    return fixed.get(source) or _("told in the interview %(number)s") % {"number": source}


def _missing(found: Interview, words: SealedWords) -> int:
    asked = [q for questions in questions_of(found.form).values() for q in questions]
    return sum(q.code not in words["answers"] for q in asked)


@for_officers(Power.ASSERT_STATUS)
def answers(request: OfficerRequest, number: str, page: int) -> HttpResponse:
    """One part of an official interview: first what is missing, folded below it what is known already."""
    officer = request.user
    found = one_of(interviews_visible_to(officer), number)
    if not 1 <= page <= len(PAGES) or found.form not in FORMS:
        raise Http404
    if not may_interview(officer, found.victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    if found.ended_at is not None:
        return redirect(url_of(found))
    words = read_interview(by=officer, interview=found)
    asked = questions_of(found.form)
    questions: list[Question] = [q for section in PAGES[page - 1] for q in asked.get(section, [])]
    known = {code: source_words(words["sources"].get(code, "")) for code in words["answers"]}
    language = "km" if in_khmer() else "en"
    kicker = _("Part %(page)s of %(pages)s") % {"page": page, "pages": len(PAGES)}
    frame = FormPage(
        title=found.get_form_display(),
        crumbs=[*crumbs_of(found), Link(url=url_of(found), label=found.number)],
        save=_("Save and go on"),
        back=url_of(found),
        kicker=f"{found.number} · {kicker}",
        lede=_("Ask only what is open. She may leave out whatever she does not want to answer."),
    )

    def act(form: AnswersForm) -> str:
        answer_interview(by=officer, interview=found, answers=form.cleaned_data)
        return next_url(found, page)

    return fill_in(
        request,
        frame,
        partial(AnswersForm, questions=questions, known=known),
        act,
        initial={code: answer_in(words, code, language) for code in words["answers"]},
    )


@require_POST
@for_officers(Power.ASSERT_STATUS)
def end(request: OfficerRequest, number: str) -> HttpResponse:
    """The conversation is over."""
    found = one_of(interviews_visible_to(request.user), number)
    try:
        end_interview(by=request.user, interview=found)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    return redirect(url_of(found))


@require_POST
@for_officers(Power.OPEN_IDENTITY)
def paper(request: OfficerRequest, number: str) -> HttpResponse:
    """The interview as a paper; it holds her name, so it takes a reason like any opening of her identity."""
    found = one_of(interviews_visible_to(request.user), number)
    if found.form not in FORMS:
        raise Http404
    try:
        words = print_interview(by=request.user, interview=found, reason=request.POST.get("reason", ""))
    except (ValueError, Erased) as fault:
        messages.error(request, in_words(fault))
        return redirect(url_of(found))
    language = "en" if request.POST.get("language") == "en" else "km"
    return _pdf(interview_pdf(found, words, language=language), f"interview-{found.number}-{language}.pdf")


@for_officers(Power.ASSERT_STATUS)
def empty(_request: OfficerRequest, form: str, language: str) -> HttpResponse:
    """A form with nothing in it, to be filled in by hand where there is no computer."""
    if form not in FORMS or language not in {"km", "en"}:
        raise Http404
    return _pdf(empty_form_pdf(form, language=language), f"interview-{form}-{language}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
