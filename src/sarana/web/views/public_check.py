"""A sentence held against published figures, for journalists: no signing in, and an address that can be cited."""

import csv
import io
import json
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.measure.press.queries import check_sentence
from sarana.publish.datasets.claim_review import claim_review
from sarana.science.statements import JudgedClaim
from sarana.web.components import Link
from sarana.web.forms.press import SentenceForm
from sarana.web.views.drawing import language
from sarana.web.views.preflight import reason_for

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def public_check(request: HttpRequest) -> HttpResponse:
    """Ask for a sentence and answer from published figures; the same as CSV and as ClaimReview (JSON-LD)."""
    asked = SentenceForm(request.GET)
    valid = asked.is_valid()
    sentence = str(asked.cleaned_data.get("q") or "").strip() if valid else ""
    said_on = asked.cleaned_data.get("said") if valid else None
    judged = check_sentence(sentence, said_on=said_on or timezone.localdate()) if sentence else []
    given = {"q": sentence} | ({"said": said_on.isoformat()} if said_on else {})
    here = f"{reverse('web:public-check')}?{urlencode(given)}"
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
    if request.GET.get("as") == "csv":
        return _csv(judged)
    if request.GET.get("as") == "json":
        return JsonResponse(
            reviews, safe=False, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
        )
    context = {
        "crumbs": [Link(url=reverse("web:public"), label=_("What is published"))],
        "form": asked,
        "sentence": sentence,
        "reasons": [reason_for(one, khmer=language() == "km") for one in judged],
        "here": here,
        "csv": f"{here}&as=csv",
        "json": f"{here}&as=json",
        "reviews": _data(reviews) if reviews else "",
    }
    return render(request, "public/check.html", context, status=200 if valid else 422)


def _data(reviews: list[dict[str, object]]) -> SafeString:
    """JSON that can stand in a page whatever was typed: no sign of it opens or closes an element."""
    text = json.dumps(reviews, ensure_ascii=True)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - escaped just here


def _csv(judged: list[JudgedClaim]) -> HttpResponse:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ("claim", "measure", "value", "period_start", "period_end", "verdict", "explanation", "sources")
    )
    for one in judged:
        claim, found = one.claim, one.verdict
        period = claim.period
        cells = (
            claim.text, claim.measure, "" if claim.value is None else f"{claim.value}", period.start if period else "",
            period.end if period else "", found.word.value, found.explanation_en, " ".join(found.sources),
        )  # fmt: skip
        writer.writerow([f"'{cell}" if str(cell).startswith(_RISKY) else cell for cell in cells])
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="check.csv"'
    return response
