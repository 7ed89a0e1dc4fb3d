"""The review desk: rows beside their text, judged by keyboard; what they add up to; numbers kept from them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.measure.press.actions import link_text, review_row, set_text_state
from sarana.measure.press.desk import precision_per_method, promises_in, words_of_rows
from sarana.measure.press.enums import ReviewWord, TextState
from sarana.measure.press.models import CheckedText
from sarana.measure.press.queries import checked_texts
from sarana.measure.press.rules import Row, is_promise, row_at, rows_of
from sarana.publish.charts import bar_chart
from sarana.publish.releases.actions import release_row
from sarana.register.exports import record_export
from sarana.web.components import Column, Link, Words
from sarana.web.forms.press import LinkForm
from sarana.web.views.drawing import drawn, language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import csv_file
from sarana.web.views.press import press_link
from sarana.web.views.press_text import ClaimShown, claim_shown, marked, parts_of
from sarana.web.views.press_words import told

# The letter that gives each word; j and k go down and up.
_LETTERS = {
    ReviewWord.ACCEPT: "a",
    ReviewWord.WRONG_SPEAKER: "s",
    ReviewWord.WRONG_NUMBER: "n",
    ReviewWord.WRONG_VERDICT: "v",
    ReviewWord.NOT_A_CLAIM: "x",
}
_PRECISION_HEAD = ("method", "reviewed", "read_right", "precision", "low_95", "high_95", "verdicts_right")


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the desk."""

    place: str
    speaker: str
    about: list[Words]
    text: str
    claim: ClaimShown | None
    found: str
    found_words: Words
    buttons: list[tuple[str, Words, str]]
    # Where a commitment is held against the plan, and what it was found to be about.
    is_promise: bool = False
    node: str = ""


def text_link(checked: CheckedText) -> Link:
    """The way to a text."""
    return Link(url=reverse("web:press-check", args=[checked.pk]), label=checked.title)


@for_officers(Power.WRITE_REPORT)
def press_review(request: OfficerRequest, key: str) -> HttpResponse:
    """The rows of a text, a part at a time, beside the words; a post gives one row its word."""
    checked = get_object_or_404(checked_texts(), pk=key)
    parts = parts_of(checked)
    asked = request.GET.get("part", "1")
    number = min(max(int(asked), 1), len(parts)) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004
    start, end = parts[number - 1] if parts else (0, 0)
    rows = [row for row in rows_of(checked.result) if start <= row.start < end]
    if request.method == "POST":
        return _judged(request, checked, rows, number)
    found = words_of_rows(checked)
    nodes = {one.link.place: f"{one.link.node.code} {one.link.node.title}" for one in promises_in(checked)}
    context = {
        "checked": checked,
        "crumbs": [press_link(), text_link(checked), Link(url="", label=_("Review"))],
        "words": marked(checked, start, end),
        "language": written if (written := checked.result.get("language")) in {"en", "km"} else "",
        "rows": [_shown(row, found.get(row.place, ""), nodes.get(row.place, "")) for row in rows],
        "left": len(rows_of(checked.result)) - len(found),
        "part": number,
        "parts": len(parts),
        "earlier": f"?part={number - 1}" if number > 1 else "",
        "later": f"?part={number + 1}" if number < len(parts) else "",
        "states": [(state.value, state.label) for state in TextState if state != checked.state],
    }
    return render(request, "press/review.html", context)


def _judged(request: OfficerRequest, checked: CheckedText, rows: list[Row], part: int) -> HttpResponse:
    place, word = request.POST.get("place", ""), request.POST.get("word", "")
    if word not in ReviewWord.values or row_at(checked.result, place) is None:
        raise Http404
    review_row(by=request.user, checked=checked, place=place, word=ReviewWord(word))
    places = [row.place for row in rows]
    at = places.index(place) + 1 if place in places else 0
    following = places[at] if at < len(places) else place
    return HttpResponseRedirect(f"?part={part}#{following}")


def _shown(row: Row, found: str, node: str) -> RowShown:
    statement = row.statement or {}
    parts = (
        statement.get("role"),
        statement.get("organisation"),
        told(statement["kind"]) if statement else "",
    )
    return RowShown(
        place=row.place,
        speaker=statement.get("speaker") or (_("Speaker not named") if statement else _("The text itself")),
        about=[part for part in parts if part],
        text=statement.get("text") or (row.claim or {}).get("text", ""),
        claim=claim_shown(row.claim, language()) if row.claim else None,
        found=found,
        found_words=ReviewWord(found).label if found else "",
        buttons=[(word.value, word.label, letter) for word, letter in _LETTERS.items()],
        is_promise=is_promise(row),
        node=node,
    )


