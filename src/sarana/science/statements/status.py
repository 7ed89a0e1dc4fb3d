"""Opposite statuses given to the same persons: "they were not victims" against "all were rescued from forced work"."""

from __future__ import annotations

import re

from sarana.science.statements import english
from sarana.science.statements.kinds import Finding, Verdict, Word
from sarana.science.statements.text import words_of
from sarana.science.statements.wording import sentence

_DENIED = re.compile(
    r"\b(?:not|never|n[’']t|no(?!\s+(?:fewer|less|more)\b)|none\s+of\s+them)\b[^.;/]{0,40}?\b(?:victims?|trafficked|forced|held|detained|rescued?|trafficking)\b"
    r"|\b(?:c[ao]me|went|gone|travelled|worked|entered|left|stayed|stay)\s+(?:of\s+their\s+own\s+(?:free\s+)?will|voluntarily|willingly|freely)\b|\blabou?r\s+disputes?\b|\bvoluntary\s+workers?\b"
    r"|មិនមែនជាជនរងគ្រោះ|មិនមែនជនរងគ្រោះ|ស្ម័គ្រចិត្ត"
)
_AFFIRMED = re.compile(
    r"\b(?:were|was|are|is|been|being|as|all|had\s+been)\s+(?:all\s+|indeed\s+|clearly\s+|identified\s+as\s+|confirmed\s+as\s+)*(?:victims?|trafficked|forced|held\s+captive|held\s+against|rescued\s+from|enslaved|tortured|deceived|lured)\b"
    r"|\bforced\s+(?:to|into|scamming|labou?r|criminality)\b|ជាជនរងគ្រោះ|ត្រូវបានបង្ខំ|រងការបង្ខំ"
)


# Looking for these first spares most sentences the patterns.
_SAID_OF = english.words("victim victims trafficked forced held detained rescue rescued trafficking")
_DENIALS = english.words("not never no none")
_BY_CHOICE = english.words("own voluntarily willingly freely dispute disputes voluntary")
_AFFIRMING = english.words("victim victims trafficked forced held rescued enslaved tortured deceived lured")


def status_span(text: str) -> tuple[str, int, int] | None:
    """Return the status a sentence gives to persons and where the words stand, or None."""
    words = words_of(text)
    present = words.present
    denies = not present.isdisjoint(_SAID_OF) and (
        not present.isdisjoint(_DENIALS) or "n't" in text or "n’t" in text
    )
    if words.khmer or denies or not present.isdisjoint(_BY_CHOICE):
        denied = _DENIED.search(words.lowered)
        if denied is not None:
            return "not a victim", denied.start(), denied.end()
    if words.khmer or not present.isdisjoint(_AFFIRMING):
        affirmed = _AFFIRMED.search(words.lowered)
        if affirmed is not None:
            return "victim", affirmed.start(), affirmed.end()
    return None


def status_of(text: str) -> str:
    """Return ``victim``, ``not a victim`` or nothing for what a text says about persons' status; a denial goes first."""
    found = status_span(text)
    return found[0] if found is not None else ""


def status_dispute(text: str, claimant: str = "") -> Verdict | None:
    """Find opposite statuses in the parts of a text; None when all parts agree or none speaks of status."""
    parts = [
        part.strip()
        for part in re.split(r"\s/\s|;|\.\s|,?\s+(?:but|while|whereas|although)\s+|ខណៈ|ប៉ុន្តែ|។", text)
        if part.strip()
    ]
    statuses = [(status_of(part), part) for part in parts]
    denied = next((part for status, part in statuses if status == "not a victim"), None)
    affirmed = next((part for status, part in statuses if status == "victim"), None)
    if denied is None or affirmed is None:
        return None
    return dispute_verdict(denied, affirmed, claimant)


def dispute_verdict(denied: str, affirmed: str, claimant: str = "") -> Verdict:
    """Word the dispute between a denial and an affirmation."""
    english, khmer = sentence("disputed", one=denied, other=affirmed)
    return Verdict(Word.DISPUTED_STATUS, Finding.DISPUTED, english, khmer, definition=claimant)
