"""Claims that something rises or falls, without a number or by doubling: "arrests fell", "a rise in complaints"."""

from __future__ import annotations

import re
from decimal import Decimal

from sarana.science.statements import english, measures, nouns
from sarana.science.statements.bounds import bounds
from sarana.science.statements.kinds import Claim, ClaimKind, Comparison, Direction
from sarana.science.statements.text import words_of

_NOUN_TREND = re.compile(
    r"\b(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?(?P<word>reduction|decrease|decline|drop|fall|increase|rise|surge|growth|upsurge|spike|jump)\s+in\s+"
    r"(?:the\s+)?(?:(?:total\s+)?(?:number|rate|level)s?\s+of\s+)?(?P<what>[\w’' -]{3,70})"
)
_VERB_TREND = re.compile(
    r"(?P<what>(?:[\w’'-]+\s+){1,8}?)(?:has|have|had|is|are|was|were)?\s*(?:been\s+)?(?:continu\w+\s+to\s+|steadily\s+|sharply\s+|significantly\s+|gradually\s+|also\s+|slightly\s+|notably\s+)*"
    r"\b(?P<word>fell|fallen|declined|decreased|dropped|shrunk|shrank|diminished|rose|risen|increased|grew|grown|surged|doubled|tripled|quadrupled|halved|soared|"
    r"declining|decreasing|falling|dropping|rising|increasing|growing|going\s+down|going\s+up|gone\s+down|gone\s+up|went\s+down|went\s+up)\b"
)
_TREND_NOUNS = english.words(
    "reduction decrease decline drop fall increase rise surge growth upsurge spike jump"
)
_FEWER = re.compile(
    r"\b(?P<word>fewer|more)\s+(?P<what>(?:[\w-]+\s+){0,3}?(?:(?:people|persons|foreigners|migrants|workers|victims|suspects|traffickers)\s+(?:were|are|have\s+been|had\s+been|got)\s+[a-z]+ed|victims|cases|arrests|complaints|suspects|convictions|deportations|rescues|crimes?))\b(?=[^.]{0,60}\bthan\b)"
)
_KHMER_TREND = re.compile(
    r"(?P<what>ជនរងគ្រោះ|ករណី|បទល្មើស|ពាក្យបណ្តឹង|ជនសង្ស័យ)[^។]{0,40}?(?P<word>ថយចុះ|ធ្លាក់ចុះ|កើនឡើង|កើន)"
)
_DOWN = re.compile(
    r"reduc|halv|decreas|declin|drop|fall|fell|shr[au]nk|dimin|down|fewer|ថយ|ធ្លាក់", re.IGNORECASE
)
_TIMES = {"doubled": Decimal(100), "tripled": Decimal(200), "quadrupled": Decimal(300), "halved": Decimal(50)}
# How the words of a trend begin: a sentence without any of them holds none.
_TREND_STEMS = english.words(
    "redu decr decl drop fall fell incr rise risi rose surg upsu grow grew fewe more spik jump doub trip quad halv soar goin went "
    "gone shru shra dimi"
)


def trends_in(text: str) -> list[Claim]:
    """Return the trends of one sentence in order; of two that tell the same the first stays."""
    words = words_of(text)
    if not words.khmer and words.stems.isdisjoint(_TREND_STEMS):
        return []
    claims: list[Claim] = []
    for pattern, likely in (
        (_NOUN_TREND, not _TREND_NOUNS.isdisjoint(words.present)),
        (_FEWER, "than" in words.present),
        (_KHMER_TREND, words.khmer),
    ):
        if likely:
            found = [_trend(text, match) for match in pattern.finditer(words.lowered)]
            claims.extend(claim for claim in found if claim is not None)
    for word in _TREND_VERB.finditer(words.lowered):
        begin = max(0, word.start() - 90)
        match = _VERB_TREND.search(words.lowered, begin, word.end())
        if match is not None and (claim := _trend(text, match)) is not None:
            claims.append(claim)
    claims.sort(key=lambda claim: (claim.start, -claim.end))
    kept: list[Claim] = []
    for claim in claims:
        if not kept or claim.start >= kept[-1].end or claim.measure != kept[-1].measure:
            kept.append(claim)
    return kept


_THAT = re.compile(r"\bthat\s+")
_MORE_THAN = re.compile(r"more\s+than\s+$")
_TREND_VERB = re.compile(
    r"\b(?:fell|fallen|declin\w+|decreas\w+|dropp\w+|shr[au]nk|diminished|rose|risen|increas(?:ed|ing)|grew|grown|growing|rising|falling|surged|doubled|tripled|quadrupled|halved|"
    r"soared|g(?:oing|one)\s+(?:up|down)|went\s+(?:up|down))\b"
)  # fmt: skip


def _trend(text: str, match: re.Match[str]) -> Claim | None:
    """Return the trend that was found in the sentence in lower case."""
    noun = nouns.noun_at(text, *match.span("what"), last=True)
    what = text[slice(*match.span("what"))]
    printed = text[match.start() : match.end()]
    if noun is None:
        crime = re.search(r"traffick\w*|crimes?|exploitation|បទល្មើស", what, re.IGNORECASE)
        if crime is None:
            return None
        measure = "crime"
    else:
        act = measures.act_near(noun[0], what, "", text)
        measure = measures.measure_of(noun[0], act, "", what)
    way = Direction.DOWN if _DOWN.search(match.group("word")) else Direction.UP
    times = _TIMES.get(match.group("word"))
    if times is not None:
        more = _MORE_THAN.search(match.string[: match.start("word")])
        bound = Comparison.MORE_THAN if more else Comparison.ABOUT
        low, high = bounds(times, bound)
        start = max((that.end() for that in _THAT.finditer(what)), default=0) + match.start()
        return Claim(
            ClaimKind.PERCENT,
            measure,
            text[start : match.end()].strip(),
            start,
            match.start() + len(printed.rstrip()),
            value=times,
            low=low,
            high=high,
            unit="percent",
            comparison=bound,
            trend=way,
            label="change",
        )
    return Claim(
        ClaimKind.TREND,
        measure,
        printed.strip(),
        match.start(),
        match.start() + len(printed.rstrip()),
        trend=way,
    )