@for_officers(Power.WRITE_REPORT)
@require_POST
def press_state(request: OfficerRequest, key: str) -> HttpResponse:
    """Move a text in the inbox: waiting, reviewed, set aside."""
    checked = get_object_or_404(checked_texts(), pk=key)
    state = request.POST.get("state", "")
    if state in TextState.values:
        set_text_state(by=request.user, checked=checked, state=TextState(state))
    return HttpResponseRedirect(reverse("web:press-check", args=[checked.pk]))


@for_officers(Power.WRITE_REPORT)
@require_POST
def press_publish(request: OfficerRequest, key: str) -> HttpResponse:
    """Keep the number of a confirmed row among those that were published."""
    checked = get_object_or_404(checked_texts(), pk=key)
    try:
        figure = release_row(by=request.user, checked=checked, place=request.POST.get("place", ""))
    except ValueError as fault:
        messages.error(request, _(str(fault)))
        return HttpResponseRedirect(reverse("web:press-review", args=[checked.pk]))
    messages.success(request, _("The number is kept among those that were published."))
    return HttpResponseRedirect(reverse("web:published-figure", args=[figure.indicator]))


@for_officers(Power.WRITE_REPORT)
def press_link_new(request: OfficerRequest, key: str) -> HttpResponse:
    """Say that the text tells of a case or of a trick."""
    checked = get_object_or_404(checked_texts(), pk=key)
    page = FormPage(
        title=_("Link to a case or a trick"),
        crumbs=[press_link(), text_link(checked)],
        save=_("Link it"),
        back=text_link(checked).url,
        lede=_("Who may not see the case does not see the link."),
    )

    def act(form: LinkForm) -> str:
        link_text(by=request.user, checked=checked, **form.cleaned_data)
        return text_link(checked).url

    return fill_in(request, page, LinkForm, act)


@for_officers(Power.CHECK_PRESS)
def press_precision(request: OfficerRequest) -> HttpResponse:
    """How often each rule was right, from reviewed rows alone, with the 95 % interval."""
    found = precision_per_method()
    if request.GET.get("as") == "csv":
        rows = [
            (one.method, one.seen, one.right, round(one.share, 4), round(one.low, 4), round(one.high, 4), one.verdicts_right)
            for one in found
        ]  # fmt: skip
        response, count = csv_file("precision", _PRECISION_HEAD, rows)
        record_export(by=request.user, what="precision", rows=count, filters=[])
        return response
    bars: list[tuple[str, float | None]] = [(_method(one.method), round(100 * one.share, 1)) for one in found]
    title = _("Rows read right, per method, in %")
    context = {
        "crumbs": [press_link(), Link(url="", label=_("Precision"))],
        "title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "rows": [
            {
                "method": _method(one.method),
                "seen": one.seen,
                "right": one.right,
                "precision": f"{100 * one.share:.0f} %",
                "interval": f"{100 * one.low:.0f}–{100 * one.high:.0f} %",
                "verdicts": one.verdicts_right,
            }
            for one in found
        ],
        "columns": [
            Column(key="method", label=_("Method")),
            Column(key="seen", label=_("Reviewed"), kind="number"),
            Column(key="right", label=_("Read right"), kind="number"),
            Column(key="precision", label=_("Precision")),
            Column(key="interval", label=_("95% interval")),
            Column(key="verdicts", label=_("Verdict right as well"), kind="number"),
        ],
    }
    return render(request, "press/precision.html", context)


def _method(code: str) -> str:
    """What a way of reading is called; a quotation names the way by which its speaker was found."""
    quoted = code.removeprefix("quotation, ")
    known = {
        "according-to": _("“according to”"),
        "cue": _("Speaker and verb"),
        "inverted cue": _("Verb before the speaker"),
        "Khmer cue": _("Verb of saying in Khmer"),
        "pronoun": _("Pronoun and verb"),
        "same subject": _("Speaker goes on"),
        "same paragraph": _("Speaker of the paragraph"),
        "last speaker": _("Speaker named last"),
        "sentence subject": _("Subject of the sentence"),
        "embedded": _("Somebody told by another"),
        "narrated": _("In the text’s own voice"),
        "unknown": _("Before methods were kept"),
    }
    name = known.get(quoted, quoted)
    return name if quoted == code else _("Quotation: %(way)s") % {"way": name}
