"""Check this offer: names warning signs in a job offer. What is pasted is read once and forgotten."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from sarana.door.answers import language_of, page
from sarana.door.catalogue import signs_in, words_in
from sarana.science.offers import Strength, WarningSign, warning_signs
from sarana.science.offers.reading import LONGEST

_NOT_UNDERSTOOD = 422


@dataclass(frozen=True, slots=True)
class Told:
    """A sign as the page tells it."""

    name: str
    words: str
    why: str
    check: str


@sensitive_post_parameters()
@sensitive_variables()
def check_offer(request: HttpRequest) -> HttpResponse:
    """The form, and for a posted text the signs in it; nothing is kept, counted or logged."""
    language = language_of(request)
    text = request.POST.get("text", "").strip() if request.method == "POST" else ""
    fault = ""
    if request.method == "POST" and not text:
        fault = "offer_empty"
    elif len(text) > LONGEST:
        fault = "offer_long"
    read = bool(text) and not fault
    signs = warning_signs(text) if read else []
    w = words_in(language)
    context = {
        "fault": w.get(fault, ""),
        "read": read,
        "found": w["offer_found"].format(n=len(signs)),
        "strong": any(sign.sign.strength is Strength.STRONG for sign in signs),
        "signs": [_told(sign, language) for sign in signs],
        "marked": marked(text, signs),
        "typed": text if fault else "",
    }
    return page(request, "offer.html", context, status=_NOT_UNDERSTOOD if fault else 200)


def _told(found: WarningSign, language: str) -> Told:
    return Told(words=found.words, **signs_in(language)[found.sign.code])


def marked(text: str, signs: list[WarningSign]) -> SafeString:
    """The offer with the words of each sign marked; what was typed is escaped."""
    pieces: list[tuple[SafeString]] = []
    at = 0
    for start, end in sorted((sign.start, sign.end) for sign in signs if sign.end > sign.start):
        if start >= at:
            pieces.append((format_html("{}<mark>{}</mark>", text[at:start], text[start:end]),))
            at = end
    pieces.append((format_html("{}", text[at:]),))
    return format_html_join("", "{}", pieces)
