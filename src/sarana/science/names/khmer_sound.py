"""Khmer script to Latin letters, as Cambodians write their own names.

The sound values follow the two consonant series of Khmer (Huffman, *Cambodian System of Writing*, 1970); where the
official transcription and the usage of identity documents differ (``ឆ`` as ``chh``, ``ី`` as ``ey``), documents win.
Word borders inside a run of Khmer letters are not needed: syllables are found from the letters alone.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_FIRST_SERIES = frozenset("កខចឆដឋណតថបផសហឡអឝឞ")
_SONORANTS = frozenset("ងញណនមយរលវឡ")
_INITIAL = {
    "ក": "k", "ខ": "kh", "គ": "k", "ឃ": "kh", "ង": "ng", "ច": "ch", "ឆ": "chh", "ជ": "ch", "ឈ": "chh", "ញ": "nh", "ដ": "d",
    "ឋ": "th", "ឌ": "d", "ឍ": "th", "ណ": "n", "ត": "t", "ថ": "th", "ទ": "t", "ធ": "th", "ន": "n", "ប": "b", "ផ": "ph",
    "ព": "p", "ភ": "ph", "ម": "m", "យ": "y", "រ": "r", "ល": "l", "វ": "v", "ឝ": "s", "ឞ": "s", "ស": "s", "ហ": "h",
    "ឡ": "l", "អ": "",
}  # fmt: skip
_FINAL = {
    **dict.fromkeys("កខគឃ", "k"), "ង": "ng", **dict.fromkeys("ចឆជឈ", "ch"), "ញ": "nh",
    **dict.fromkeys("ដឌតទ", "t"), **dict.fromkeys("ឋឍថធ", "th"), **dict.fromkeys("ណន", "n"),
    **dict.fromkeys("បផពភ", "p"), "ម": "m", "យ": "y", "រ": "", **dict.fromkeys("លឡ", "l"), "វ": "v",
    **dict.fromkeys("ឝឞស", "s"), "ហ": "h", "អ": "",
}  # fmt: skip
_ALONE = {
    "ឥ": "e", "ឦ": "ey", "ឧ": "u", "ឩ": "ou", "ឪ": "ov", "ឫ": "ru", "ឬ": "reu", "ឭ": "lu", "ឮ": "leu",
    "ឯ": "ae", "ឰ": "ai", "ឱ": "ao", "ឳ": "ov",
}  # fmt: skip
#: Vowel signs: sound in the first and in the second series.
_VOWEL = {
    "": ("a", "å"), "ា": ("a", "ea"), "ិ": ("e", "i"), "ី": ("ey", "i"), "ឹ": ("ø", "ø"), "ឺ": ("eu", "eu"),
    "ុ": ("o", "u"), "ូ": ("ou", "ou"), "ួ": ("uo", "uo"), "ើ": ("aeu", "eu"), "ឿ": ("oeu", "oeu"),
    "ៀ": ("ie", "ie"), "េ": ("e", "e"), "ែ": ("ae", "e"), "ៃ": ("ai", "ey"), "ោ": ("ao", "o"), "ៅ": ("au", "ov"),
}  # fmt: skip
_FOREIGN = {"វ": "f", "គ": "g", "ស": "j"}


_CLUSTER = re.compile(
    "([\u1780-\u17b3])((?:\u17d2[\u1780-\u17b3])*)([\u17c9\u17ca\u17cc]*)([\u17b6-\u17d1]*)|(.)", re.DOTALL
)
_SILENT = "\u17cd"
_ROBAT = "\u17cc"
_NIKAHIT = "\u17c6"
_REAHMUK = "\u17c7"
_SAMYOK = "\u17d0"
_BANTOC = "\u17cb"
_VOWEL_SIGNS = frozenset(
    "\u17b6\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17bd\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5"
)
_LIQUIDS = frozenset("រលវយ")
#: No word has more letters without vowels in a row; the look ahead ends here, so that time stays linear.
_LONGEST_ROW = 12
_LONG = frozenset("ាេោ")


class _Cluster(NamedTuple):
    base: str
    subscripts: str
    shifter: str
    vowel: str
    signs: str

    @property
    def bare(self) -> bool:
        """Without any vowel of its own: it may close the syllable before it."""
        return (
            not self.vowel and not set(self.signs) & {_NIKAHIT, _REAHMUK, _SAMYOK} and self.base not in _ALONE
        )

    @property
    def mute(self) -> bool:
        return _SILENT in self.signs or (self.shifter == _ROBAT and self.bare)


def _clusters(run: str) -> list[_Cluster]:
    found = []
    for base, subscripts, shifter, signs, _other in _CLUSTER.findall(run):
        if base:
            vowel = "".join(sign for sign in signs if sign in _VOWEL_SIGNS)[:1]
            rest = "".join(sign for sign in signs if sign not in _VOWEL_SIGNS)
            found.append(_Cluster(base, subscripts.replace("\u17d2", ""), shifter, vowel, rest))
    return found


def _onset(cluster: _Cluster, after_vowel: bool) -> str:
    base, subscripts = cluster.base, cluster.subscripts
    if base == "ហ" and subscripts[:1] in _FOREIGN:
        return _FOREIGN[subscripts[0]] + "".join(_INITIAL.get(letter, "") for letter in subscripts[1:])
    if base == "ហ" and subscripts[:1] in _SONORANTS:
        base, subscripts = subscripts[0], subscripts[1:]
    if len(subscripts) > 1 and after_vowel and subscripts[0] not in _SONORANTS and subscripts[1] in "នណម":
        subscripts = subscripts[1:]  # ចន្ទ្នារី is said (and written) Channary
    sound = _INITIAL.get(base, "")
    if after_vowel and subscripts and _said_once(base, subscripts[0]):
        sound = ""
    elif base == "ប" and (subscripts or "\u17c9" in cluster.shifter):
        sound = "p"
    following = "".join(_INITIAL.get(letter, "") for letter in subscripts)
    if base == "ង" and after_vowel:
        return "ng" + following
    if base == "ញ" and subscripts == "ញ":
        return "nh"
    return sound + following


def _first_series(cluster: _Cluster, carried: bool) -> bool:
    if "\u17c9" in cluster.shifter:
        return True
    if "\u17ca" in cluster.shifter:
        return False
    letters = [cluster.base, *cluster.subscripts]
    strong = [letter for letter in letters if letter not in _SONORANTS]
    if strong:
        return strong[-1] in _FIRST_SERIES
    return carried or letters[-1] in _FIRST_SERIES


def _nucleus(cluster: _Cluster, first: bool, following: _Cluster | None) -> str:
    if cluster.base in _ALONE:
        return _ALONE[cluster.base]
    vowel, signs = cluster.vowel, cluster.signs
    closer = following if following is not None and following.bare and not following.mute else None
    sound = _VOWEL[vowel][0 if first else 1]
    if _SAMYOK in signs:
        sound = "a" if first else "e" if closer is not None and closer.base == "យ" else "oa"
    elif _NIKAHIT in signs:
        sound = _before_m(vowel, sound, first)
        sound += "" if vowel == "ា" and closer is not None and closer.base == "ង" else "m"
    elif _REAHMUK in signs:
        sound += "h"
    elif first and cluster.bare and closer is not None and _BANTOC not in closer.signs:
        sound = "â"
    return sound


def _before_m(vowel: str, sound: str, first: bool) -> str:
    if vowel:
        return sound
    return "a" if first else "u"


def _said_once(base: str, subscript: str) -> bool:
    """Tell whether a doubled letter is written once in Latin (វិជ្ជា Vichea, បុប្ផា Bopha)."""
    same = _FINAL.get(base, "")[:1] == _FINAL.get(subscript, "-")[:1]
    return same and (base != subscript or len(_INITIAL.get(base, "")) > 1)


def _closing(cluster: _Cluster) -> str:
    base, subscript = cluster.base, cluster.subscripts[:1]
    if subscript and subscript == base and base in _SONORANTS:
        return _FINAL.get(base, "") * 2  # វណ្ណ is written Vann
    if subscript and _said_once(base, subscript):
        return _FINAL.get(subscript, "")
    return _FINAL.get(base, "")


def _is_silent_end(cluster: _Cluster, before: _Cluster, last: bool) -> bool:
    """Tell whether a final short i or u is only spelling (សិទ្ធិ Sith, ជាតិ Cheat)."""
    if not last or cluster.signs or cluster.vowel not in {"ិ", "ុ"} or before.signs:
        return False
    return bool(cluster.subscripts) or (cluster.base == "ត" and before.vowel in _LONG)


def _begins_syllable(cluster: _Cluster) -> bool:
    """Tell whether a bare stack is an onset, such as the first letters of ក្រ or ប្រ, rather than an ending."""
    return cluster.subscripts[-1:] in _LIQUIDS and cluster.base not in _SONORANTS


def _closes(clusters: list[_Cluster], position: int) -> bool:
    """Tell whether the letter here ends the open syllable before it, or begins one of its own.

    In a row of letters without vowels that ends the word, or ends in a doubled letter, they are taken in pairs from
    the end: សុវណ្ណ is So-vann, សុខ is Sok. Before a further vowel the first of the row closes.
    """
    here, last = clusters[position], len(clusters) - 1
    horizon = min(last, position + _LONGEST_ROW)
    if _BANTOC in here.signs and here.bare:
        return True
    row, at = 0, position
    while at <= horizon and (clusters[at].bare or _is_silent_end(clusters[at], clusters[at - 1], at == last)):
        if at < last and _begins_syllable(clusters[at]):
            break
        row, at = row + 1, at + 1
    if not row:
        return False
    if at <= last:
        if clusters[at].subscripts[:1] == clusters[at].base:
            row += 1  # the first half of a doubled letter closes too: សុវណ្ណា is So-van-na
        elif not clusters[at - 1].subscripts:
            # រតនា is Ra-ta-na: at the beginning of a word, letters without vowels are syllables
            return not (row == position == 1 and clusters[0].bare)
    return row % 2 == 1


@lru_cache(maxsize=16384)
def sound_khmer(run: str) -> str:
    """Write normalised Khmer letters in Latin letters, with three marks for vowels that people spell in many ways.

    ``å`` and ``â`` stand for the unwritten vowel (Von, Van; Yan, Yorn), ``ø`` for ``ឹ`` (Keum, Kim).
    """
    clusters = [cluster for cluster in _clusters(run) if not cluster.mute]
    out: list[str] = []
    is_open, first = False, False
    for position, cluster in enumerate(clusters):
        if is_open and _closes(clusters, position):
            out.append(_closing(cluster))
            is_open = False
            continue
        following = clusters[position + 1] if position + 1 < len(clusters) else None
        first = _first_series(cluster, carried=first and position > 0)
        nucleus = _nucleus(cluster, first, following)
        out.append(_onset(cluster, is_open) + nucleus)
        is_open = not nucleus.endswith(("m", "h"))
    return "".join(out)


def romanise_khmer(run: str) -> str:
    """Write a run of normalised Khmer letters in lower-case Latin letters; other characters are left out."""
    return sound_khmer(run).replace("å", "o").replace("â", "a").replace("ø", "eu")
