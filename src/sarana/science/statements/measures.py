"""What a number counts: from the noun beside it and the verb around it to a measure's code.

The codes are those of the register's indicators and of the ledger of published figures: ``victims_rescued``, ``arrests``,
``suspects_to_court`` and so on. A noun without a telling verb keeps its plain code (``victims``, ``suspects``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from sarana.science.statements import english
from sarana.science.statements.text import words_of

_PERSONS = english.words("victim suspect defendant foreigner worker minor woman man person officer")

# Verb or phrase -> what it makes of the persons or cases counted; the first that matches near the number wins.
_ACTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(words))
    for code, words in (
        (
            "court",
            r"\b(?:sent|send|referred|brought|handed|taken|forwarded)\b[^.;]{0,40}\b(?:courts?|prosecutors?|prosecution)\b|\bcharged\b|បញ្ជូនទៅ(?:កាន់)?តុលាការ|បញ្ជូនទៅសាលាដំបូង",
        ),
        ("convict", r"\bconvict(?:ed|ions?|ing)\b|\bfound\s+guilty\b|ផ្តន្ទាទោស|ផ្ដន្ទាទោស"),
        ("sentence", r"\bsentenc(?:ed|es|ing)\b|\bjailed\b|\bimprisoned\b"),
        (
            "prosecute",
            r"\bprosecut(?:ed|ions?|ing)\b(?!\s+(?:service|office|department|authorit|body))|\bindicted\b",
        ),
        ("deport", r"\bdeport(?:ed|ations?|ing)?\b|\bexpelled\b|បណ្តេញចេញ|បណ្ដេញចេញ|និរទេស"),
        (
            "repatriate",
            r"\brepatriat(?:ed|ions?|ing)\b|\bsent\s+home\b|\bbrought\s+(?:back|home)\b|\breturned\s+(?:home\b|to\b|\d)|មាតុភូមិនិវត្តន៍|វិលត្រឡប់",
        ),
        (
            "rescue",
            r"\b(?:rescu(?:ed|es|e|ing)|fre(?:ed|eing)|sav(?:ed|ing)|liberated|released|rescues)\b|សង្គ្រោះ|ជួយសង្គ្រោះ|រំដោះ",
        ),
        (
            "arrest",
            r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|ing)|nabbed|apprehended|rounded\s+up|taken\s+into\s+custody|captured)\b|ចាប់ខ្លួន|ឃាត់ខ្លួន|ឃាត់",
        ),
        ("identify", r"(?<!be )\bidentif(?:ied|ies|ying|ication)\b|កំណត់អត្តសញ្ញាណ"),
        (
            "assist",
            r"\b(?:assisted|helped|supported|sheltered|received\s+(?:care|services|help)|provided\s+with)\b|ជួយឧបត្ថម្ភ",
        ),
        ("close", r"\b(?:clos(?:ed|ing|ure)|shut(?:\s+down)?|suspended|revoked)\b|បិទ"),
        ("confirm", r"\bconfirmed\b|\bverified\b"),
        ("conclude", r"\b(?:conclud(?:ed|ing)|resolved|solved)\b"),
        ("investigate", r"\binvestigated\b"),
        ("train", r"\btrain(?:ed|ing)\b|\btrains?\s+(?:about\s+|some\s+|another\s+|over\s+)?\d|បណ្តុះបណ្តាល"),
        ("escape", r"\b(?:escaped|fled)\b"),
        ("estimate", r"\b(?:estimat(?:e|ed|es|ing)|trapped|held\s+captive)\b"),
    )
)
# How the words of each act begin: an act none of whose words stands in the sentence is not looked for.
_ACT_STEMS = {
    "court": english.words("cour pros char"), "convict": english.words("conv guil"), "sentence": english.words("sent jail impr"), "prosecute": english.words("pros indi"), "deport": english.words("depo expe"),
    "repatriate": english.words("repa home back retu"), "rescue": english.words("resc free save savi libe rele"),
    "arrest": english.words("arre deta nabb appr roun cust capt"), "identify": english.words("iden"), "assist": english.words("assi help supp shel rece prov"),
    "close": english.words("clos shut susp revo"), "confirm": english.words("conf veri"), "conclude": english.words("conc reso solv"), "investigate": english.words("inve"),
    "train": english.words("trai"), "escape": english.words("esca fled"), "estimate": english.words("esti trap held"),
}  # fmt: skip
_STEMS = frozenset().union(*_ACT_STEMS.values())
_NEAR_ONLY = english.words("complaint company place")  # what is done to these stands beside the number
_PERSON_ACTS = {
    "court": "suspects_to_court", "convict": "traffickers_convicted", "sentence": "sentenced_to_prison",
    "prosecute": "persons_prosecuted", "deport": "deported", "repatriate": "repatriated", "rescue": "victims_rescued",
    "arrest": "arrests", "identify": "victims_identified", "assist": "victims_assisted", "train": "persons_trained",
    "escape": "escapees", "estimate": "persons_estimated",
}  # fmt: skip
_ACTS_OF = {
    "victim": english.words("rescue repatriate identify assist escape estimate train"),
    "suspect": english.words("court convict sentence prosecute deport arrest identify"),
    "defendant": english.words("convict sentence prosecute"),
    "officer": frozenset(["train"]),
    "case": english.words("prosecute court convict"),
}
_PLAIN = {
    "victim": "victims", "suspect": "suspects", "defendant": "defendants", "complaint": "complaints", "request": "requests",
    "case": "cases", "arrest": "arrests", "conviction": "traffickers_convicted", "prosecution": "persons_prosecuted",
    "deportation": "deported", "operation": "operations", "rescue": "victims_rescued", "investigation": "cases_investigated",
    "inspection": "inspections", "call": "hotline_signals", "place": "locations", "company": "companies",
    "province": "places", "country": "nationalities", "officer": "staff", "meeting": "meetings", "unit": "reporting_units",
    "shelter": "shelters", "foreigner": "foreigners", "worker": "workers", "minor": "minors", "woman": "women", "man": "men",
    "person": "persons",
}  # fmt: skip
_HELD = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:(?:are|were|is|being|have\s+been|had\s+been)\s+)*(?:forced|held|trapped)\b",
    re.IGNORECASE,
)
_SEXUAL = re.compile(r"\b(?:sexual|sex)\b|ផ្លូវភេទ", re.IGNORECASE)
_TRAFFICKING = re.compile(r"\btraffick|ជួញដូរ", re.IGNORECASE)
_FOREIGN = re.compile(r"\bforeign", re.IGNORECASE)
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|from\s+(?:Malaysia|Thailand|China|Laos|Indonesia|Vietnam|Myanmar|Saudi))",
    re.IGNORECASE,
)


def plain_measure(noun: str) -> str:
    """Return the measure of a noun of which nothing more is said."""
    return _PLAIN.get(noun, noun)


def act_near(noun: str, near: str, around: str, sentence: str) -> str:
    """Return the act done to what is counted: the first in the words close by, else one in the clause around.

    Args:
        noun: The code of what is counted.
        near: The words close by.
        around: The clause around.
        sentence: The sentence that both are taken from.
    """
    possible = _acts_in(sentence)
    if not possible:
        return ""
    allowed = _ACTS_OF.get(noun)
    for words in (near,) if noun in _NEAR_ONLY else (near, around):
        lowered = words.lower()
        hits = [
            (match.start(), code)
            for code, pattern in possible
            if (allowed is None or code in allowed) and (match := pattern.search(lowered)) is not None
        ]
        if hits:
            return min(hits)[1]
    return ""


@lru_cache(maxsize=8)
def _acts_in(sentence: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the acts of which a sentence holds a word, with their patterns."""
    words = words_of(sentence)
    if words.khmer:
        return _ACTS
    stems = words.stems & _STEMS
    return tuple(act for act in _ACTS if not stems.isdisjoint(_ACT_STEMS[act[0]])) if stems else ()


