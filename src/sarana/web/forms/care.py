from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.base.vocabulary.queries import choices
from sarana.register.care.enums import Area, CompensationRoute, GoalState, ServiceGroup, TakesIn
from sarana.register.care.models import Shelter
from sarana.register.care.queries import shelters_with_beds
from sarana.register.repatriation.enums import Assessment, Direction, TracingResult, TravelDocument
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.fields import (
    AgencyField,
    CountField,
    DayField,
    LinesField,
    PlaceField,
    past_day,
)


def _words(label: object, *, rows: int = 2, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=_("Sealed."),
    )


def _money(label: object, *, required: bool = False) -> AmountField:
    return AmountField(label=label, required=required)


class GoalForm(RecordForm):
    """One line of a service plan."""

    area = forms.ChoiceField(label=_("Part of life"), choices=Area.choices)
    need = _words(_("What she needs"), required=False)
    goal = _words(_("What she wants to reach"))
    kind = forms.ChoiceField(label=_("Kind of help"))
    service_group = forms.ChoiceField(label=_("Counts as"), choices=ServiceGroup.choices)
    agency = AgencyField(label=_("Who helps"), required=False)
    due_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("SupportPlanType")  # type: ignore[attr-defined]


class GoalStateForm(RecordForm):
    """How far a goal is."""

    to = forms.ChoiceField(
        label=_("How far"),
        choices=[c for c in GoalState.choices if c[0] != GoalState.PLANNED],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On"))
    reason = forms.CharField(label=_("Why it is given up"), required=False, max_length=300)

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class ShelterForm(RecordForm):
    """A house with beds."""

    takes_in = forms.ChoiceField(label=_("Takes in"), choices=TakesIn.choices)
    beds = CountField(label=_("Beds"), min_value=1, max_value=500)
    address = _words(_("Address"))
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60, help_text=_("Sealed."))


class BedForm(RecordForm):
    """A bed from a day on."""

    shelter = forms.ModelChoiceField(label=_("Shelter"), queryset=Shelter.objects.none(), empty_label="–")
    on = DayField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shelter"].queryset = shelters_with_beds()  # type: ignore[attr-defined]
        self.fields["shelter"].label_from_instance = shelter_words  # type: ignore[attr-defined]


def shelter_words(shelter: Shelter) -> str:
    """A house in a line that does not tell where it is."""
    free = gettext("%(free)s of %(beds)s beds free") % {
        "free": shelter.beds - shelter.beds_taken,
        "beds": shelter.beds,
    }
    return f"{shelter.number} · {shelter.agency.name} · {shelter.get_takes_in_display()} · {free}"


class DayForm(RecordForm):
    """A day that is over."""

    on = DayField(label=_("On"))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Today, as a rule."""
        return {"on": timezone.localdate()}


class CompensationForm(RecordForm):
    """What a victim asks for."""

    route = forms.ChoiceField(
        label=_("By which way"), choices=CompensationRoute.choices, widget=forms.RadioSelect
    )
    agency = AgencyField(label=_("Legal aid"), required=False)
    asked_on = DayField(label=_("Asked on"))
    amount_asked = _money(_("Amount asked"), required=True)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[("KHR", "KHR"), ("USD", "USD"), ("THB", "THB")]
    )


class MoneyForm(RecordForm):
    """What was granted, and what reached her."""

    granted_on = DayField(label=_("Granted on"), required=False)
    amount_granted = _money(_("Amount granted"))
    paid_on = DayField(label=_("Paid on"), required=False)
    amount_paid = _money(_("Amount paid to her"))


class WayHomeForm(RecordForm):
    """Which way somebody goes home."""

    asked_as = {"on": "agreed_on"}
    direction = forms.ChoiceField(label=_("Which way"), choices=Direction.choices, widget=forms.RadioSelect)
    country = CountriesField(label=_("The other country"))
    their_number = forms.CharField(label=_("The other side’s case number"), required=False, max_length=40)
    agreed_on = DayField(label=_("She said on that she wants to go"), required=False)
    their_contact = forms.CharField(
        label=_("Whom to call there"), required=False, max_length=200, help_text=_("Sealed.")
    )

    def clean_country(self) -> str:
        found: list[str] = self.cleaned_data["country"]
        if len(found) != 1:
            raise forms.ValidationError(gettext("Name one country."))
        return found[0]


class TracingForm(DayForm):
    """What the search for the family brought."""

    result = forms.ChoiceField(label=_("Result"), choices=TracingResult.choices, widget=forms.RadioSelect)


class AssessmentForm(DayForm):
    """What the province found."""

    assessment = forms.ChoiceField(label=_("Finding"), choices=Assessment.choices, widget=forms.RadioSelect)
    place = PlaceField(label=_("Where she would live"))
    note = _words(_("What was seen"), required=False)


class DocumentForm(DayForm):
    """The paper to travel with."""

    travel_document = forms.ChoiceField(
        label=_("Document"), choices=TravelDocument.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("Its number"), required=False, max_length=60, help_text=_("Sealed."))


class FeedbackForm(DayForm):
    """What the other side is told."""

    words = _words(_("What the other side is told"), rows=4)


class CallOffForm(DayForm):
    """Why somebody does not go."""

    reason = forms.CharField(label=_("Why"), max_length=300)


class HandoverForm(RecordForm):
    """Who goes together, when and where."""

    asked_as = {"ways": "numbers"}
    numbers = LinesField(label=_("Numbers of those who go"), help_text=_("W-… numbers, one in each line."))
    planned_on = DayField(label=_("Planned for"))
    place = PlaceField(label=_("Where"), required=False)
    receiver = forms.CharField(
        label=_("Who receives them"), required=False, max_length=200, help_text=_("Sealed.")
    )
