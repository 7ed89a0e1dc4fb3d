"""One spelling for text of any script: the ground on which names are compared and keyed."""

import re
import unicodedata

from sarana.science.names.khmer_spelling import normalise_khmer

_KHMER = re.compile("[\u1780-\u17dd]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]+"
)
# What turns the direction of what follows, or is no sign at all; line ends, tabs and the joiners of Khmer words stay.
_TURNS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_SPACES = re.compile(r"\s+")
_ROUNDS = 4


def _once(text: str) -> str:
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    if _KHMER.search(text):
        text = normalise_khmer(text)
    return _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip()


def without_hidden_turns(text: str) -> str:
    """The text without embeddings, overrides and isolates of direction (UAX #9) and without control characters.

    Nobody sees them, and one of them in a name prints every name after it backwards.
    """
    return _TURNS.sub("", text)


def normalise(text: str) -> str:
    """Fold text for comparison: compatibility forms, case, invisible characters, direction overrides, white space.

    Follows toNFKC_Casefold of the Unicode Standard (chapter 3.13); Khmer is also put into one spelling. The result
    does not change when it is normalised again.
    """
    if text.isascii():
        if text.isprintable():
            return " ".join(text.lower().split())
        return _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip().lower()
    for _ in range(_ROUNDS):
        before, text = text, _once(text)
        if before == text:
            break
    return text
