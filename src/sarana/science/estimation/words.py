"""What the gates and the answers say to people, in Khmer and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from sarana.science.estimation.sentences import SENTENCES

_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@dataclass(frozen=True, slots=True)
class Words:
    """The same said twice."""

    km: str
    en: str

    def in_language(self, language: str) -> str:
        """In km or en."""
        return self.km if language == "km" else self.en


def rounded(number: float) -> str:
    """A number of hidden cases as it may be said: to two digits, for it isn't known better."""
    if not number < float("inf"):
        return "∞"
    whole = round(number)
    digits = len(str(abs(whole)))
    return f"{round(whole, 2 - digits) if digits > 2 else whole:,}"  # noqa: PLR2004 - two digits stay


def to_five(count: int) -> str:
    """A count of persons as it may be said in public: to the nearest five, so that no one of them shows."""
    return f"{5 * round(count / 5):,}"


def percent(share: float) -> str:
    """A change with its sign, in per cent."""
    return "–" if share != share else f"{share:+.0%}"  # noqa: PLR0124 - NaN is not itself


def say(key: str, **values: object) -> Words:
    """The sentence of a key with its values; digits are Khmer in Khmer, the names of lists stay as they are."""
    km, en = SENTENCES[key]
    return filled(km, en, values)


def filled(km: str, en: str, values: Mapping[str, object]) -> Words:
    """Two sentences with the same values in them."""
    return Words(
        km.format(**{name: _told(name, value, "km") for name, value in values.items()}),
        en.format(**{name: _told(name, value, "en") for name, value in values.items()}),
    )


def _told(name: str, value: object, language: str) -> str:
    if isinstance(value, Words):
        return value.in_language(language)
    told = str(value)
    return told.translate(_KHMER_DIGITS) if language == "km" and name not in _NAMES else told


# What was read from a file is told as it stands there.
_NAMES = frozenset({"lists", "reason", "name", "cell", "cells", "file", "pattern"})

METHODS = {
    "stepwise": Words("គំរូបន្ថែមម្តងមួយជំហាន", "forward stepwise"),
    "bic": Words("គំរូដែលមាន BIC តូចជាងគេ", "smallest BIC"),
    "graphical": Words("មធ្យមនៃក្រាហ្វិក", "average over graphs"),
    "latent": Words("ថ្នាក់លាក់កំបាំង", "latent classes"),
    "covariates": Words("គំរូបន្ថែមម្តងមួយជំហាន ជាមួយអ្វីដែលដឹងអំពីករណី", "stepwise with covariates"),
    "two lists": Words("បញ្ជីពីរ ជាមួយអ្វីដែលដឹងអំពីករណី (មាំទ្វេដង)", "two lists with covariates (doubly robust)"),
}
