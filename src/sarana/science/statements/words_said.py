"""Which words of a sentence were said: after the cue, before it, or around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.embedded import Draft
from sarana.science.statements.text import MASK

if TYPE_CHECKING:
    from sarana.science.statements.cues import Cue
    from sarana.science.statements.noun_phrases import Mention


INTRODUCES = re.compile(
    r"^(?:however|meanwhile|moreover|in|at|on|during|after|before|speaking|asked|when|while|since|but|and|for|regarding|as|despite|"
    r"although|though|last|this|earlier|later|also|nevertheless|still|so|then|yet|therefore|furthermore|besides|addressing|"
    r"commenting|responding|citing|quoting|with|following|from|to|separately|additionally|turning|concerning)\b",
    re.IGNORECASE,
)
# "For the full year, she added, the number was 610": the period belongs to what was said.
_FOR_WHEN = re.compile(
    r"(?:for|over|in|during)\s+(?:[a-z-]+\s+){0,3}(?:years?|half|months?|quarter)\b", re.IGNORECASE
)
# "In 2031 courts convicted 60, she recalls, and fewer after": what opens like a date is a clause already.
_TELLS = re.compile(r"^(?:\S+\s+){3,}\S*[a-z](?:ed|ew|ose|ell|aw|ent)\s+\S")
FEWEST_WORDS = 3


def span_of_words(frame: str, cue: Cue, base: int, left: str, printed: Mention) -> tuple[int, int]:  # noqa: PLR0911
    """Return the span of the words said: after the cue, before it, or around it."""
    anchor = subject_begins(left, printed)
    comma = max(left.rfind(",", 0, max(anchor, 0)), left.rfind(MASK, 0, max(anchor, 0)))
    before = left[: comma + 1].strip(" ,") if comma >= 0 else ""
    opening = left[: max(anchor, 0)].rstrip(" ,")
    if opening.endswith(MASK) or (MASK in opening and _reaches_subject(opening)):
        # “…,” he told reporters: the quotation before the subject is what was said.
        said = opening.rindex(MASK) + 1
        closing = frame.rfind(MASK, cue.end)
        return tight(frame, base, closing + 1 if closing > 0 else base + said)
    around = bool(before) and (MASK in before or (not _introduces(before) and len(before.split()) >= 2))  # noqa: PLR2004
    around = around or (frame[cue.end : cue.end + 1] == "," and _TELLS.search(before) is not None)
    around = around or (frame[cue.end : cue.end + 1] == "," and _FOR_WHEN.match(before) is not None)
    follows = frame[cue.end : cue.end + 3].lstrip()
    if around and MASK not in before and (follows[:1] == ":" or MASK in frame[cue.end : cue.end + 4]):
        return tight(frame, base, len(frame))
    if cue.final and not around and comma >= 0 and cue.content >= len(frame):
        return tight(frame, base, base + comma + 1)
    if cue.final and around:
        tail = frame[cue.content :].strip(" .,")
        if not tail or cue.content >= len(frame):
            return tight(frame, base, base + comma + 1)
        return tight(frame, base, len(frame))
    if around and MASK in before and not frame[cue.content :].strip(" .,"):
        return tight(frame, base, base + comma + 1)
    return tight(frame, cue.content, len(frame))


def _introduces(before: str) -> bool:
    """Tell "In a statement on Tuesday, the ministry said" from "In 2032, 130 suspects were caught, the ministry said"."""
    clause = before.partition(",")[2].split()
    return bool(INTRODUCES.match(before)) and not any(word.lower() in english.FINITE for word in clause)


def subject_begins(left: str, printed: Mention) -> int:
    """Return where the subject begins: at its name, or at a role printed before the name."""
    at = left.rfind((printed.name or printed.role).split()[0])
    role = left.rfind(printed.role.split(";")[0]) if printed.role else -1
    return min(at, role) if role >= 0 else at


def _reaches_subject(opening: str) -> bool:
    """Tell whether only an apposition stands between a quotation and the subject: "…,” the owner, Liang Wei, said"."""
    return not re.search(r"[.;:]|\b(?:but|while|and|although|whereas)\b", opening[opening.rindex(MASK) :])


def cut(frame: str, draft: Draft, at: int) -> Draft:
    """The draft without what stands from there on."""
    start, end = tight(frame, draft.start, min(draft.end, at))
    return Draft(
        draft.mention, draft.kind, start, end, draft.cue, draft.cue_start, draft.method, draft.confidence
    )


def has_words(frame: str, draft: Draft) -> bool:
    """Tell whether enough is left to be a statement."""
    words = frame[draft.start : draft.end]
    return MASK in words or len(words.split()) >= FEWEST_WORDS


def tight(frame: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks and spaces at its ends."""
    while start < end and frame[start] in " ,:–—\n":
        start += 1
    while end > start and frame[end - 1] in " ,.;:–—\n":
        end -= 1
    return start, end
