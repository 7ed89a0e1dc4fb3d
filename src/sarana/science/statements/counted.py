"""Find the noun that a number counts, beside it or, left out, in the words before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements import english, measures, nouns
from sarana.science.statements.roles import Role
from sarana.science.statements.text import words_of

if TYPE_CHECKING:
    from sarana.science.statements.numbers import Number

REACH = 90  # characters after a number in which its noun may stand
_BEFORE = 110
# "109 v 129 crackdowns", "230 of the 523 victims": the noun stands behind the second number.
_PAIR = re.compile(
    r"\s+(?:v\.?|vs\.?|versus|out\s+of|of|against|compared\s+(?:with|to))\s+(?:the\s+|all\s+)?\d[\d,.]*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;:()]|,\s|\.\s|\s(?:in|from|for|at|during|by|on|to|after|with|were|was|are|who|that|which|have|had|has|between|as|than|before|until|when|while|because)\s"
)
_TOTAL_VERB = re.compile(
    r"(?:\b(?:to|at|was|were|is|are|reached|reaching|totalled|totaled|totalling|stood\s+at|hit|rose|fell|recorded|numbered|registered)|[:(])\s*"
    r"(?:(?:about|over|more\s+than|nearly|almost|at\s+least|only|just|around|some)\s+)?$",
    re.IGNORECASE,
)
_ACT_VERB = re.compile(
    r"\b(?:arrested|rescued|deported|detained|freed|saved|convicted|repatriated|jailed|sentenced|prosecuted|released|killed)\s+"
    r"(?:(?:about|over|more\s+than|nearly|at\s+least|some|another|a\s+further|almost|around)\s+)?$"
)
_COUNT_VERB = re.compile(
    r"\b(?:counted|recorded|registered|logged|reported|saying|shows?|showed|gives|gave|lists|listed|counts|(?:adds?|added)\s+up\s+to|sums?\s+to|amounts?\s+to|totals?|totalled|(?:puts?|sets?)\s+(?:it|them|(?:the|that|their)\s+(?:number|figure|total))(?:\s+at)?|(?:number|figure|total|it)\s+(?:as|at|to|was|is|been|reached|stood\s+at|came\s+to))\s+(?:(?:about|over|above|below|under|around|almost|close\s+to|(?:more|fewer|less)\s+than|nearly|only|just|at\s+least|some)\s+)?$"
)
# "From 300 to 410": the classifier behind such a number only repeats what was named before.
_KHMER_FROM_TO = re.compile(r"(?:ពី|ដល់|មក|ធៀប(?:ទៅ)?នឹង)\s*(?:ចំនួន\s*)?$")
_ONLY_PERSONS = re.compile(r"\s*(?:នាក់|រូប)(?!\w*ករណី)")
_CLASSIFIER = re.compile(r"\s*(ករណី|សំណុំរឿង|ក្រុមហ៊ុន|ទីតាំង|ពាក្យបណ្តឹង|បណ្តឹង|សញ្ជាតិ|ប្រតិបត្តិការ)")
_ACT_AFTER = re.compile(
    r"\s+(?:were\s+|was\s+|had\s+been\s+)?(?:rescued|arrested|freed|saved|detained|deported|repatriated|convicted|jailed|forced|trapped|held|released)\b"
)
_WERE = re.compile(r"\s+(?:were|was|had\s+been|have\s+been)\b")
_COORDINATED = re.compile(
    r"(?:\band|,|\bbut|\bthen|\banother|មាន)\s*(?:(?:about|over|above|below|under|around|almost|some|at\s+least|(?:more|fewer|less)\s+than|nearly|only|just)\s+)?$"
)
_TOTAL_OF_PAIR = re.compile(r"^\s*(?:out\s+)?of\s+(?:the\s+|all\s+)?$")
_WHEN = re.compile(r"\s+(?:in|by|last|this|during|a\s+year|the\s+(?:year|following|next))\b")
_FROM_TO = re.compile(r"\d\s+to\s+$")
_OF_WHICH = re.compile(r"\bof\s+(?:the\s+|all\s+)?$")
_PARTED = re.compile(r"[,;]|\band\b|\bof\b")
_NUMBER_OF = re.compile(r"\b(?:number|total|figure)s?\s+(?:of|for)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r",\s|\b(?:said|says|that|announced|reported)\s")
_OTHERS = re.compile(r"\s*(?:of\s+)?(?:others|more(?=\s*(?:[,.;]|were\b|was\b|had\b|$))|another|them\b)")
_ACCUSED = english.words("suspect suspects trafficker traffickers arrests perpetrators arrested detained")
_FREED = english.words("victim victims survivor survivors rescues rescued freed")
_MIXED_BEFORE = re.compile(
    r"\b(?:(?:arrested|detained)\s+(?:and|or)\s+(?:rescued|freed)|(?:rescued|freed)\s+(?:and|or)\s+(?:arrested|detained))\s+(?:[\w-]+\s+){0,2}$"
)
_MIXED = (
    (re.compile(r"^\s*(?:[\w-]+\s+){0,2}?(suspects?|traffickers?|arrests|perpetrators)\s+and\s+(?:(?!\d|rescued|freed|saved|arrested|deported|identified)[\w-]+\s+){0,2}?(victims?|survivors?|rescues)\b", re.IGNORECASE), "suspects+victims"),
    (re.compile(r"^\s*(?:[\w-]+\s+){0,2}?(victims?|survivors?|rescues)\s+and\s+(?:(?!\d|rescued|freed|saved|arrested|deported|identified)[\w-]+\s+){0,2}?(suspects?|traffickers?|arrests|perpetrators)\b", re.IGNORECASE), "victims+suspects"),
    (re.compile(r"^\s*(?:[\w-]+\s+){0,3}?(?:cases)\s+and\s+(?:(?!\d|rescued|freed|saved|arrested|deported)[\w-]+\s+){0,2}?(?:victims|suspects|arrests)\b", re.IGNORECASE), "cases+persons"),
    (re.compile(r"^[^.;,]{0,60}?\b(?:arrested|detained)\s+(?:and|or)\s+(?:rescued|freed)\b", re.IGNORECASE), "arrested+rescued"),
    (re.compile(r"^[^.;,]{0,60}?\b(?:rescued|freed)\s+(?:and|or)\s+(?:arrested|detained)\b", re.IGNORECASE), "rescued+arrested"),
)  # fmt: skip


class Counted(NamedTuple):
    """The noun's code, the phrase it stands in, and whether it is printed with the number."""

    noun: str
    phrase: str
    printed: bool


