"""Fields that take what people type: days, places, countries, officers; each error says what to write instead."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import agencies_open
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name, provinces
from sarana.base.vocabulary.queries import choices
from sarana.register.reports.enums import YesNoUnknown
from sarana.web.forms.place_names import place_named

_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789", "\u200b\u200c\u200d\ufeff")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CODE_AT_END = re.compile(r"\((\d{2,8})\)\s*$")
_MONTHS_IN_YEAR = 12
_LARGEST_COUNT = 100_000
# Nothing on record is older; a slip of the keys (1022 for 2022) is told at once instead of being believed.
_FIRST_YEAR = 1900
_YEARS_AHEAD = 100
# The Buddhist era counts 543 or 544 years more; in Cambodia the new year of the era comes with Visak Bochea, in spring.
_BUDDHIST_ERA = 543
# Countries that are offered first: where the country's cases come from. Any other is typed.


def plain(text: str) -> str:
    """The text with Khmer digits as Latin ones and without invisible signs."""
    return text.translate(_KHMER_DIGITS).strip()


class Suggestions(forms.TextInput):
    """A text field that offers words and takes others as well; works without JavaScript."""

    def __init__(
        self, offered: Iterable[tuple[str, str]] | Any = (), attrs: dict[str, Any] | None = None
    ) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.offered = offered

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_offered"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        offered = self.offered() if callable(self.offered) else self.offered
        # An option ends where the next one begins.
        options = format_html_join("", '<option value="{}">{}', offered)
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class DayField(forms.CharField):
    """A day as people write it: 31/08/2022, ៣១/០៨/២០២២ or 2022-08-31. An impossible day is answered in words."""

    width = "medium"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Day/month/year, for instance 31/08/2022."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, date):
            return value or None
        text = plain(str(value))
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
        elif found := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
        else:
            raise forms.ValidationError(
                _("“%(text)s” is not a day. Write day/month/year, for instance 31/08/2022.") % {"text": text}
            )
        return _day_of(text, year, month, day)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _day_of(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise forms.ValidationError(
            _("%(text)s: there is no month %(month)s.") % {"text": text, "month": month}
        )
    if year < _FIRST_YEAR:
        raise forms.ValidationError(
            _("%(text)s lies before %(year)s. Is the year right?") % {"text": text, "year": _FIRST_YEAR}
        )
    this_year = timezone.localdate().year
    if _FIRST_YEAR <= year - _BUDDHIST_ERA <= this_year + _YEARS_AHEAD:
        words = {
            "text": text,
            "year": year,
            "later": year - _BUDDHIST_ERA,
            "earlier": year - _BUDDHIST_ERA - 1,
        }
        raise forms.ValidationError(
            _(
                "%(text)s: %(year)s is a year of the Buddhist era. Write the international year, %(earlier)s or %(later)s."
            )
            % words
        )
    if year > this_year + _YEARS_AHEAD:
        raise forms.ValidationError(
            _("%(text)s lies in the future by more than %(years)s years. Is the year right?")
            % {"text": text, "years": _YEARS_AHEAD}
        )
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        words = {"text": text, "month": MONTHS[month], "year": year, "last": last}
        raise forms.ValidationError(
            _("%(text)s is not a day of the calendar: %(month)s %(year)s has %(last)s days.") % words
        )
    return date(year, month, day)


def past_day(day: date | None) -> date | None:
    """The day itself when it is not in the future.

    Raises:
        ValidationError: it is.
    """
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("The day lies in the future."))
    return day


def _provinces_offered() -> list[tuple[str, str]]:
    return [(f"{place.name} ({code})", "") for code, place in sorted(provinces().items())]


class PlaceField(forms.CharField):
    """A place by its name or its code in the gazetteer; a name that several places share is asked about, never guessed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("Village, commune, district or province: its name, or its code.")
        )
        super().__init__(widget=Suggestions(_provinces_offered), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{full_name(value)} ({value.code})" if isinstance(value, Place) else value

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, Place):
            return value or None
        text = plain(str(value))
        code = _CODE_AT_END.search(text)
        digits = code.group(1) if code else text if text.isdigit() else ""
        if digits:
            place = Place.objects.filter(code=digits).select_related("parent__parent__parent").first()
            if place is None:
                raise forms.ValidationError(
                    _("The gazetteer has no place with the code %(code)s.") % {"code": digits}
                )
            return place
        return place_named([part.strip() for part in text.split(",") if part.strip()])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class CountField(forms.IntegerField):
    """A whole number that somebody types, in Latin or Khmer digits."""

    width = "short"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", _LARGEST_COUNT)
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain(value) if isinstance(value, str) else value)


class CodesField(forms.MultipleChoiceField):
    """Several codes of one list, as boxes to tick."""

    def __init__(self, code_list: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Tick all that apply."))
        super().__init__(
            choices=partial(choices, code_list), widget=forms.CheckboxSelectMultiple, required=False, **kwargs
        )


class AnswerField(forms.ChoiceField):
    """Yes, no or unknown; unknown until somebody says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=YesNoUnknown.choices, widget=forms.RadioSelect, initial=YesNoUnknown.UNKNOWN, **kwargs
        )


class AgencyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An agency that still exists, by its name in the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.none(), empty_label="–", **kwargs)

    def __deepcopy__(self, memo: Any) -> "AgencyField":
        copy: AgencyField = super().__deepcopy__(memo)
        copy.queryset = agencies_open()
        return copy

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OfficerField(forms.CharField):
    """An officer, by the name he signs in with; colleagues of the one who asks are offered."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("The name the officer signs in with."))
        super().__init__(widget=Suggestions(), **kwargs)

    def offer(self, officers: Iterable[Officer]) -> None:
        """Offer these officers while somebody types."""
        self.widget.offered = [(officer.username, officer.name) for officer in officers]

    def to_python(self, value: Any) -> Any:
        if value in (None, "") or isinstance(value, Officer):
            return value or None
        found = Officer.objects.filter(username__iexact=plain(str(value)), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("No officer signs in as “%(name)s”.") % {"name": value})
        return found


class LinesField(forms.CharField):
    """Several short texts, one in each line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]
