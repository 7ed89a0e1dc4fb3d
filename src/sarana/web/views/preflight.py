"""A speech before it is given: a light for each sentence, and the sentence as the record bears it out. Nothing is kept."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.base.accounts.enums import Power
from sarana.measure.figures.queries import latest_snapshot
from sarana.measure.press.queries import speech_in_lights
from sarana.publish.charts.drawing import number
from sarana.publish.papers.speech import SpokenLine, speech_content, speech_docx, speech_pdf
from sarana.science.statements.kinds import JudgedClaim, Outcome
from sarana.science.statements.preflight import Choice, Light, SpokenSentence, mended_text
from sarana.web.components import Link, Status, Tone, Words
from sarana.web.forms.press import SpeechForm
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.papers import WORD
from sarana.web.views.press_text import ClaimShown, judged_as_shown
from sarana.web.views.press_words import body_name, measure_name, period_words

_LIGHTS: dict[Light, tuple[Words, Tone]] = {
    Light.GREEN: (gettext_lazy("Can be said"), "good"),
    Light.AMBER: (gettext_lazy("Think twice"), "warn"),
    Light.RED: (gettext_lazy("Do not say it so"), "bad"),
    Light.NONE: (gettext_lazy("Nothing to check"), "neutral"),
}
# Of a long speech, the sentences without anything to check are left out.
_MOST_SENTENCES = 40
# A speech of so many bytes goes with the page of its lights, to be checked again for a paper; a longer one is pasted again.
_CARRIED = 9_000
_PAPERS = {"pdf": (speech_pdf, "application/pdf"), "docx": (speech_docx, WORD)}


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """The sentence for one number on record, with what is counted, by whom and for when, in the page's language."""

    text: str
    definition: str


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """One sentence with its light, what to say instead, and why."""

    number: int
    text: str
    light: Status
    mended: str
    choices: list[ChoiceShown]
    claims: list[ClaimShown]


@for_officers(Power.CHECK_PRESS)
def speech(request: OfficerRequest) -> HttpResponse:
    """Ask for a speech, and show its lights; it is not stored, neither as a draft nor in the ledger."""
    crumbs = [Link(url=reverse("web:press"), label=_("Press check"))]
    page = FormPage(
        title=_("Before a speech"),
        crumbs=crumbs,
        save=_("Show the lights"),
        back=reverse("web:press"),
        lede=_("A light for every sentence, and what the record bears out instead. The speech is not kept."),
        with_file=True,
    )

    def act(form: SpeechForm) -> HttpResponse:
        text = form.cleaned_data["text"]
        said_on = form.cleaned_data["said_on"] or timezone.localdate()
        snapshot = latest_snapshot()
        told = speech_in_lights(text, said_on=said_on, snapshot=snapshot)
        if kind := form.cleaned_data["paper"]:
            return _paper(told, kind, said_on, snapshot.digest if snapshot else "")
        return _result(request, [*crumbs, Link(url=request.path, label=page.title)], text, told, said_on)

    return fill_in(request, page, SpeechForm, act)


def _result(
    request: OfficerRequest, crumbs: list[Link], text: str, told: tuple[SpokenSentence, ...], said_on: date
) -> HttpResponse:
    shown = [_shown(number, one) for number, one in enumerate(told, 1)]
    if len(shown) > _MOST_SENTENCES:
        shown = [one for one in shown if one.light.code != Light.NONE][:_MOST_SENTENCES]
    mended = mended_text(text, told)
    context = {
        "crumbs": [*crumbs, Link(url="", label=_("Lights"))],
        "counts": [(_status(light), sum(one.light is light for one in told)) for light in Light],
        "sentences": shown,
        "left_out": len(told) - len(shown),
        "mended": mended if mended != text else "",
        "again": reverse("web:press-speech"),
        "carried": text if len(text.encode()) <= _CARRIED else "",
        "said_on": f"{said_on:%d/%m/%Y}",
    }
    response = render(request, "press/speech.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _paper(told: tuple[SpokenSentence, ...], kind: str, said_on: date, snapshot: str) -> HttpResponse:
    """The lights on one page, made here and now of what was just checked."""
    lines = [
        SpokenLine(
            light=one.light.value,
            light_word=str(_LIGHTS[one.light][0]),
            text=one.text,
            record=tuple(part for judged in one.claims for part in _on_record(judged)),
            instead=tuple(choice.text for choice in one.choices) or ((one.mended,) if one.mended else ()),
        )
        for one in told
        if one.light is not Light.NONE
    ]
    counts = [
        f"{_LIGHTS[light][0]}: {number(sum(one.light is light for one in told), language())}"
        for light in Light
    ]
    content = speech_content(
        lines, counts=counts, said_on=said_on.isoformat(), snapshot=snapshot, language=language()
    )
    make, content_type = _PAPERS[kind]
    response = HttpResponse(make(content), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"before-a-speech.{kind}") or ""
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _on_record(judged: JudgedClaim) -> list[str]:
    """Each number on record with what is counted, by whom and for when; without one, why it can't be checked."""
    verdict = judged.verdict
    numbers = [
        f"{' – '.join(number(float(value), language()) for value in dict.fromkeys((one.low, one.high)))}: {_definition(one)}"
        for one in verdict.outcomes
        if one.figures
    ]
    why = verdict.explanation_km if language() == "km" else verdict.explanation_en
    return list(dict.fromkeys(numbers)) or [why]


def _status(light: Light) -> Status:
    label, tone = _LIGHTS[light]
    return Status(code=light.value, label=label, tone=tone)


def _shown(number: int, one: SpokenSentence) -> SentenceShown:
    return SentenceShown(
        number=number,
        text=one.text,
        light=_status(one.light),
        mended=one.mended,
        choices=[ChoiceShown(choice.text, _definition(choice)) for choice in one.choices],
        claims=[judged_as_shown(judged, language()) for judged in one.claims],
    )


def _definition(choice: Choice | Outcome) -> str:
    """What is counted, by whom, for when; several years are named from the first to the last."""
    if not choice.figures:
        return f"{choice.definition}, {choice.period}"
    first = choice.figures[0]
    bodies = {figure.claimant for figure in choice.figures}
    days = [day for f in choice.figures for day in (f.period_start, f.period_end) if day is not None]
    years = [day.year for day in days]
    if len(choice.figures) > 1 and years:
        when = f"{min(years)}–{max(years)}"
    else:
        when = period_words(
            *(day.isoformat() if day else None for day in (first.period_start, first.period_end))
        )
    by = body_name(first.claimant) if len(bodies) == 1 else ""
    return ", ".join(part for part in (measure_name(first.indicator), by, when) if part)