def measure_of(noun: str, act: str, clause: str, noun_phrase: str) -> str:  # noqa: PLR0911
    """Return the measure's code for a noun, what is done, and the words around both."""
    if noun in _PERSONS:
        if act in ("rescue", "identify") and (noun == "foreigner" or _FOREIGN.search(noun_phrase)):
            return "foreigners_rescued" if act == "rescue" else "foreigners_identified"
        if act == "rescue" and "Cambodian" in noun_phrase and _ABROAD.search(clause):
            return "cambodians_rescued_abroad"
        if noun in ("person", "worker", "foreigner") and _HELD.match(clause):
            return "persons_estimated"
        if act in _PERSON_ACTS and (noun != "officer" or act == "train"):
            return _PERSON_ACTS[act]
        return _PLAIN[noun]
    if noun == "case":
        return _cases(act, clause, noun_phrase)
    if noun == "complaint":
        return {
            "confirm": "complaints_confirmed",
            "close": "complaints_closed",
            "conclude": "complaints_concluded",
            "investigate": "complaints_investigated",
        }.get(act, "complaints")
    if noun == "company":
        return "companies_closed" if act == "close" else "companies"
    if noun == "place":
        return "locations_closed" if act == "close" else "locations"
    return _PLAIN.get(noun, noun)


def is_person(noun: str) -> bool:
    """Tell whether the noun counts persons."""
    return noun in _PERSONS


def _cases(act: str, clause: str, noun_phrase: str) -> str:
    if re.search(r"\bcourt\s+cases?\b", noun_phrase, re.IGNORECASE):
        return "court_cases"
    if act == "prosecute":
        return "cases_prosecuted"
    words = noun_phrase + clause[:60]
    sexual, trafficking = _SEXUAL.search(words), _TRAFFICKING.search(words)
    if re.search(r"\bimmigration\b", noun_phrase, re.IGNORECASE):
        return "immigration_cases"
    if sexual and not trafficking:
        return "cases_se"
    if re.search(
        r"\bsexual\s+exploitation\s+cases?|cases?\s+of\s+(?:sexual|sex)\b", words, re.IGNORECASE
    ) and not re.search(r"traffick\w*\s+and\s+sex", words, re.IGNORECASE):
        return "cases_se"
    return "cases"
