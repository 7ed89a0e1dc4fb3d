"""What a number does in its sentence: a level, the base of a comparison, a change, a share or a part of a total."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.kinds import Claim, ClaimKind, Direction
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sarana.science.statements.numbers import Number


class Role(StrEnum):
    """The part a number plays."""

    LEVEL = "level"
    BASE = "base"
    CHANGE = "change"
    SHARE = "share"
    PART = "part"
    OF_NEXT = "of next"
    OF_THOSE = "of those"


_UP = r"up|rose|rise|risen|rising|increas\w*|grew|grown|growth|more(?!\s+than)|higher|doubl\w*|tripl\w*|quadrupl\w*|jump\w*|surg\w*|climb\w*|soar\w*|gain\w*|additional"
_DOWN = r"down|fell|fall|fallen|falling|decreas\w*|declin\w*|drop\w*|reduc\w*|lower|fewer(?!\s+than)|less(?!\s+than)|plung\w*|slump\w*|cut"
_DIRECTION = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b|(?P<kup>កើន|លើស|ច្រើនជាង)|(?P<kdown>ថយ|ធ្លាក់ចុះ|តិចជាង)",
    re.IGNORECASE,
)
_SOFTENERS = r"(?:(?:about|nearly|almost|over|more\s+than|some|around|roughly|just|only|at\s+least|less\s+than|close\s+to|as\s+much\s+as|approximately)\s+)?"
_BASE_LEAD = re.compile(
    r"(?:\b(?:up|down|increas\w+|decreas\w+|rose|fell|dropped|declined|risen|fallen|changed?|jumped|climbed|surged|grew|drop|rise|decline|reduction|increase|cases|"
    r"victims|arrests|suspects|persons|people|complaints|per\s?cent|percent|%|\d+|(?:last|this|a|previous)\s+(?:year|month|quarter)(?:\s+(?:earlier|before))?)\s*,?\s+from|^\s*,?\s*from|\bon\s+the|,\s*from|compared\s+(?:with|to)|against|versus|\bv\.?|\bvs\.?|than\s+the|"
    rf"\b(?:went|moved|shifted|passed|swung|came\s+down)\s+from|,\s+(?:and\s+)?not|ធៀប(?:ទៅ)?នឹង(?:\s*(?:ឆ្នាំ|ឆមាស|ត្រីមាស|ខែ|រយៈពេល)[^។]{{0,30}}?(?:មាន|ចំនួន))?|ពីចំនួន)\s+(?:the\s+)?{_SOFTENERS}(?:ចំនួន\s*)?$"
)
_BASE_ENDS = (
    "from", "the", "to", "with", "against", "versus", "v", "v.", "vs", "vs.", "not", "about", "nearly", "almost", "over", "than",
    "some", "around", "roughly", "just", "only", "least", "as", "approximately",
)  # fmt: skip
# The first four letters of every word for rising and falling.
_MOVING = frozenset(
    [
        "up",
        "rose",
        "rise",
        "risi",
        "incr",
        "grew",
        "grow",
        "more",
        "high",
        "doub",
        "trip",
        "quad",
        "jump",
        "surg",
        "clim",
        "soar",
        "gain",
        "addi",
        "down",
        "fell",
        "fall",
        "decr",
        "decl",
        "drop",
        "redu",
        "lowe",
        "fewe",
        "less",
        "plun",
        "slum",
        "cut",
    ]
)
_DELTA_LEAD = re.compile(
    rf"(?:\b(?:{_UP}|{_DOWN})(?:\s+(?:by|of))?|\b(?:increase|decrease|rise|drop|fall|decline|reduction|growth|jump|surge)\s+(?:of|by))\s+(?:an?\s+)?{_SOFTENERS}$"
    r"|(?:កើនឡើង|កើន|ថយចុះ|ធ្លាក់ចុះ)\s*(?:ចំនួន|ប្រមាណ|ជាង|ជិត)?\s*$"
    # "more than the first half of 2032 by 14 cases"
    r"|(?:លើស|ច្រើនជាង|តិចជាង)(?:ពី)?\s*(?:ឆមាស|ត្រីមាស|ឆ្នាំ|រយៈពេល|ខែ)[^។]{0,40}?ចំនួន\s*$"
)
_DELTA_TAIL = re.compile(
    r"^\s*(?:(?!than\b)[\w-]+\s+){0,3}?(?:more|fewer|less|higher|lower|increase|decrease|rise|drop|fall|decline|reduction|jump|up|down)\b(?!\s+than\s+\d)"
)
_PART_LEAD = re.compile(
    r"(?:\bincluding|\bincludes?|\bincluded|\bamong\s+(?:them|those|whom|which)(?:\s+(?:were|are))?,?|\bof\s+(?:whom|which|them|these|those|that\s+total|the\s+total),?|\bof\s+the\s+\d[\d,]*(?:\s+\w+)?,|\bcompris(?:ing|e|es|ed)|\b(?:broken?|breaks?|divided|split)\s+(?:down\s+)?into|"
    rf"\bconsisting\s+of|\bmade\s+up\s+of|\bof\s+them,?|ក្នុងនោះ(?:មាន)?|រួមមាន|រួមទាំង|ក្នុងចំណោមនោះ(?:មាន)?)\s+{_SOFTENERS}(?:were\s+|are\s+|a\s+total\s+of\s+)?(?:ស្រី\s*|ស្ត្រី\s*|ចំនួន\s*|\w*\s*)?$"
)
# The first four letters of every word that begins a list of parts.
_PARTING = english.words("incl amon whom whic them thes thos that comp brok brea divi spli cons made")
_PARTIAL = re.compile(r"\binclud|among\s|រួមទាំង|រួមមាន", re.IGNORECASE)
_OF_TOTAL = re.compile(
    r"^\s*(?:(?:of\s+them|នាក់|ករណី)\s+)?(?:of\s+(?:them|whom|these|those)\b|were\b(?!\s+(?:arrested|rescued|deported|detained|freed|saved)\b)|was\b|are\b|is\b|from\s+[A-Z]|aged\b|(?:under|over|above|below)\s+\d|remain\w*\b|"
    r"(?:had|have|has)\s+been\b|confirmed\b|closed\b|investigated\b|concluded\b|solved\b|rejected\b|pending\b|(?!rescued|arrested|freed|saved|deported|detained|convicted|jailed|repatriated|released|sent|killed)[a-z]+ed\b|ជា)"
)
# "90 men" is a part only beside the total in the same sentence.
_WHO = re.compile(
    r"^\s*(?:(?:Vietnamese|Chinese|Thai|Indonesian|Malaysian|Filipino|Taiwanese|Indian|Korean|Bangladeshi|Pakistani|Nepali)s?\b|"
    r"(?:women|girls|boys|men|children|minors|females?|males?|foreigners|adults)\b(?!\s+(?:were|was|had)\s))"
)
_OF_KIND = re.compile(r"^\s+of\s+(?!the\b|them\b|these\b|those\b|all\b|its\b|age\b|\d)[a-z]")
_SHARE_TAIL = re.compile(r"^\s*of\s+(?:the\s+|all\s+|its\s+|those\s+|them\b)?", re.IGNORECASE)
OF_NEXT = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the\s+|all\s+|a\s+total\s+of\s+)?\d[\d,.]*(?!\s*%)", re.IGNORECASE
)
_TO_NUMBER = re.compile(r"\s+(?:[\w-]+\s+){0,2}?to\s+[\w\s]{0,20}?\d")
_OF_THOSE = re.compile(r"\s+of\s+(?:the|those|these)\s+(?!total\b)[a-z]")
# "Out of 610 complaints, police found 350 to be right and closed 260"
_OPENS_TOTAL = re.compile(r"(?:Out\s+of|Of|Among)\s+(?:the\s+|all\s+)?(?:total\s+of\s+)?", re.IGNORECASE)
_BARE = re.compile(r"\s*(?:[,.;]|to\s+be\b|and\b|as\b|$)")
_WENT = re.compile(r"\b(?:went|moved|shifted|passed|swung)\s+from\s+$", re.IGNORECASE)
_AND_ANOTHER = re.compile(r"\s*(?:[a-z]+\s+){1,2}and\s+")
_BY = re.compile(rf"\bby\s+{_SOFTENERS}$", re.IGNORECASE)
_KHMER_FROM = re.compile(r"ពី\s*(?:ចំនួន\s*)?$")
_KHMER_TO = re.compile(
    r"[^។0-9០-៩]{0,20}(?:(?:ក្នុង|នៅ)?\s*ឆ្នាំ\s*[0-9០-៩]{4}\s*)?(?:ដល់|មក|ទៅ)\s*(?:ចំនួន\s*)?[0-9០-៩]"
)
_AGE_LABEL = re.compile(
    r"\b(?:under|over|aged|below|above|between)\s+(?:the\s+age\s+of\s+)?\d{1,2}(?:\s*(?:-|–|to|and)\s*\d{1,2})?"
)
_LABEL = re.compile(r"^\s*(?:people\s+|persons\s+|victims\s+|នាក់\s*)?(?P<label>[^,;.()\d]{2,60})")


def role_of(  # noqa: PLR0911
    text: str, number: Number, before: str, after: str, last: Claim | None, earlier: Sequence[Claim]
) -> Role:
    """Tell what a number does.

    Args:
        text: The sentence.
        number: The number.
        before: The words between the number before it and this one.
        after: The words up to the next number.
        last: The last level of the paragraph, on which this number may hang.
        earlier: The claims of this sentence so far.
    """
    if number.sign and (number.percent or last is not None):
        return Role.CHANGE
    if number.percent:
        return _percent_role(before, after, earlier)
    hangs = last is not None or any(claim.label in ("change", "of those") for claim in earlier)
    lead = before.lower()
    leads = _base_lead(lead) or (before.endswith("from ") and _TO_NUMBER.match(text, number.end))
    leads = leads or (
        bool(earlier) and earlier[-1].label == "change" and re.match(r"\s+to\s+\d", text[number.end :])
    )
    leads = leads or (before.endswith("from ") and bool(earlier) and _DIRECTION.search(text, 0, number.start))
    leads = leads or (
        words_of(text).khmer and _KHMER_FROM.search(before) and _KHMER_TO.match(text, number.end)
    )
    if leads and (hangs or _DIRECTION.search(before) or _WENT.search(before)):
        return Role.BASE
    if earlier and earlier[-1].label == "base" and _AND_ANOTHER.fullmatch(before):
        return Role.BASE  # "against 70 cases and 190 victims"
    if OF_NEXT.match(text, number.end):
        return Role.OF_NEXT
    if _OF_THOSE.match(text, number.end) and not number.vague:
        return Role.OF_THOSE
    moves = _moves(text)
    if moves and (_DELTA_LEAD.search(lead) or (last is not None and _DELTA_TAIL.match(after.lower()))):
        return Role.CHANGE
    if any(claim.label == "base" for claim in earlier) and _BY.search(before):
        return Role.CHANGE  # "from 410 to 380, that is by 30"
    if (
        last is not None
        and not last.vague
        and (
            _part_lead(text, lead)
            or _OF_TOTAL.match(after)
            or (
                earlier
                and _OPENS_TOTAL.fullmatch(text, 0, earlier[0].start - earlier[0].sentence)
                and _BARE.match(after)
            )
            or (earlier and (_WHO.match(after) or (_OF_KIND.match(after) and _in_list(before, earlier))))
        )
    ):
        return Role.PART
    return Role.LEVEL


def _base_lead(before: str) -> bool:
    """Tell whether the words before a number compare with it; its last letters decide whether the pattern is tried."""
    tail = before.rstrip()
    if not tail.endswith(_BASE_ENDS) and not "\u1780" <= tail[-1:] <= "\u17ff":
        return False
    return _BASE_LEAD.search(before) is not None


def _part_lead(text: str, lead: str) -> bool:
    """Tell whether a list of parts begins before a number."""
    words = words_of(text)
    likely = not words.stems.isdisjoint(_PARTING) or ("of" in lead and "the" in lead) or words.khmer
    return likely and _PART_LEAD.search(lead) is not None


def _moves(text: str) -> bool:
    """Tell whether a sentence holds a word for rising or falling at all."""
    words = words_of(text)
    return words.khmer or not _MOVING.isdisjoint(words.stems)


def _in_list(before: str, earlier: Sequence[Claim]) -> bool:
    """Tell whether a number stands in the list behind a colon: "135 cases: 90 of one kind, 45 of another"."""
    return before.rstrip().endswith(":") or earlier[-1].kind is ClaimKind.PART


def _percent_role(before: str, after: str, earlier: Sequence[Claim]) -> Role:
    if _SHARE_TAIL.match(after):
        return Role.SHARE
    if _DELTA_LEAD.search(before.lower()) or _DELTA_TAIL.match(after.lower()):
        return Role.CHANGE
    near_change = bool(earlier) and earlier[-1].kind is ClaimKind.CHANGE and len(before) < 40  # noqa: PLR2004
    between = any(claim.label == "base" for claim in earlier)  # "from 150 to 135, which is 10 per cent"
    return Role.CHANGE if near_change or between or _DIRECTION.search(before[-50:]) else Role.SHARE


def direction_of(number: Number, before: str, after: str, earlier: Sequence[Claim]) -> Direction | None:
    """Return which way a change goes: by its sign, the words before it, those after it, or the change just named."""
    if number.sign:
        return Direction.UP if number.sign == "+" else Direction.DOWN
    hits = list(_DIRECTION.finditer(before[-60:]))
    if not hits and earlier and earlier[-1].kind is ClaimKind.CHANGE:
        return earlier[-1].trend
    hit = hits[-1] if hits else _DIRECTION.search(after[:40])
    if hit is None:
        return None
    return Direction.UP if hit.group("up") or hit.group("kup") else Direction.DOWN


def opens_list(before: str) -> bool:
    """Tell whether the words before a number begin a list of parts: "including", "of whom"."""
    return _PART_LEAD.search(before.lower()) is not None


def listing_of(before: str, earlier: Sequence[Claim]) -> str:
    """Return ``partial`` after "including", ``complete`` after "of whom", else what the list began with."""
    if _PART_LEAD.search(before.lower()):
        return "partial" if _PARTIAL.search(before[-40:]) else "complete"
    if earlier and earlier[-1].kind is ClaimKind.PART and earlier[-1].listing:
        return earlier[-1].listing
    return "open"


def label_of(after: str) -> str:
    """Return the words that name a part: "were under 15", "from Malaysia"."""
    age = _AGE_LABEL.search(after[:50])
    if age is not None:
        return age.group()
    match = _LABEL.match(after)
    return match.group("label").strip() if match else ""
