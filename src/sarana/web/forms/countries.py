import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.base.vocabulary.queries import codes_of, label
from sarana.web.forms.fields import Suggestions, plain

_NEAR_COUNTRIES = ("KH", "VN", "TH", "LA", "ID", "MY", "PH", "MM", "CN", "TW", "BD", "IN", "KE", "UG", "PK")


class CountriesField(forms.CharField):
    """Countries by name in Khmer or English, or by their two letters; several with a comma between them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("Name of the country; several with a comma between them.")
        )
        super().__init__(widget=Suggestions(_countries_offered), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(label("Country", code) for code in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        parts = [part.strip() for part in re.split(r"[,;]", plain(str(value or ""))) if part.strip()]
        return [_country(part) for part in parts]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class CountryField(forms.CharField):
    """One country by its name in Khmer or English, or by its two letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Suggestions(_countries_offered), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return label("Country", value) if value in codes_of("Country") else value

    def to_python(self, value: Any) -> Any:
        text = plain(str(value or ""))
        return _country(text) if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _countries_offered() -> list[tuple[str, str]]:
    return [(label("Country", code), "") for code in _NEAR_COUNTRIES]


def _country(text: str) -> str:
    wanted = _closed_up(text)
    for code, row in codes_of("Country").items():
        if wanted in {_closed_up(code), _closed_up(row.label_en), _closed_up(row.label_km)}:
            return code
    raise forms.ValidationError(
        _(
            "“%(text)s” is not on the list of countries. Write the name in Khmer or English, or its two letters."
        )
        % {"text": text}
    )


def _closed_up(name: str) -> str:
    """A name without spaces and case: "Vietnam" and "Viet Nam" are one country."""
    return "".join(name.replace("\u200b", "").casefold().split())
