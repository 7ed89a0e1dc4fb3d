"""The door's words in six languages, each whole in a file of its own; the address names the language, no cookie does."""

import tomllib
from functools import cache
from pathlib import Path

from sarana.science.offers import SIGNS

LANGUAGES = ("km", "en", "vi", "zh", "th", "id")
_FOLDER = Path(__file__).parent / "words"


@cache
def words_in(language: str) -> dict[str, str]:
    """Every word of the door in one language, by its key."""
    found: dict[str, str] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return found


@cache
def names_of_languages() -> tuple[tuple[str, str], ...]:
    """Code and own name of each language, in the order in which they are offered."""
    return tuple((code, words_in(code)["name"]) for code in LANGUAGES)


@cache
def signs_in(language: str) -> dict[str, dict[str, str]]:
    """What the offer check says of each sign (name, why, check) by its code, in a language of the door.

    Khmer and English stand with the signs themselves, the other four in files of their own.
    """
    if language in ("km", "en"):
        return {
            code: {"name": sign.name(language), "why": sign.why(language), "check": sign.check(language)}
            for code, sign in SIGNS.items()
        }
    found: dict[str, dict[str, str]] = tomllib.loads(
        (_FOLDER / "signs" / f"{language}.toml").read_text(encoding="utf-8")
    )
    return found
