"""Forms of campaigns: what is taught to whom, sessions, surveys; and of reports that cite a campaign."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sarana.register.outreach.enums import Audience, OutreachChannel, Round, Sampling
from sarana.register.outreach.models import Campaign
from sarana.register.plans.enums import Currency, NodeKind
from sarana.register.plans.models import Node
from sarana.register.plans.queries import promised
from sarana.register.tricks.models import Trick
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, CountField, DayField, PlaceField, past_day
from sarana.web.forms.filters import ALL, ListFilter
from sarana.web.forms.plans import title_en, title_km

# What the actions refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("A campaign can't end before it begins."),
    gettext_noop("A campaign carries out an activity or a measure."),
    gettext_noop("A session lies within its campaign, and not in the future."),
    gettext_noop("Women and men are more than all who were reached."),
    gettext_noop("A part is more than all who were reached."),
    gettext_noop("Nobody was asked."),
    gettext_noop("More answered than were asked, or more rightly than answered."),
    gettext_noop("The survey holds no item that we know."),
)


class CampaignFilter(ListFilter[Campaign]):
    """Campaigns by words, audience, channel and day."""

    q = forms.CharField(label=_("Words of the title"), required=False)
    audience = forms.ChoiceField(label=_("Audience"), required=False, choices=[ALL, *Audience.choices])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[ALL, *OutreachChannel.choices])
    lookups = {"audience": "audience", "channel": "channel"}

    def by_word(self, word: str) -> Q:
        """A part of the title or of the agency's name."""
        return Q(title_km__icontains=word) | Q(title_en__icontains=word) | Q(agency__name_en__icontains=word)


class CampaignForm(RecordForm):
    """A campaign: to whom it speaks, against which tricks, where, when, what it costs."""

    asked_as = {"nodes": "node"}
    title_km = title_km()
    title_en = title_en()
    agency = AgencyField(label=_("Agency that runs it"))
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=OutreachChannel.choices)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    place = PlaceField(label=_("Where"), required=False)
    message_km = forms.CharField(
        label=_("Message in Khmer"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    message_en = forms.CharField(
        label=_("Message in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    tricks = forms.ModelMultipleChoiceField(
        label=_("Tricks it warns of"),
        queryset=Trick.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cost = AmountField(label=_("Cost"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, initial=Currency.USD)
    node = forms.ModelChoiceField(
        label=_("Activity of the plan"), queryset=Node.objects.none(), required=False, empty_label="–"
    )
    languages = forms.CharField(label=_("Languages"), required=False, max_length=60)
    hotline = forms.CharField(label=_("Hotline that is shown"), required=False, max_length=40)
    materials = CountField(label=_("Materials handed out"), required=False)
    folded = ("node", "languages", "hotline", "materials")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tricks: Any = self.fields["tricks"]
        tricks.queryset = Trick.objects.order_by("code")
        tricks.label_from_instance = lambda trick: trick.told("name")
        nodes: Any = self.fields["node"]
        # Activities are chosen by their measure where a plan has hundreds of them.
        nodes.queryset = promised().filter(kind=NodeKind.MEASURE, plan__state="adopted").order_by("path")
        nodes.label_from_instance = lambda node: f"{node.code} {node.title}"

    def clean_materials(self) -> int:
        return self.cleaned_data["materials"] or 0


class SessionForm(RecordForm):
    """One session and how many it reached."""

    held_on = DayField(label=_("Day"))
    reached = CountField(label=_("Persons reached"))
    women = CountField(label=_("Women and girls"), required=False)
    men = CountField(label=_("Men and boys"), required=False)
    under_18 = CountField(label=_("Under 18"), required=False)
    migrants = CountField(label=_("Migrants, or about to leave"), required=False)
    is_estimate = forms.BooleanField(label=_("A guess of the crowd, not counted by heads"), required=False)
    place = PlaceField(label=_("Where"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        return {
            name: 0 if value is None and name in {"women", "men", "under_18", "migrants"} else value
            for name, value in data.items()
        }


class SurveyForm(RecordForm):
    """The rows of a survey, as ODK or Kobo export them."""

    asked_as = {"asked": "file"}
    round = forms.ChoiceField(label=_("When it was held"), choices=Round.choices, widget=forms.RadioSelect)
    held_on = DayField(label=_("Day"))
    sampling = forms.ChoiceField(
        label=_("How those asked were chosen"), choices=Sampling.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("The rows that ODK or Kobo export, as CSV or XLSX."),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )

    def clean_held_on(self) -> Any:
        return past_day(self.cleaned_data["held_on"])


class CitationForm(RecordForm):
    """A report whose teller named the campaign."""

    number = forms.CharField(label=_("Number of the report"), max_length=20)
