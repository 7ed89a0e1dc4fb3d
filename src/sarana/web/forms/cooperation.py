"""Forms of agreements with other states and bodies."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sarana.register.cooperation.enums import InstrumentKind
from sarana.register.cooperation.models import Instrument
from sarana.register.meetings.enums import BodyKind
from sarana.register.meetings.models import Body
from sarana.web.forms.base import RecordForm
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import AgencyField, CountField, DayField
from sarana.web.forms.filters import ALL, ListFilter
from sarana.web.forms.plans import title_en, title_km

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("Name at least one other party: a state, or a body."),
    gettext_noop("An agreement comes into force after it was signed."),
    gettext_noop("An agreement expires after it came into force."),
    gettext_noop("An agreement ends after it was signed."),
)


class InstrumentFilter(ListFilter[Instrument]):
    """Agreements by words and kind."""

    q = forms.CharField(label=_("Words of the title, or a party"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *InstrumentKind.choices])
    lookups = {"kind": "kind"}

    def by_word(self, word: str) -> Q:
        """A part of the title or of a party's name."""
        return Q(title_km__icontains=word) | Q(title_en__icontains=word) | Q(other_parties__icontains=word)


class InstrumentForm(RecordForm):
    """An agreement: with whom, from when, until when, who watches over it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=InstrumentKind.choices, widget=forms.RadioSelect)
    title_km = title_km()
    title_en = title_en()
    countries = CountriesField(label=_("States that are party to it"), required=False)
    other_parties = forms.CharField(label=_("Other parties"), required=False, max_length=300)
    agency = AgencyField(label=_("Agency that watches over it"))
    signed_on = DayField(label=_("Signed on"), required=False)
    in_force_on = DayField(label=_("In force since"), required=False)
    expires_on = DayField(label=_("Expires on"), required=False)
    alarm_months = CountField(
        label=_("Told so many months before it expires"), min_value=0, max_value=60, initial=6
    )
    body = forms.ModelChoiceField(
        label=_("Joint body in which the parties meet"),
        queryset=Body.objects.none(),
        required=False,
        empty_label="–",
    )
    renews = forms.ModelChoiceField(
        label=_("Agreement that it renews"),
        queryset=Instrument.objects.none(),
        required=False,
        empty_label="–",
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    folded = ("body", "renews", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = Body.objects.filter(kind=BodyKind.JOINT, closed_on=None)
        body.label_from_instance = lambda one: one.title
        renews: Any = self.fields["renews"]
        renews.queryset = Instrument.objects.all()
        renews.label_from_instance = lambda one: one.title


class InstrumentDaysForm(EditForm):
    """The days of an agreement, and who watches over it."""

    FIELDS = ("agency", "signed_on", "in_force_on", "expires_on", "ended_on", "alarm_months")
    agency = AgencyField(label=_("Agency that watches over it"))
    signed_on = DayField(label=_("Signed on"), required=False)
    in_force_on = DayField(label=_("In force since"), required=False)
    expires_on = DayField(label=_("Expires on"), required=False)
    ended_on = DayField(label=_("Ended on"), required=False)
    alarm_months = CountField(label=_("Told so many months before it expires"), min_value=0, max_value=60)


class ObligationForm(RecordForm):
    """What an agreement obliges to, and who carries it out by when."""

    article = forms.CharField(label=_("Article"), required=False, max_length=40)
    text_km = forms.CharField(
        label=_("In Khmer"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    assigned_to = AgencyField(label=_("Who is to do it"))
    due_on = DayField(label=_("Due on"))
