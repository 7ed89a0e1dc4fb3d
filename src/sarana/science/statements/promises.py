"""What somebody will do and what must be done: commitments and obligations, each to the end of its words."""

from __future__ import annotations

import re

from sarana.science.statements import english
from sarana.science.statements.kinds import Claim, ClaimKind
from sarana.science.statements.text import words_of

_COMMIT = re.compile(
    r"\b(?:will|shall)\s+(?:be\s+)?(?:also\s+|not\s+|continue\s+|continuing\s+|further\s+|soon\s+|never\s+)*(?P<v1>[a-z]+)|\b(?:plans?|intends?|aims?|pledges?|pledged|vows?|vowed|promises?|promised|commits?|undertakes?|undertook)\s+to\s+(?P<v2>[a-z]+)"
    r"|\b(?:is|are|has\s+been|have\s+been|was|were|remains?)\s+(?:\w+ly\s+)?(?:committed|determined|dedicated)\s+to\s+(?P<v3>[a-z]+)|\b(?:is|are)\s+going\s+to\s+(?P<v4>[a-z]+)"
    r"|\b(?:has|have)\s+(?:also\s+|already\s+)?(?P<v5>launched|set\s+out|adopted|drafted|drawn\s+up|prepared|established|set\s+up|introduced|approved|put\s+in\s+place|issued)\s+[^.;]{0,60}?\b(?:plans?|strateg(?:y|ies)|polic(?:y|ies)|measures?|principles|mechanisms?|programmes?|campaigns?|procedures?|committees?|task\s*forces?|hotlines?|systems?|action)\b"
    r"|(?P<km>នឹង(?:បន្ត)?|ប្តេជ្ញា(?:ចិត្ត)?|ប្ដេជ្ញា(?:ចិត្ត)?)",
)
_OBLIGE = re.compile(
    r"\b(?:must|should|ought\s+to|shall\s+have\s+to|(?:needs?|has|have|is\s+required|are\s+required|is\s+obliged|are\s+obliged)\s+to)\s+(?:also\s+|not\s+|further\s+|still\s+|be\s+)*(?P<v>[a-z]+)|(?P<km>ត្រូវតែ|ត្រូវ(?!បាន)|គប្បី|គួរតែ)"
)
_PROMISE_WORDS = {
    ClaimKind.COMMITMENT: english.words(
        """will shall plan plans intend intends aim aims pledge pledges pledged vow vows vowed promise promises promised commit commits
        undertake undertakes undertook committed determined dedicated going launched set adopted drafted drawn prepared established
        introduced approved put issued"""
    ),
    ClaimKind.OBLIGATION: english.words("must should ought shall need needs has have required obliged"),
}
# The words that the patterns of promises begin with.
_PROMISE_OPENINGS = english.words(
    """will shall plan plans intend intends aim aims pledge pledges pledged vow vows vowed promise promises promised commit commits
    undertake undertakes undertook is are has have was were remain remains must should ought need needs"""
)
_NOT_COMMITMENT = english.words(
    "likely probably take cost happen lead result become depend affect face lose suffer rain"
)


def _said_to(text: str, start: int) -> int:
    """Return where a promise ends: with the quotation that it stands in, else with the sentence."""
    for opens, closes in (("“", "”"), ("«", "»")):
        close = text.find(closes, start)
        if close > 0 and text.find(opens, start, close) < 0:
            return len(text[:close].rstrip(" .,!?"))
    close = text.find('"', start)
    if close > 0 and text.count('"', 0, start) % 2:
        return len(text[:close].rstrip(" .,!?"))
    return len(text.rstrip(' .”"'))


def _first_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first promise, tried where its words begin instead of at every letter."""
    places = words_of(text).places(_PROMISE_OPENINGS)
    return next((match for at, _ in places if (match := pattern.match(text, at)) is not None), None)


def promises_in(text: str) -> list[Claim]:
    """Return what one sentence promises or demands, at most one of each."""
    claims = []
    words = words_of(text)
    for pattern, kind in ((_COMMIT, ClaimKind.COMMITMENT), (_OBLIGE, ClaimKind.OBLIGATION)):
        if not words.khmer and (
            _PROMISE_WORDS[kind].isdisjoint(words.present)
            or (kind is ClaimKind.OBLIGATION and words.present.isdisjoint(("must", "should", "to")))
        ):
            continue
        match = pattern.search(text) if words.khmer else _first_match(pattern, text)
        if match is None or any(value in _NOT_COMMITMENT for value in match.groupdict().values()):
            continue
        end = _said_to(text, match.start())
        claims.append(
            Claim(
                kind,
                kind.value,
                text[match.start() : end],
                match.start(),
                end,
            )
        )
    return claims
