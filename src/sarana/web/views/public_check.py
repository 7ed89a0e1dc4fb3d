"""A sentence held against published figures, for journalists: no signing in, and an address that can be cited."""

import json
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.measure.press.queries import check_sentence
from sarana.publish.datasets.claim_review import claim_review
from sarana.publish.releases.held_against import OWN, record_out
from sarana.science.statements import JudgedClaim
from sarana.web.components import Link
from sarana.web.forms.press import SentenceForm
from sarana.web.views.drawing import language
from sarana.web.views.for_everybody import for_everybody, public_address
from sarana.web.views.listing import csv_file
from sarana.web.views.press_text import judged_as_shown


@for_everybody("public-check")
def public_check(request: HttpRequest) -> HttpResponse:
    """Ask for a sentence and answer from published figures; the same as CSV and as ClaimReview (JSON-LD)."""
    asked = SentenceForm(request.GET)
    valid = asked.is_valid()
    sentence = str(asked.cleaned_data.get("q") or "").strip() if valid else ""
    said_on = asked.cleaned_data.get("said") if valid else None
    day = said_on or timezone.localdate()
    judged = check_sentence(sentence, said_on=day, record=record_out()) if sentence else []
    given = {"q": sentence} | ({"said": said_on.isoformat()} if said_on else {})
    here = f"{public_address('public-check')}?{urlencode(given)}"
    reviews = [
        claim_review(
            one,
            sentence=sentence,
            address=request.build_absolute_uri(here),
            said_on=said_on,
            checked_on=timezone.localdate(),
        )
        for one in judged
    ]
    for one in reviews:
        one["citation"] = [_cited(request, source) for source in one["citation"]]
    if request.GET.get("as") == "csv":
        return _csv(judged)
    if request.GET.get("as") == "json":
        return JsonResponse(
            reviews, safe=False, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
        )
    context = {
        "crumbs": [Link(url=public_address("public"), label=_("What is published"))],
        "form": asked,
        "sentence": sentence,
        "claims": [judged_as_shown(one, language()) for one in judged],
        "here": here,
        "csv": f"{here}&as=csv",
        "json": f"{here}&as=json",
        "reviews": _data(reviews) if reviews else "",
    }
    return render(request, "public/check.html", context, status=200 if valid else 422)


def _cited(request: HttpRequest, source: str) -> str:
    """Where a source stands; one of our releases under its address."""
    if not source.startswith(OWN):
        return source
    return request.build_absolute_uri(public_address("public-release", source.removeprefix(OWN)))


def _data(reviews: list[dict[str, object]]) -> SafeString:
    """JSON that can stand in a page whatever was typed: no sign of it opens or closes an element."""
    text = json.dumps(reviews, ensure_ascii=True)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - escaped just here


def _csv(judged: list[JudgedClaim]) -> HttpResponse:
    head = ("claim", "measure", "value", "period_start", "period_end", "verdict", "explanation", "sources")
    rows = (
        (
            one.claim.text,
            one.claim.measure,
            one.claim.value,
            one.claim.period and one.claim.period.start,
            one.claim.period and one.claim.period.end,
            one.verdict.word.value,
            one.verdict.explanation_en,
            " ".join(one.verdict.sources),
        )
        for one in judged
    )
    return csv_file("check", head, rows)[0]
