import re
from decimal import Decimal
from typing import Any

from django import forms

from sarana.web.forms.fields import plain

_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}\b)")
# As pages in Khmer write it: 8.000.000 or 3.000,50. One point alone may stand before decimals and is left as it is.
_WITH_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")


class AmountField(forms.DecimalField):
    """An amount that somebody types, in Latin or Khmer digits, with or without grouping."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"min_value": Decimal(0), "max_digits": 16, "decimal_places": 2, **kwargs}
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = plain(value)
            if _WITH_POINTS.fullmatch(value):
                value = value.replace(".", "").replace(",", ".")
            value = _BETWEEN_THOUSANDS.sub("", value)
        return super().to_python(value)
