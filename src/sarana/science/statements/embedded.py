"""Words that the text itself sets inside a sentence: "what it considered an increase in …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements import english
from sarana.science.statements.kinds import StatementKind
from sarana.science.statements.noun_phrases import Mention, MentionKind, noun_phrase

if TYPE_CHECKING:
    from sarana.science.statements.cast import Cast


_EMBEDDED = re.compile(
    r"\b(?:what|which)\s+(?P<who>it|he|she|they|the\s+[\w ’'-]{3,50}?|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4})\s+"
    r"(?:has\s+|have\s+|had\s+|also\s+)*(?P<verb>consider(?:ed|s)?|describ(?:ed|es?)\s+as|call(?:ed|s)|term(?:ed|s)|deem(?:ed|s)|"
    r"saw\s+as|sees?\s+as|view(?:ed|s)\s+as|regard(?:ed|s)\s+as|labell?ed(?:\s+as)?|characteri[sz]ed\s+as|said\s+(?:was|were)|says\s+(?:is|are))\s+"
    r"(?P<content>[^;.]{3,240}?)(?=\s+and\s+(?:what|which)\s+(?:it|he|she|they|the)\b|\s+and\s+for\s+what\b|[;.]|,\s|$)"
)


class Draft(NamedTuple):
    """A statement being built: the span of its words inside the sentence."""

    mention: Mention
    kind: StatementKind
    start: int
    end: int
    cue: str
    cue_start: int
    method: str
    confidence: float


def embedded_drafts(frame: str, at: int, cast: Cast) -> list[Draft]:
    """Return the embedded statements of a sentence; "it" is the first body that the sentence names."""
    drafts = []
    for match in _EMBEDDED.finditer(frame):
        printed = noun_phrase(match.group("who"), cast.known_words())
        if printed is None:
            continue
        mention = cast.resolve(printed, at, local_body=first_body(frame, match.start()))
        if mention is None:
            continue
        cast.note(mention)
        start, end = match.span("content")
        cue = f"what {match.group('who')} {match.group('verb')}"
        drafts.append(Draft(mention, StatementKind.EMBEDDED, start, end, cue, match.start(), "embedded", 0.8))
    return drafts


_CAPITAL_PHRASE = re.compile(
    r"[A-Z][\w.&’'-]*(?:(?:\s+(?:of|for|and|on|against|the)){0,2}\s+[A-Z][\w.&’'-]*){0,9}"
)


def first_body(frame: str, limit: int) -> Mention | None:
    """Return the first body or person named before ``limit``: the antecedent of "what it considered"."""
    for match in _CAPITAL_PHRASE.finditer(frame, 0, limit):
        mention = noun_phrase(match.group())
        if (
            match.start() == 0
            and re.match(r"\s+(?:ha[sd]\s+)?[a-z]+(?:ed|s)?\s", frame[match.end() :])
            and _is_capital_word(match.group())
        ):
            return Mention(MentionKind.BODY, match.group(), organisation=match.group())
        if mention is not None and mention.kind is MentionKind.BODY and _has_body_word(match.group()):
            return mention
    lower = re.search(
        r"\b[Tt]he\s+(?:[\w-]+\s+){0,3}?(?:ministry|committee|department|court|embassy|council|report|group|police|commission)\b",
        frame[:limit],
    )
    return noun_phrase(lower.group()) if lower else None


def _is_capital_word(phrase: str) -> bool:
    """Tell a metonym such as a capital city from an opening function word."""
    lowered = phrase.lower()
    return " " not in phrase and lowered not in english.NOT_NAMES and lowered not in english.GROUPS


def _has_body_word(phrase: str) -> bool:
    words = phrase.split()
    return any(word.lower() in english.BODY_NOUNS for word in words) or any(
        w.isupper() and len(w) > 1 for w in words
    )
