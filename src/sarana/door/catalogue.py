"""The door's words in six languages, each whole in a file of its own; the address names the language, no cookie does."""

import tomllib
from functools import cache
from pathlib import Path

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