def counted_by(  # noqa: C901, PLR0911, PLR0912
    text: str, number: Number, left: int, right: int, role: Role, noun_before: str, *, hanging: bool = False
) -> Counted:
    """Return what a number counts; an empty noun when nothing countable is in reach.

    Args:
        text: The sentence.
        number: The number.
        left: End of the number before it.
        right: Start of the number after it.
        role: What the number does.
        noun_before: The noun of the last number, for what is left out.
        hanging: Whether another number of the same sentence stands before.
    """
    if _is_khmer(text, number):
        classifier = _CLASSIFIER.match(text, number.end)
        classified = nouns.noun_at(text, *classifier.span(1)) if classifier is not None else None
        if classified is not None:
            return Counted(classified[0], text[number.end : classified[2]], printed=True)
        if noun_before and _KHMER_FROM_TO.search(text, max(0, number.start - 24), number.start):
            return Counted(noun_before, "", printed=False)
        khmer = _khmer_noun(text, number, max(left, number.start - 60))
        if khmer is not None:
            return Counted(khmer[0], text[khmer[1] : number.start], printed=True)
        if _ONLY_PERSONS.match(text, number.end) and measures.is_person(noun_before):
            return Counted(noun_before, "", printed=False)
    beside = _beside(text, number, right)
    if beside is not None:
        return beside
    if noun_before and hanging and _TOTAL_OF_PAIR.search(text[left : number.start]):
        return Counted(noun_before, "", printed=False)  # "21 per cent (80 of 380)"
    left_out = role in (Role.PART, Role.BASE) or (role is Role.CHANGE and hanging)
    if left_out and noun_before:
        return Counted(noun_before, "", printed=False)
    if noun_before and _COORDINATED.search(text[left : number.start]) and _WHEN.match(text, number.end):
        return Counted(noun_before, "", printed=False)
    if noun_before and hanging and _FROM_TO.search(text[max(0, left - 1) : number.start]):
        return Counted(noun_before, "", printed=False)  # "they rose from 60 to 75"
    if not noun_before and _OTHERS.match(text, number.end):
        return Counted("person", "", printed=True)
    if noun_before and _WERE.match(text, number.end) and not _ACT_AFTER.match(text, number.end):
        return Counted(noun_before, "", printed=False)
    if noun_before and (_OTHERS.match(text, number.end) or _COUNT_VERB.search(text[left : number.start])):
        return Counted(noun_before, "", printed=False)
    found = _pair(text, number) or _share(text, number, role) or _subject(text, number, left, role)
    if found is not None:
        return found
    if _ACT_AFTER.match(text, number.end):
        return Counted("person", "", printed=True)
    if role is Role.CHANGE or (noun_before and _OF_WHICH.search(text[left : number.start])):
        return Counted(noun_before, "", printed=False)
    return Counted("", "", printed=False)


