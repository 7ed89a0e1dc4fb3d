from functools import cache

from django.utils.translation import get_language

from sarana.base.vocabulary.models import Code


@cache
def codes_of(code_list: str) -> dict[str, Code]:
    """Every value of a list by its code, in the list's order. Cached: lists change by a new release only."""
    return {code.code: code for code in Code.objects.filter(list=code_list)}


def label(code_list: str, code: str, language: str | None = None) -> str:
    """The value's name in the language asked for; an unknown code is shown as it was written, never dropped."""
    found = codes_of(code_list).get(code)
    if found is None:
        return code
    return found.label_km if (language or get_language() or "km").startswith("km") else found.label_en


def labels(code_list: str, codes: list[str], language: str | None = None) -> list[str]:
    """The names of several values."""
    return [label(code_list, code, language) for code in codes]


def choices(code_list: str) -> list[tuple[str, str]]:
    """(code, label) pairs for a form field, those in force only."""
    return [
        (code, label(code_list, code)) for code, row in codes_of(code_list).items() if row.valid_until is None
    ]


def unknown_codes(code_list: str, codes: list[str]) -> list[str]:
    """Those of the codes that the list does not hold."""
    return [code for code in codes if code not in codes_of(code_list)]


def forget_codes() -> None:
    """Drop the cached lists after they were loaded anew."""
    codes_of.cache_clear()
