"""The guided screening, step by step, and what it comes to: explained, with a version, and never a status by itself."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.models import SealedWords
from sarana.register.cases.rules import was_minor
from sarana.register.identification.actions import note_screening, read_interview
from sarana.register.identification.enums import InterviewForm
from sarana.register.identification.models import Interview
from sarana.register.identification.queries import interviews_visible_to
from sarana.register.identification.rules import may_interview, seen_in
from sarana.science.palermo import Seen, Standing, Support, support
from sarana.web.components import Link, Status, Step, Tone
from sarana.web.forms.interviews import GUIDE_STEPS, StepForm, element_name
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.phrases import person_facts, url_of

_TONES: dict[Standing, Tone] = {
    Standing.SUPPORTED: "good",
    Standing.SOME_SIGNS: "warn",
    Standing.NOTHING_SEEN: "neutral",
    Standing.NOT_NEEDED: "info",
}


def step_names() -> dict[str, str]:
    """The pages of the guide in their order."""
    return {
        "act": _("Act: what was done"),
        "means": _("Means: how it was done"),
        "purpose": _("Purpose: what for"),
        "labour-1": _("Signs of forced labour, 1 to 6"),
        "labour-2": _("Signs of forced labour, 7 to 11"),
    }


@for_officers(Power.ASSERT_STATUS)
def step(request: OfficerRequest, number: str, key: str) -> HttpResponse:
    """One page of the guide; saving leads to the next."""
    officer = request.user
    found = one_of(interviews_visible_to(officer), number)
    if key not in GUIDE_STEPS or found.form != InterviewForm.SCREENING:
        raise Http404
    if not may_interview(officer, found.victim):
        raise NotAllowed(Power.ASSERT_STATUS)
    if found.ended_at is not None:
        return redirect(url_of(found))
    guide = GUIDE_STEPS[key]
    names = step_names()
    keys = list(names)
    at = keys.index(key)
    page = FormPage(
        title=names[key],
        crumbs=[
            *case_crumbs(found.victim.case),
            Link(url=url_of(found.victim), label=found.victim.number),
            Link(url=url_of(found), label=found.number),
        ],
        save=_("Save and go on"),
        back=url_of(found),
        kicker=f"{found.number} · {person_facts(found.victim)}",
        template="identification/step.html",
    )

    def act(form: StepForm) -> str:
        note_screening(by=officer, interview=found, part=guide.part, seen=form.seen())
        following = keys[at + 1] if at + 1 < len(keys) else ""
        return reverse("web:interview-step", args=[number, following]) if following else url_of(found)

    words = read_interview(by=officer, interview=found)
    initial = {
        code: str(seen.value)
        for (part, code), seen in seen_in(found.seen.all()).items()
        if part == guide.part
    }
    notes = {
        f"{name.partition(':')[2]}_note": note
        for name, note in words["notes"].items()
        if name.startswith(f"{guide.part}:")
    }
    more = {
        "stages": [
            Step(
                label=names[one],
                state="current" if one == key else "done" if keys.index(one) < at else "ahead",
            )
            for one in keys
        ],
        "no_means": guide.part == "means" and was_minor(found.victim.age_at_event) is True,
        "version": found.guide_version,
    }
    return fill_in(request, page, partial(StepForm, step=guide), act, initial={**initial, **notes}, more=more)


def screening_result(found: Interview, words: SealedWords) -> dict[str, object]:
    """What was seen, element by element, in words; the officer draws the conclusion herself."""
    answers = seen_in(found.seen.all())
    elements = support(answers, is_minor=was_minor(found.victim.age_at_event))
    names = step_names()
    return {
        "elements": [
            {
                "name": names[one.part],
                "state": _standing(one),
                "lines": _lines(one),
                "notes": _notes(one.part, words),
            }
            for one in elements
        ],
        "indicators": [
            {"name": element_name("indicator", code), "state": _seen(seen)}
            for (part, code), seen in answers.items()
            if part == "indicator"
        ],
        "indicator_notes": _notes("indicator", words),
        "steps": [
            Link(url=reverse("web:interview-step", args=[found.number, key]), label=name)
            for key, name in names.items()
        ],
        "status_url": f"{reverse('web:victim-status', args=[found.victim.number])}?screening={found.number}",
    }


def _standing(one: Support) -> Status:
    words = {
        Standing.SUPPORTED: _("Clear signs"),
        Standing.SOME_SIGNS: _("Some signs"),
        Standing.NOTHING_SEEN: _("Nothing seen"),
        Standing.NOT_NEEDED: _("Not needed: under 18"),
    }
    return Status(code=one.standing, label=words[one.standing], tone=_TONES[one.standing])


def _seen(seen: Seen) -> Status:
    words = {Seen.CLEAR: _("Clear signs"), Seen.SOME: _("Some signs"), Seen.NOTHING: _("Asked, nothing seen")}
    tones: dict[Seen, Tone] = {Seen.CLEAR: "good", Seen.SOME: "warn", Seen.NOTHING: "neutral"}
    return Status(code=seen, label=words[seen], tone=tones[seen])


def _lines(one: Support) -> list[str]:
    """Why it stands so, a sentence for each kind of answer."""

    def names(codes: tuple[str, ...]) -> str:
        return ", ".join(element_name(one.part, code) for code in codes)

    lines = []
    if one.clear:
        lines.append(_("Clear signs: %(names)s.") % {"names": names(one.clear)})
    if one.some:
        lines.append(_("Some signs: %(names)s.") % {"names": names(one.some)})
    lines += [
        _("%(indicator)s was seen, which may speak for: %(element)s.")
        % {"indicator": element_name("indicator", indicator), "element": element_name(one.part, code)}
        for indicator, code in one.through
    ]
    if one.nothing:
        lines.append(_("Asked, nothing seen: %(names)s.") % {"names": names(one.nothing)})
    if one.unasked:
        lines.append(_("Not asked: %(names)s.") % {"names": names(one.unasked)})
    return lines


def _notes(part: str, words: SealedWords) -> list[tuple[str, str]]:
    return [
        (element_name(part, name.partition(":")[2]), note)
        for name, note in words["notes"].items()
        if name.startswith(f"{part}:")
    ]