def _khmer_noun(text: str, number: Number, begin: int) -> tuple[str, int, int] | None:
    """Return the noun before a Khmer number; a number with the classifier for persons counts no country and no case."""
    persons = _ONLY_PERSONS.match(text, number.end) is not None
    end = number.start
    while (found := nouns.noun_at(text, begin, end, last=True)) is not None:
        repeats = text[found[1] : found[2]] == "នាក់"  # the classifier of the number before
        if not repeats and (not persons or measures.is_person(found[0])):
            return found
        end = found[1]
    return None


def mixed_units(text: str, number: Number) -> str:
    """Return the unlike things that one number adds together ("400 suspects and victims"), or nothing."""
    if not _may_mix(words_of(text).present):
        return ""
    after = text[number.end : number.end + REACH]
    if _MIXED_BEFORE.search(text, max(0, number.start - 60), number.start):
        return "arrested+rescued"
    return next((what for pattern, what in _MIXED if pattern.match(after)), "")


def _may_mix(present: frozenset[str]) -> bool:
    """Tell whether a sentence names two unlike things at all: most do not, and no pattern is tried."""
    if present.isdisjoint(("and", "or")):
        return False
    accused, freed = not present.isdisjoint(_ACCUSED), not present.isdisjoint(_FREED)
    return (accused and freed) or ("cases" in present and (accused or freed))


def is_khmer_near(text: str, number: Number) -> bool:
    """Tell whether the number stands in Khmer words, where the noun goes first."""
    return _is_khmer(text, number)


def _is_khmer(text: str, number: Number) -> bool:
    return words_of(text).khmer and any(
        "ក" <= char <= "៝" for char in text[max(0, number.start - 8) : number.end + 8]
    )


def _beside(text: str, number: Number, right: int) -> Counted | None:
    limit = min(right, number.end + REACH)
    stop = _STOP.search(text, number.end, limit)
    bound = stop.start() if stop else limit
    found, further = nouns.nouns_between(text, number.end, bound)
    if found is None:
        return None
    if further is not None and further[1] > found[1] and not _PARTED.search(text[found[2] : further[1]]):
        found = further
    return Counted(found[0], text[number.end : found[2]], printed=True)


def _pair(text: str, number: Number) -> Counted | None:
    pair = _PAIR.match(text, number.end)
    if pair is None:
        return None
    found = nouns.noun_at(text, pair.end(), min(len(text), pair.end() + 50))
    if found is not None:
        return Counted(found[0], text[pair.end() : found[2]], printed=True)
    before = nouns.noun_at(text, 0, number.start, last=True)
    return Counted(before[0], text[before[1] : before[2]], printed=True) if before is not None else None


def _share(text: str, number: Number, role: Role) -> Counted | None:
    if role is not Role.SHARE or not re.match(r"\s*of\s", text[number.end :]):
        return None
    found = nouns.noun_at(text, number.end, min(len(text), number.end + 60))
    return Counted(found[0], text[number.end : found[2]], printed=True) if found is not None else None


def _nearest_subject(text: str, number: Number) -> tuple[str, int, int] | None:
    """The noun after "number of", else the first one of the number's own clause, else the first before it."""
    begin = max(0, number.start - _BEFORE)
    named = _NUMBER_OF.search(text, begin, number.start)
    clause = max((m.end() for m in _CLAUSE.finditer(text, begin, number.start)), default=begin)
    starts = (named.end(), clause, begin) if named is not None else (clause, begin)
    for start in starts:
        found = nouns.noun_at(text, start, number.start)
        if found is not None:
            return found
    return None


def _subject(text: str, number: Number, left: int, role: Role) -> Counted | None:
    """The noun before the number: "complaints reached 980", "cases fell by 15.5 per cent to 109"."""
    lead = text[left : number.start]
    if role in (Role.CHANGE, Role.BASE) or number.percent or _TOTAL_VERB.search(lead):
        found = _nearest_subject(text, number)
        if found is not None:
            return Counted(found[0], text[found[1] : found[2]], printed=True)
    if _ACT_VERB.search(lead):
        return Counted("person", "", printed=True)
    return None


def others_follow(text: str, number: Number) -> bool:
    """Tell whether the number counts "others" or "more" of what was just named."""
    another = text[max(0, number.start - 9) : number.start].endswith("another ")
    return another or _OTHERS.match(text, number.end) is not None
