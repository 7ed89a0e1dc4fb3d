from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.traces.enums import Confidence, Relation, TraceKind, TraceSource
from sarana.register.traces.models import Trace
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, OfficerField, past_day
from sarana.web.forms.filters import ListFilter
from sarana.web.views.phrases import event_words, person_facts

NOBODY = ("", _("Nobody yet"))


def _ends_in(case: Case) -> dict[str, tuple[str, Any]]:
    """The victims, suspects and events of a case, by what the form sends, each with its words."""
    ends: dict[str, tuple[str, Any]] = {}
    people: list[Victim | Suspect] = [*case.victims.all(), *case.suspects.all()]
    for person in people:
        ends[person.number] = (f"{person.number} · {person_facts(person)}", person)
    for event in case.events.select_related("place"):
        ends[str(event.pk)] = (event_words(event), event)
    return ends


class LinkForm(RecordForm):
    """What a trace is to somebody or something of its case, and how that is known."""

    to = forms.ChoiceField(label=_("Whose it is, or what it belongs to"))
    relation = forms.ChoiceField(label=_("What it is to them"), choices=Relation.choices)
    known_from = forms.ChoiceField(label=_("How that is known"), choices=TraceSource.choices)
    confidence = forms.ChoiceField(
        label=_("How sure it is"),
        choices=Confidence.choices,
        widget=forms.RadioSelect,
        initial=Confidence.LIKELY,
    )
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Until"), required=False)
    folded: ClassVar[tuple[str, ...]] = ("since", "until")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ends = _ends_in(case)
        choices = [(key, words) for key, (words, _end) in self._ends.items()]
        to: Any = self.fields["to"]
        to.choices = choices if to.required else [NOBODY, *choices]

    def clean_since(self) -> Any:
        return past_day(self.cleaned_data["since"])

    def link(self) -> dict[str, Any] | None:
        """The link, by the action's names; None when it is nobody's yet."""
        given = self.cleaned_data
        if not given["to"]:
            return None
        names = ("relation", "known_from", "confidence", "since", "until")
        return {"to": self._ends[given["to"]][1], **{name: given[name] for name in names}}


class TraceForm(LinkForm):
    """A new trace with its first link."""

    kind = forms.ChoiceField(label=_("What it is"), choices=TraceKind.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Number, plate, name or address"),
        max_length=200,
        help_text=_(
            "As you read it; sealed at once. If another unit works on it, both of you learn whom to call."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What else is known about it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sealed."),
    )
    to = forms.ChoiceField(label=_("Whose it is, or what it belongs to"), required=False)
    field_order = ("kind", "value", "to", "relation", "known_from", "confidence", "note", "since", "until")
    folded = ("note", "since", "until")


class EndLinkForm(RecordForm):
    """The day until which a link held."""

    asked_as = {"until": "on", "since": "on"}
    on = DayField(label=_("Until"))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class SpokenForm(RecordForm):
    """What came of the call."""

    note = forms.CharField(
        label=_("What you agreed"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sealed; your own side reads it, the other unit does not."),
    )


class ContactForm(RecordForm):
    """Whom another unit calls."""

    phone = forms.CharField(label=_("Telephone of the duty desk"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    head = OfficerField(label=_("Head"), required=False)
    deputy = OfficerField(label=_("Deputy"), required=False)


class TraceFilter(ListFilter[Trace]):
    """Traces of a case by number and kind."""

    kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("All")), *TraceKind.choices]
    )
    lookups = {"kind": "kind"}
