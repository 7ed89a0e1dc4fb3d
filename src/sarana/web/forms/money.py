"""Forms about the money of a case: red flags, a parallel financial investigation, measures on money and goods."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.models import Case, Suspect
from sarana.register.money.enums import Answer, AssetDeed, AssetKind, InquiryEnd
from sarana.register.money.models import MoneyInquiry
from sarana.register.money.rules import RedFlag
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, past_day
from sarana.web.forms.filters import ALL, ListFilter

_NOT_LOOKED = ("", _("Not looked for"))


def flag_words(flag: RedFlag) -> str:
    """A flag in the reader's language."""
    return flag.text_km if (get_language() or "km").startswith("km") else flag.text_en


class FlagsForm(RecordForm):
    """One list of red flags, each with what was found and a note."""

    def __init__(self, *args: Any, flags: Sequence[RedFlag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._flags = flags
        for flag in flags:
            source = f"{flag.source} ({flag.year})"
            unsure = "" if flag.verified else gettext("; not held against the source yet")
            self.fields[f"flag_{flag.code}"] = forms.ChoiceField(
                label=flag_words(flag),
                help_text=source + unsure,
                choices=[_NOT_LOOKED, *Answer.choices],
                required=False,
            )
            self.fields[f"note_{flag.code}"] = forms.CharField(
                label=_("Note"), required=False, max_length=2000, widget=forms.TextInput()
            )

    def answers(self) -> dict[str, tuple[str, str]]:
        """By code, what was chosen and the note; what was not looked for is left out."""
        given = self.cleaned_data
        return {
            flag.code: (given[f"flag_{flag.code}"], given[f"note_{flag.code}"])
            for flag in self._flags
            if given[f"flag_{flag.code}"]
        }

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        for flag in self._flags:
            if given.get(f"note_{flag.code}") and not given.get(f"flag_{flag.code}"):
                self.add_error(f"flag_{flag.code}", _("Say what was found, too."))
        return given


def flags_as_filled(answers: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What stands, as the form's initial values."""
    filled = {f"flag_{code}": answer for code, (answer, _note) in answers.items()}
    return filled | {f"note_{code}": note for code, (_answer, note) in answers.items()}


class InquiryForm(RecordForm):
    """A financial investigation begins."""

    opened_on = DayField(label=_("Begun on"))
    question = forms.CharField(
        label=_("What does it ask?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whose money, which accounts, which way. Sealed."),
    )

    def clean_opened_on(self) -> Any:
        return past_day(self.cleaned_data["opened_on"])


class InquiryEndForm(RecordForm):
    """A financial investigation ends."""

    ended_on = DayField(label=_("Ended on"))
    end = forms.ChoiceField(label=_("How it ended"), choices=InquiryEnd.choices, widget=forms.RadioSelect)
    finding = forms.CharField(
        label=_("What was found"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sealed. Nothing found is an answer as well."),
    )

    def clean_ended_on(self) -> Any:
        return past_day(self.cleaned_data["ended_on"])


class AssetForm(RecordForm):
    """What was done with money or goods."""

    deed = forms.ChoiceField(label=_("What was done"), choices=AssetDeed.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("With what"), choices=AssetKind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("On"))
    amount = AmountField(
        label=_("Amount"), required=False, help_text=_("Leave it empty where the worth is not known.")
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[("", "–"), *((code, code) for code in ("KHR", "USD", "THB", "CNY", "VND", "USDT"))],
        required=False,
    )
    ordered_by = forms.CharField(label=_("Ordered by"), max_length=120)
    suspect = forms.ModelChoiceField(label=_("Whose it was"), queryset=Suspect.objects.none(), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["suspect"]
        field.queryset = case.suspects.all()
        field.label_from_instance = lambda suspect: suspect.number
        field.empty_label = gettext("Not known")

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class InquiryFilter(ListFilter[MoneyInquiry]):
    """Financial investigations that go on, or that ended in one way."""

    end = forms.ChoiceField(
        label=_("How it ended"), required=False, choices=[ALL, ("open", _("Goes on")), *InquiryEnd.choices]
    )

    def narrow(self, records: Any) -> Any:
        """As asked; ``open`` are those that go on."""
        found = super().narrow(records)
        end = self.cleaned_data.get("end")
        if end == "open":
            return found.filter(ended_on=None)
        return found.filter(end=end) if end else found

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(case__number=word.upper())
