"""The search and filters above the lists of plans, committees, meetings and action points."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sarana.register.meetings.enums import ActionState, BodyKind, MeetingState
from sarana.register.meetings.models import ActionPoint, Body, Meeting
from sarana.register.plans.enums import NodeKind
from sarana.register.plans.models import Node
from sarana.web.forms.fields import DayField
from sarana.web.forms.filters import ListFilter, all_or, province_choices, since_day, until_day


class BoardFilter(ListFilter[Node]):
    """Measures or activities of a plan, by words, by lead agency, by province, or below one node."""

    q = forms.CharField(label=_("Number or words of the title"), required=False)
    kind = forms.ChoiceField(
        label=_("What is shown"),
        required=False,
        choices=[("", _("Measures")), (NodeKind.ACTIVITY, _("Activities"))],
    )
    lead = forms.CharField(label=_("Lead agency, a part of its name"), required=False)
    place = forms.ChoiceField(label=_("Province"), required=False, choices=province_choices)
    under = forms.CharField(required=False, widget=forms.HiddenInput)
    lookups = {"place": "place__code__startswith"}

    @property
    def wanted_kind(self) -> str:
        """The kind of node that is shown."""
        return self.cleaned_data.get("kind") or NodeKind.MEASURE

    def narrow(self, records: QuerySet[Node]) -> QuerySet[Node]:
        """The nodes of the kind that is shown."""
        found = super().narrow(records)
        asked = self.cleaned_data
        found = found.filter(kind=self.wanted_kind)
        if lead := asked.get("lead"):
            found = found.filter(
                Q(lead_agency__name_km__icontains=lead) | Q(lead_agency__name_en__icontains=lead)
            )
        return found.filter(path__startswith=f"{asked['under']}.") if asked.get("under") else found

    def by_word(self, word: str) -> Q:
        """The number, or a part of the title in either language."""
        return Q(code__startswith=word) | Q(title_km__icontains=word) | Q(title_en__icontains=word)


class MeetingFilter(ListFilter[Meeting]):
    """Meetings by body, state and day."""

    q = forms.CharField(label=_("Name of the committee or working group"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(MeetingState.choices))
    since, until = since_day(), until_day()
    lookups = {"state": "state", "since": "held_on__gte", "until": "held_on__lte"}

    def by_word(self, word: str) -> Q:
        """A part of the body's name."""
        return Q(body__title_km__icontains=word) | Q(body__title_en__icontains=word)


class BodyFilter(ListFilter[Body]):
    """Committees and working groups by name and kind."""

    q = forms.CharField(label=_("A part of the name"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=all_or(BodyKind.choices))
    lookups = {"kind": "kind"}

    def by_word(self, word: str) -> Q:
        """A part of the name in either language."""
        return Q(title_km__icontains=word) | Q(title_en__icontains=word)


class ActionFilter(ListFilter[ActionPoint]):
    """Action points by words, state and due day."""

    q = forms.CharField(label=_("Words, agency, or number of a measure"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(ActionState.choices))
    until = DayField(label=_("Due until"), required=False, help_text="")
    lookups = {"state": "state", "until": "due_on__lte"}

    def by_word(self, word: str) -> Q:
        """What is to be done, by whom, or for which measure."""
        text = Q(text_km__icontains=word) | Q(text_en__icontains=word)
        agency = Q(assigned_to__name_km__icontains=word) | Q(assigned_to__name_en__icontains=word)
        return text | agency | Q(node__code=word)
