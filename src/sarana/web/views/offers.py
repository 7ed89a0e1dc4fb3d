"""Check this offer: a public page that names warning signs in a job offer. What is pasted is read once and forgotten.

No sign-in, no cookie, no script, no record, no log: the text comes in the body of a POST and leaves with the answer.
"""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from sarana.science.offers import Strength, WarningSign, warning_signs
from sarana.science.offers.reading import LONGEST

_WRONG = 422


class OfferForm(forms.Form):
    """The text of an offer."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("The offer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the text of the offer first.")},
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A sign as the page tells it."""

    name: str
    words: str
    why: str
    check: str
    strong: bool


# The page changes nothing and keeps nothing; a token against forged requests would need a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def check_offer(request: HttpRequest, language: str = "") -> HttpResponse:
    """The form, and for a posted text the signs in it.

    Args:
        request: only its method and body are looked at.
        language: the language of the explanations; that of the page when not given.
    """
    language = language or ("km" if (get_language() or "km").startswith("km") else "en")
    form = OfferForm(request.POST if request.method == "POST" else None, label_suffix="")
    read = request.method == "POST" and form.is_valid()
    text = form.cleaned_data["text"] if read else ""
    signs = warning_signs(text) if read else []
    context = {
        "form": form,
        "read": read,
        "signs": [_told(sign, language) for sign in signs],
        "strong": sum(sign.sign.strength is Strength.STRONG for sign in signs),
        "marked": marked(text, signs),
        "language": language,
    }
    response = render(request, "offers/check.html", context, status=_WRONG if form.errors else 200)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _told(found: WarningSign, language: str) -> Told:
    sign = found.sign
    return Told(
        name=sign.name(language),
        words=found.words,
        why=sign.why(language),
        check=sign.check(language),
        strong=sign.strength is Strength.STRONG,
    )


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
