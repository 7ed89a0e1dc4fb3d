"""A checked text in parts that fit a page: the words with every statement marked, and what each claims."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.measure.press.models import CheckedText
from sarana.publish.releases.held_against import OWN
from sarana.science.statements import JudgedClaim
from sarana.web.components import Link, Status, Words
from sarana.web.views.for_everybody import public_address
from sarana.web.views.press_words import measure_name, period_words, told, verdict
from sarana.web.wording import figure

_BYTES_A_PART = 4000
_SOURCES = 5


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim with its verdict and everything needed to disagree with it."""

    text: str
    verdict: Status
    about: list[str]
    explanation: str
    arithmetic: list[str]
    sources: list[Link | str]


@dataclass(frozen=True, slots=True)
class StatementShown:
    """Who said what, and what it claims."""

    number: int
    speaker: str
    about: list[Words]
    text: str
    claims: list[ClaimShown]


def parts_of(checked: CheckedText) -> list[tuple[int, int]]:
    """Where each part of the text begins and ends: cut between lines, never inside a statement."""
    text, statements = checked.text, checked.result.get("statements", [])
    cuts, size, last = [0], 0, 0
    for at, sign in enumerate(text):
        size += len(sign.encode())
        last = at + 1
        inside = any(s["start"] < last < s["end"] for s in statements) if sign == "\n" else True
        if sign == "\n" and size > _BYTES_A_PART and not inside:
            cuts.append(last)
            size = 0
    if cuts[-1] != last:
        cuts.append(last)
    return list(pairwise(cuts))


def marked(checked: CheckedText, start: int, end: int) -> SafeString:
    """That part of the text, each statement marked and led to its verdicts; a statement inside another is not marked twice."""
    pieces: list[SafeString] = []
    at = start
    for number, one in enumerate(checked.result.get("statements", []), 1):
        if not at <= one["start"] < one["end"] <= end:
            continue
        pieces.append(_lines(checked.text[at : one["start"]]))
        pieces.append(
            format_html(
                '<mark>{}</mark><sup><a href="#s{}" aria-label="{}">{}</a></sup>',
                _lines(checked.text[one["start"] : one["end"]]),
                number,
                _("Statement %(number)s") % {"number": number},
                number,
            )
        )
        at = one["end"]
    pieces.append(_lines(checked.text[at:end]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _lines(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped just here


def statements_in(checked: CheckedText, start: int, end: int, language: str) -> list[StatementShown]:
    """The statements that begin in that part."""
    return [
        StatementShown(
            number=number,
            speaker=one["speaker"] or _("Speaker not named"),
            about=[part for part in (one["role"], one["organisation"], told(one["kind"])) if part],
            text=one["text"],
            claims=[claim_shown(claim, language) for claim in one["claims"]],
        )
        for number, one in enumerate(checked.result.get("statements", []), 1)
        if start <= one["start"] < end
    ]


def verdicts_of(checked: CheckedText) -> list[tuple[Status, int]]:
    """How often each verdict was given in the whole text, the most frequent first."""
    result = checked.result
    claims = [claim for one in result.get("statements", []) for claim in one["claims"]]
    counts = Counter(claim["verdict"] for claim in [*claims, *result.get("narrative_claims", [])])
    return [(verdict(word), times) for word, times in counts.most_common()]


def narrated_in(checked: CheckedText, start: int, end: int, language: str) -> list[ClaimShown]:
    """What the text claims in its own voice in that part."""
    claims = checked.result.get("narrative_claims", [])
    return [claim_shown(claim, language) for claim in claims if start <= claim["start"] < end]


def claim_shown(claim: dict[str, Any], language: str) -> ClaimShown:
    """A kept claim with its verdict, in the page's language."""
    period = claim["period"] or {}
    about = [
        measure_name(claim["measure"]),
        figure(claim["value"]) if claim["value"] is not None else "",
        period_words(period.get("start"), period.get("end")),
        claim["place"],
    ]
    return ClaimShown(
        text=claim["text"],
        verdict=verdict(claim["verdict"]),
        about=[part for part in about if part],
        explanation=claim["explanation_km" if language == "km" else "explanation_en"],
        arithmetic=claim["arithmetic"],
        sources=[source_link(source) for source in claim["sources"]],
    )


def judged_as_shown(judged: JudgedClaim, language: str) -> ClaimShown:
    """A claim that was judged just now and is not kept."""
    found = judged.verdict
    return ClaimShown(
        text=judged.claim.text,
        verdict=verdict(found.word.value),
        about=[],
        explanation=found.explanation_km if language == "km" else found.explanation_en,
        arithmetic=list(found.arithmetic),
        sources=[source_link(source) for source in found.sources[:_SOURCES]],
    )


def source_link(source: str) -> Link | str:
    """A source as a link when it is an address or one of our releases, else as it stands (`snapshot:…`)."""
    if source.startswith(OWN):
        code = source.removeprefix(OWN)
        return Link(url=public_address("public-release", code), label=_("Release %(code)s") % {"code": code})
    if not source.startswith(("https://", "http://")):
        return source
    host = source.split("/")[2].removeprefix("www.")
    return Link(url=source, label=host)
