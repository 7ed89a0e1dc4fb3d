"""Forms about one sought person."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.enums import Sex
from sarana.register.rescue.enums import Detail, SearchResult, SoughtState, TravelPaper
from sarana.register.rescue.rules import next_states
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import AgencyField, AnswerField, CountField, DayField, LinesField, past_day

_LONG = 500


def _text(label: Any, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **more)


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 2}), **more
    )


class PhotoForm(RecordForm):
    """A picture by which somebody is known again."""

    asked_as = {"content": "file"}
    file = forms.FileField(
        label=_("Photograph"),
        help_text=_("PNG or JPEG, up to 20 MB. It is encrypted."),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


class PersonForm(RecordForm):
    """One person of a request."""

    names = LinesField(
        label=_("Names"),
        required=False,
        help_text=_("One in each line: own script, Latin letters, nicknames."),
    )
    documents = LinesField(label=_("Passport number"), required=False)
    birth_date = DayField(label=_("Birth date"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.UNKNOWN
    )
    is_minor = AnswerField(label=_("Is the person under 18?"))
    phones = LinesField(label=_("Telephone numbers"), required=False, help_text=_("One in each line."))
    place = _text(_("Compound or building"), 300)
    floor = _text(_("Floor or room"), 120)
    last_contact_on = DayField(label=_("Last contact on"), required=False)
    consent = AnswerField(label=_("Does the person want to be fetched?"))
    contact_endangers = AnswerField(label=_("Is it dangerous to contact the person?"))
    handle = _text(_("Account or device"), 200)
    health = _long(_("Health"), help_text=_("Sealed."))
    family = _text(_("Family contact"), 300, help_text=_("Sealed."))
    folded = ("phones", "handle", "health", "family")

    def clean_last_contact_on(self) -> Any:
        return past_day(self.cleaned_data["last_contact_on"])

    def who(self) -> dict[str, Any]:
        """What goes into the vault."""
        born = self.cleaned_data["birth_date"]
        who = {name: self.cleaned_data[name] for name in ("names", "documents", "phones")}
        return {name: value for name, value in who.items() if value} | (
            {"birth_date": born.isoformat()} if born else {}
        )

    def words(self) -> dict[str, str]:
        """What is sealed with the person."""
        names = ("place", "floor", "handle", "health", "family")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}

    def facts(self) -> dict[str, Any]:
        """Everything else, by the action's names."""
        names = ("sex", "is_minor", "consent", "contact_endangers", "last_contact_on")
        return {name: self.cleaned_data[name] for name in names}


class StepForm(RecordForm):
    """The next state of one person."""

    asked_as = {"at": "on"}
    state = forms.ChoiceField(label=_("State reached"), widget=forms.RadioSelect)
    on = DayField(label=_("Day"))
    unit = AgencyField(label=_("Who has the person now"), required=False, help_text=_("Only if it changed."))
    missing = forms.MultipleChoiceField(
        label=_("What the mission is asked for"),
        choices=Detail.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("For “Needs detail” only."),
    )
    reason = _long(
        _("Why"),
        help_text=_(
            "Needed when a step is left out, taken back or ended early. Sealed; the mission does not see it."
        ),
    )

    def __init__(self, *args: Any, before: str = SoughtState.RECEIVED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [(state.value, state.label) for state in next_states(before)]

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class StepsForm(RecordForm):
    """The same step for several persons."""

    asked_as = {"at": "on"}
    persons = forms.MultipleChoiceField(label=_("Which persons"), widget=forms.CheckboxSelectMultiple)
    state = forms.ChoiceField(label=_("State reached"))
    on = DayField(label=_("Day"))
    reason = _long(_("Why"), help_text=_("Needed when a step is left out or taken back."))

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]] = (), states: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["persons"]
        people.choices = offered
        people.initial = [number for number, _words in offered]
        state: Any = self.fields["state"]
        state.choices = [
            (code, SoughtState(code).label) for code in states if code != SoughtState.NEEDS_DETAIL
        ]

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class ResultForm(EditForm):
    """What the search came to, and the journey home."""

    result = forms.ChoiceField(
        label=_("What the search came to"), required=False, choices=[("", "–"), *SearchResult.choices]
    )
    result_on = DayField(label=_("Day"), required=False)
    unit = AgencyField(label=_("Who has the person now"), required=False)
    days_detained = CountField(label=_("Days in detention"), required=False)
    payment_demanded = AnswerField(label=_("Was any payment demanded?"))
    fine_waived = AnswerField(label=_("Was the fine for overstay waived?"))
    travel_paper = forms.ChoiceField(
        label=_("Travels with"), required=False, choices=[("", "–"), *TravelPaper.choices]
    )
    staying = _text(
        _("Where the person stays now"),
        300,
        help_text=_("Sealed apart: the mission does not see it. Left empty, it stays as it is."),
    )
    travel_number = _text(_("Number of the travel document"), 60, help_text=_("Sealed; told to the mission."))
    flight = _text(_("Flight or crossing"), 120, help_text=_("Sealed; told to the mission."))
    receiver = _text(_("Receiving officer"), 120, help_text=_("Sealed; told to the mission."))
    edited: ClassVar[tuple[str, ...]] = (
        "result", "result_on", "unit", "days_detained", "payment_demanded", "fine_waived", "travel_paper",
    )  # fmt: skip
    sealed_words: ClassVar[tuple[str, ...]] = ("travel_number", "flight", "receiver")


class DetailForm(RecordForm):
    """The answer to what a mission was asked for: one field for each question."""

    def __init__(self, *args: Any, missing: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in missing:
            self.fields[code] = forms.CharField(
                label=Detail(code).label, required=False, max_length=300, help_text=gettext("Sealed.")
            )

    def words(self) -> dict[str, str]:
        """What was written, by the detail it answers."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class LinkVictimForm(RecordForm):
    """The victim's record that is about this person."""

    victim = forms.CharField(
        label=_("Number of the victim"), max_length=14, help_text=_("For instance V-7KQ2Z-PM4RT.")
    )


class SamePersonForm(RecordForm):
    """Which other line is the same person, and why."""

    other = forms.CharField(
        label=_("Number of the other line"),
        required=False,
        max_length=14,
        help_text=_("For instance N-7KQ2Z-PM4RT. Leave it empty to take it back."),
    )
    reason = forms.CharField(label=_("Why"), max_length=300)
