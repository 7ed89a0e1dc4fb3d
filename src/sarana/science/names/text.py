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
_SPACES = re.compile(r"\s+")
_ROUNDS = 4


def _once(text: str) -> str:
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    if _KHMER.search(text):
        text = normalise_khmer(text)
    return _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip()


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
