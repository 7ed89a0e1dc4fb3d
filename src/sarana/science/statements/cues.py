"""Find reporting cues in a sentence and tell them from the same words used otherwise.

"Police reports" is no cue, "police report that …" is one; "it was said" names nobody; "said" in "the said building" is an
adjective. A cue is taken only with a complement: a quotation, "that", a colon, a clause with a finite verb, or at the end
of what was said.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sarana.science.statements import english
from sarana.science.statements.text import MASK, words_of

_PHRASES = (
    r"pointed\s+out|points\s+out|made\s+(?:it\s+)?clear|went\s+on\s+to\s+say|goes\s+on\s+to\s+say|is\s+quoted\s+as\s+saying|"
    r"was\s+quoted(?:\s+by\s+[^,;]{2,40}?)?\s+as\s+saying|called\s+(?:on|upon)|calls\s+on|called\s+for|calls\s+for|"
    r"expressed\s+(?:his\s+|her\s+|its\s+|their\s+|deep\s+|serious\s+)*(?:concerns?|hope|hopes|regret|confidence|doubts?|alarm|"
    r"disappointment|satisfaction)|accused|accuses|took\s+to\s+\w+\s+to\s+say|is\s+of\s+the\s+view|spoke\s+of|"
    r"raised\s+concerns?|drew\s+attention\s+to|gave\s+assurances|thanked|thanks|praised|praises|criticised|criticized|condemned"
)
_WORDS = "|".join(
    sorted(english.STRONG_CUES | english.CLAUSE_CUES | english.INFINITIVE_CUES, key=len, reverse=True)
)
_CUE = re.compile(rf"\b(?:(?P<phrase>{_PHRASES})|(?P<verb>{_WORDS}))\b")
# The words that a cue begins with: only where one of them stands is the pattern tried.
_CUE_WORDS = (
    english.STRONG_CUES
    | english.CLAUSE_CUES
    | english.INFINITIVE_CUES
    | english.words(
        "pointed points made went goes is was called calls expressed accused accuses took spoke raised drew gave thanked thanks "
        "praised praises criticised criticized condemned"
    )
)
# Verbs too common in other uses for a bare clause: they need "that" or a quotation.
_WEAK = english.words("""found finds showed shows agreed agrees considered considers hoped hopes thinks believed believes reported reports
    continued responded responds replied replies testified indicated indicates posted wrote writes asked asks observed observes
    noted notes added adds claims estimates suggests suggested recalled recalls concluded concludes denied denies
    recommended recommends proposed proposes requested requests demanded demands advised advises instructed instructs appealed hinted
    hints joked jokes mused snapped sighed fumed thundered scoffed shouted whispered shot summarised summarized inferred guessed
    guesses feared fears signalled worries worried regretted regrets read reads predicted show indicate suggest report claim argue warn insist estimate note believe find confirm deny reveal""")
# "Ministry data show they rose": a pronoun can only open a clause.
_SHOWS = english.words("show shows showed indicate indicates suggest suggests reveal reveals")
_PRONOUN_CLAUSE = re.compile(r"(?:they|it|he|she|there)\s+[a-z]+\b")
_NOUN_LIKE = english.words("reports claims estimates notes finds shows reveals")
_NOT_INVERTED = english.INFINITIVE_CUES | english.words(
    "told tells tell confirmed confirms denied denies alleged"
)
_CLOSING_PHRASES = frozenset(["pointed out", "points out", "made clear", "made it clear", "went on to say"])
_OPINION = frozenset(["thanked", "thanks", "praised", "praises", "criticised", "criticized", "condemned"])
_BLOCKERS = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|the|a|an|this|such|to|would|will|can|could|should|may|might|must|not|did|does|do|"
    r"never|if|having|as|n[’']t|of|nor|without)|[’']s)\s+$",
    re.IGNORECASE,
)
_BLOCKER_ENDS = (
    "is", "are", "was", "were", "be", "been", "being", "the", "a", "an", "this", "such", "to", "would", "will", "can", "could",
    "should", "may", "might", "must", "not", "did", "does", "do", "never", "if", "having", "as", "n't", "n’t", "of", "nor",
    "without", "'s", "’s",
)  # fmt: skip
_THAT = re.compile(
    r"^\s*,?\s*(?:(?:only|a|an|on|in|at|during|after|to|via|by|through|from|before|late|early|yesterday|today|last|this|for|with|over|"
    r"reporters|journalists|him|her|them|us|lawmakers|parliament|the|[A-Z])[^;:"
    + MASK
    + r"]{0,110}?)?\s*\bthat\s+",
)
_TIME = re.compile(
    r"^\s*,?\s*(?:(?:only|a|an|on|in|at|during|after|via|through)\s+(?:a\s+|an\s+|the\s+|his\s+|her\s+|its\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning|afternoon|evening|night))?|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept?|oct|nov|dec)\.?\s+\d{1,2}(?:,\s*\d{4})?|"
    r"\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:[\w-]+\s+){0,4}?(?:statement|post|interview|letter|report|press\s+conference|news\s+conference|press\s+release|speech|briefing|"
    r"meeting|message|email|video|tweet|forum|workshop|ceremony|conference|hearing|seminar|event)(?:\s+on\s+\w+(?:\s+\d{1,2})?)?)|"
    r"yesterday|today|earlier|last\s+\w+|this\s+(?:week|month|morning|year))\b(?:,\s)?",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"^\s+(?:(?:reporters|journalists|media|him|her|them|us|me|lawmakers|parliament|police|investigators|officials|diplomats|delegates|"
    r"participants|local\s+media|this\s+(?:newspaper|paper|website)|the\s+(?:media|press|court|meeting|newspaper|paper|public|assembly|senate|council|outlet|audience|website|BBC)|"
    r"state\s+media)|(?:the\s+|The\s+)?[A-Z][\w.&’'-]*(?:\s+(?:of\s+)?[A-Z][\w.&’'-]*){0,4}|a\s+(?:[\w-]+\s+){0,3}\w+)(?=[\s,:.])|^\s+(?:the|an|his|her|its|their)\s+(?:[\w’'-]+\s+){0,4}?[\w’'-]+(?=\s*[:,]|\s+that\b)"
)


# What may open the words between a closing cue and the end: "…, he told reporters on Tuesday", "…, she wrote on Facebook".
_TAIL_WORDS = english.words(
    """on in at by to via during after through over from monday tuesday wednesday thursday friday saturday sunday yesterday today
    earlier last this here there reporters journalists lawmakers parliament him her them us media"""
)
_TAIL_PLACES = english.words(
    "media press court meeting newspaper paper public assembly senate council outlet audience website agency conference forum "
    "rally crowd workshop briefing seminar daily weekly magazine portal broadcaster channel station congress cabinet hearing inquiry panel"
)
_LONGEST_TAIL = 14
_BEFORE_INVERTED = f",{MASK}"
_PART_END = re.compile(r"[,;.]")
_TAIL_STOP = re.compile(rf"[,;:.!?{MASK}](?=\s|$)|{MASK}")


class Cue(NamedTuple):
    """A reporting verb in a sentence frame; ``content`` is where the words said begin if they follow."""

    start: int
    end: int
    word: str
    content: int
    final: bool
    inverted: bool
    that: bool


def cues_in(frame: str) -> list[Cue]:
    """Return the cues of a sentence frame in order.

    A verb that may be inverted ("…, said X") is offered twice, inverted first: only its subject can decide.
    """
    found: list[Cue] = []
    done = 0
    for at, _ in words_of(frame).places(_CUE_WORDS):
        match = _CUE.match(frame, at) if at >= done else None
        if match is None:
            continue
        done = match.end()
        cue = _phrase_cue(frame, match) if match.group("phrase") else _verb_cue(frame, match)
        if match.group("verb") and _is_inverted(frame, match):
            found.append(
                Cue(
                    match.start(),
                    match.end(),
                    match.group(),
                    match.end(),
                    final=True,
                    inverted=True,
                    that=False,
                )
            )
        if cue is None and match.group("verb") and _follows_quotation(frame, match.start()):
            cue = Cue(
                match.start(), match.end(), match.group(), match.end(), final=True, inverted=False, that=False
            )
        if cue is not None:
            found.append(cue)
    return found


def _follows_quotation(frame: str, start: int) -> bool:
    """Tell “Of course,” the minister replied when asked …: only a short subject parts the quotation from the verb."""
    mark = frame.rfind(MASK, 0, start)
    between = frame[mark + 1 : start] if mark >= 0 else ""
    return (
        mark >= 0
        and 0 < len(between.split()) <= _LONGEST_TAIL
        and not re.search(r"[.;:]|\b(?:that|which|who)\b", between)
    )


def _blocked(frame: str, start: int) -> bool:
    """Tell whether the word before makes another thing of a cue; its last letters decide whether the pattern is tried."""
    before = frame[max(0, start - 14) : start]
    if not before.rstrip().lower().endswith(_BLOCKER_ENDS):
        return False
    return _BLOCKERS.search(frame, max(0, start - 14), start) is not None


def _phrase_cue(frame: str, match: re.Match[str]) -> Cue | None:
    if _blocked(frame, match.start()):
        return None
    word = " ".join(match.group().split())
    right = frame[match.end() :]
    that = _THAT.match(right) if "that" in right else None
    if word in _CLOSING_PHRASES and _after_content(frame, match.start()) and _tail_length(right, "said") >= 0:
        return Cue(match.start(), match.end(), word, len(frame), final=True, inverted=False, that=False)
    if len(right.split()) < 3:  # noqa: PLR2004
        return None
    content = match.end() + (that.end() if that else len(right) - len(right.lstrip(" ,:")))
    return Cue(match.start(), match.end(), word, content, final=False, inverted=False, that=bool(that))


def _verb_cue(frame: str, match: re.Match[str]) -> Cue | None:  # noqa: PLR0911
    start, end, verb = match.start(), match.end(), match.group()
    if _blocked(frame, start):
        return None
    right = frame[end:]
    stripped = right.lstrip()
    tail = -1 if verb in english.INFINITIVE_CUES and " to " in right else _tail_length(right, verb)
    final = not stripped.strip(" .!?") or (tail >= 0 and _after_content(frame, start))
    if stripped.startswith((",", ":")) and MASK in stripped[:4]:
        final = False
    if final:
        closing = tail < 0 or right[tail : tail + 1] not in (",", ";")
        bound = len(frame) if closing else end + tail + 1
        return Cue(start, end, verb, bound, final=True, inverted=False, that=False)
    content = _content_start(frame, end, verb)
    if content is None:
        return None
    at, that = content
    if verb in english.STRONG_CUES or that:
        return Cue(start, end, verb, at, final=False, inverted=False, that=that)
    begins = frame[at : at + 2].strip()
    if begins.startswith(MASK) or right.lstrip()[:1] == ":":
        return Cue(start, end, verb, at, final=False, inverted=False, that=True)
    if verb in english.INFINITIVE_CUES and re.match(r"\s*(?:[\w’'-]+\s+){0,9}?to\s+\w", right):
        return Cue(start, end, verb, at, final=False, inverted=False, that=False)
    if verb in _SHOWS and _PRONOUN_CLAUSE.match(frame[at:]):
        return Cue(start, end, verb, at, final=False, inverted=False, that=True)
    if verb in _WEAK or verb in _NOUN_LIKE or verb in english.INFINITIVE_CUES or not _finite_soon(frame[at:]):
        return None
    return Cue(start, end, verb, at, final=False, inverted=False, that=False)


def _is_inverted(frame: str, match: re.Match[str]) -> bool:
    """Tell "…, said Sok Dara, director of X." from "Sok Dara, director of X, said the gate was shut."."""
    start, right = match.start(), frame[match.end() :]
    before = frame[:start].rstrip()
    if match.group() in _NOT_INVERTED or not before or before[-1] not in _BEFORE_INVERTED:
        return False
    if not right[:1].isspace():
        return False
    first = _PART_END.split(right, maxsplit=1)[0]
    head = first.split()
    if not head or len(head) > 16 or " to " in first:  # noqa: PLR2004
        return False
    opener = head[0]
    if not (
        opener[0].isupper()
        or (head[-1][0].isupper() and head[-1][0].isalpha())
        or opener.lower() in {"the", "a", "an", "his", "her", "its", "one", "another", "police"}
    ):
        return False
    return not any(word.lower() in english.FINITE for word in head)


def _tail_length(right: str, verb: str) -> int:
    """Return the length of an adverbial or an addressee that fills the space up to a comma or the end, else -1."""
    stop = _TAIL_STOP.search(right)
    length = stop.start() if stop else len(right)
    if stop and stop.group() not in (",", ";", ".", "!", "?"):
        return -1
    words = right[:length].split(None, _LONGEST_TAIL + 1)
    if not words:
        return length
    if len(words) > _LONGEST_TAIL or any(w.lower() in english.FINITE or w == "that" for w in words):
        return -1
    if (
        words[0].lower() in ("him", "her", "them", "us")
        and len(words) > 1
        and words[1].lower() not in _TAIL_WORDS
    ):
        return -1
    told = verb in english.TOLD_CUES and (words[0][0].isupper() or words[-1].lower() in _TAIL_PLACES)
    named = words[0].lower() in ("the", "a", "an", "this") and any(
        w.lower() in _TAIL_PLACES for w in words[:5]
    )
    return length if words[0].lower() in _TAIL_WORDS or told or named else -1


def _after_content(frame: str, start: int) -> bool:
    """Tell whether something was said before the cue, as in "The raids, he said, will go on"."""
    before = frame[:start].rstrip()
    return MASK in before[-60:] or "," in before


def _content_start(frame: str, end: int, verb: str) -> tuple[int, bool] | None:
    right = frame[end:]
    if verb in english.TOLD_CUES:
        addressee = _ADDRESSEE.match(right)
        that = _THAT.match(right) if "that" in right else None
        if that:
            return end + that.end(), True
        if addressee is None or verb not in english.STRONG_CUES:
            return None
        at = end + addressee.end()
        skipped = _TIME.match(frame[at:])
        at += skipped.end() if skipped else 0
        return _after_marks(frame, at), False
    that = _THAT.match(right) if "that" in right else None
    if that and not _finite_soon(right[: that.end()], 30):
        return end + that.end(), True
    skipped = _TIME.match(right)
    at = end + (skipped.end() if skipped else 0)
    at = _after_marks(frame, at)
    return (at, False) if at < len(frame) else None


def _after_marks(frame: str, at: int) -> int:
    while at < len(frame) and frame[at] in " ,:–—":
        at += 1
    return at


def _finite_soon(clause: str, words: int = 16) -> bool:
    return any(word.strip(",.").lower() in english.FINITE for word in clause.split(None, words)[:words])
