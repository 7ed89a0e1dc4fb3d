"""Claims without a number: trends, tiers, ranks, commitments and obligations."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements import english, measures, nouns
from sarana.science.statements.bounds import bounds
from sarana.science.statements.kinds import Claim, ClaimKind, Comparison, Direction
from sarana.science.statements.period_grammar import periods_in
from sarana.science.statements.status import status_span
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sarana.science.statements.period_grammar import FoundPeriod
    from sarana.science.statements.periods import Period

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
_TIER = re.compile(
    r"\bTier[\s-]*(?P<n>[123]|one|two|three)\b(?P<wl>(?:\s+(?:status\s+)?)?(?:\s*\(?\s*)?Watch\s*-?\s*list)?|\b(?P<o>first|second|third|bottom|lowest|top|1st|2nd|3rd)[\s-]+tier\b|"
    r"\btier\s+(?P<l>2WL)|(?:កម្រិត|ថ្នាក់)(?:ទី)?\s*(?P<km>[១២៣123])(?P<kmwl>\s*(?:បញ្ជី(?:ឃ្លាំ|តាមដាន)\S*))?",
    re.IGNORECASE,
)
_TIMES = {"doubled": Decimal(100), "tripled": Decimal(200), "quadrupled": Decimal(300), "halved": Decimal(50)}
_TIER_WORDS = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3", "bottom": "3", "lowest": "3", "top": "1", "1st": "1", "2nd": "2", "3rd": "3", "១": "1", "២": "2", "៣": "3"}  # fmt: skip
_TIER_DOWN = re.compile(
    r"\bdowngrad|\bdropp|\bdemot|\brelegat|\bfell\b|\bfall|\blower|ទម្លាក់|ធ្លាក់", re.IGNORECASE
)
_TIER_UP = re.compile(r"\bupgrad|\bpromot|\brais|\bimprov|\bmoved\s+up", re.IGNORECASE)
_TIER_SAME = re.compile(r"\bremain|\bkept\b|\bstay|\bstill\b|\bmaintain|\bagain\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:the\s+)?(?P<word>highest|lowest|largest|smallest|most|fewest|record)\s+(?:\w+\s+){0,4}?(?:number|total|figure|ever|on\s+record|since|in)\b",
    re.IGNORECASE,
)
_SUPERLATIVES = english.words("highest lowest largest smallest most fewest record")
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
# How the words of a trend begin: a sentence without any of them holds none.
_TREND_STEMS = english.words(
    "redu decr decl drop fall fell incr rise risi rose surg upsu grow grew fewe more spik jump doub trip quad halv soar goin went "
    "gone shru shra dimi"
)


def assertions_in(text: str, *, published_on: date | None = None) -> list[Claim]:
    """Return the claims of one sentence that carry no number of their own; offsets count in the sentence."""
    words = words_of(text)
    lowered = words.lowered
    claims: list[Claim] = []
    if "tier" in lowered or "កម្រិត" in text or "ថ្នាក់" in text:
        claims.extend(_tiers(text))
    if words.khmer or not words.stems.isdisjoint(_TREND_STEMS):
        claims.extend(_trends(text))
    if not words.present.isdisjoint(_SUPERLATIVES):
        claims.extend(_ranks(text))
    claims.extend(_promises(text))
    claims.extend(_statuses(text))
    if not claims:
        return []
    found = periods_in(text, published_on=published_on)
    if not found:
        return claims
    return [claim._replace(period=_nearest(claim, found), period_printed=True) for claim in claims]


def _nearest(claim: Claim, found: Sequence[FoundPeriod]) -> Period:
    """Return the period that an assertion is about: the last before it that is longer than a day, else the first."""
    longer = [f for f in found if f.period.precision != "day" and not f.period.relative] or found
    before = [f for f in longer if f.end <= claim.start]
    return (before[-1] if before else longer[0]).period


def _tiers(text: str) -> list[Claim]:
    claims = []
    for match in _TIER.finditer(text):
        printed = match.group("n") or match.group("o") or match.group("km") or "2"
        tier = _TIER_WORDS.get(printed.lower(), printed)
        if match.group("o") and not re.search(
            r"\b(?:status|rank|trafficking|TIP|State|report|list|countr|Cambodia|Kingdom|Watch)",
            text,
            re.IGNORECASE,
        ):
            continue
        if match.group("km") and not re.search("ជួញដូរ|អាមេរិក|ចំណាត់ថ្នាក់|ទម្លាក់", text):
            continue
        watch = bool(match.group("wl") or match.group("l") or match.group("kmwl")) or bool(
            re.match(
                r"\s*(?:status\s*)?[,(]?\s*(?:the\s+)?Watch\s*-?\s*list", text[match.end() :], re.IGNORECASE
            )
        )
        near = text[max(0, match.start() - 90) : match.end() + 30]
        way = (
            Direction.DOWN
            if _TIER_DOWN.search(near)
            else Direction.UP
            if _TIER_UP.search(near)
            else Direction.SAME
            if _TIER_SAME.search(near)
            else None
        )
        label = tier + ("WL" if watch else "")
        claims.append(
            Claim(
                ClaimKind.TIER,
                "us_tip_tier",
                match.group(),
                match.start(),
                match.end(),
                value=Decimal(tier),
                low=Decimal(tier),
                high=Decimal(tier),
                unit="tier",
                trend=way,
                label=label,
            )
        )
    return claims


def _trends(text: str) -> list[Claim]:
    claims: list[Claim] = []
    words = words_of(text)
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


def _ranks(text: str) -> list[Claim]:
    claims = []
    for match in _RANK.finditer(text):
        after = nouns.noun_at(text, match.start(), min(len(text), match.end() + 60))
        before = nouns.noun_at(text, max(0, match.start() - 80), match.start(), last=True)
        apposed = re.search(r"[-–—,(]\s*$", text[: match.start()]) is not None
        noun = (before or after) if apposed else (after or before)
        if noun is None:
            continue
        near = text[max(0, match.start() - 60) : match.end() + 60]
        measure = measures.measure_of(noun[0], measures.act_near(noun[0], near, "", text), "", near)
        lowest = match.group("word").lower() in ("lowest", "smallest", "fewest")
        claims.append(
            Claim(
                ClaimKind.RANK,
                measure,
                match.group(),
                match.start(),
                match.end(),
                trend=Direction.DOWN if lowest else Direction.UP,
                label="lowest" if lowest else "highest",
            )
        )
    return claims


def _statuses(text: str) -> list[Claim]:
    found = status_span(text)
    if found is None:
        return []
    status, start, end = found
    return [Claim(ClaimKind.STATUS, "status", text[start:end], start, end, label=status)]


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


def _promises(text: str) -> list[Claim]:
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
