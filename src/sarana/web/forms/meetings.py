"""Forms of bodies, meetings and action points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sarana.register.meetings.enums import BodyKind, Outcome, Seat
from sarana.register.meetings.models import ActionPoint, Meeting, Member
from sarana.register.meetings.rules import sits
from sarana.register.plans.enums import NodeKind, Priority
from sarana.register.plans.models import Evidence, Node
from sarana.register.plans.queries import promised
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, CountField, DayField, OfficerField, past_day
from sarana.web.forms.plans import title_en, title_km

SENTENCES = (
    gettext_noop("A quorum is 1 to 100 per cent, and a body meets at least every so many months."),
    gettext_noop("A term ends after it begins."),
    gettext_noop("The minutes are signed; nothing in this meeting can be changed."),
    gettext_noop("Say first who is present."),
    gettext_noop("Write one sentence about what came of it."),
    gettext_noop("There is no quorum, so nothing can be decided. Take it as information, or postpone it."),
    gettext_noop("Only a meeting that was held and isn't signed yet is signed."),
    gettext_noop("Every item of the agenda needs an outcome first; postpone what was not dealt with."),
    gettext_noop("Write one sentence about what is to be done."),
    gettext_noop("This action point isn't open."),
    gettext_noop("Add the proof first: an action point isn't done without it."),
    gettext_noop("Only what was said to be done is verified."),
    gettext_noop("Say in one sentence what is missing."),
    gettext_noop("Say why it is taken back."),
)


def _text(label: Any, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
    )


class NodeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A strategy, objective or measure of a plan that is not closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Node.objects.none(), empty_label="–", **kwargs)

    def __deepcopy__(self, memo: Any) -> "NodeField":
        copy: NodeField = super().__deepcopy__(memo)
        copy.queryset = (
            promised().exclude(plan__state="closed").exclude(kind=NodeKind.ACTIVITY).order_by("plan", "path")
        )
        return copy

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.title}"


class BodyForm(RecordForm):
    """A committee or working group."""

    code = forms.SlugField(
        label=_("Short name"), max_length=40, help_text=_("Latin letters, digits and hyphens.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices, widget=forms.RadioSelect)
    title_km = title_km()
    title_en = title_en()
    agency = AgencyField(label=_("Agency that prepares its meetings"))
    quorum = CountField(label=_("Quorum, in per cent of the members"), min_value=1, max_value=100, initial=50)
    every_months = CountField(label=_("Months between two meetings"), min_value=1, max_value=24, initial=3)
    node = NodeField(label=_("Part of the plan it looks after"), required=False)


class SeatForm(RecordForm):
    """Who gets a seat."""

    agency = AgencyField(label=_("Agency"))
    seat = forms.ChoiceField(
        label=_("Seat"), choices=Seat.choices, widget=forms.RadioSelect, initial=Seat.MEMBER
    )
    officer = OfficerField(label=_("Officer"), required=False)
    since = DayField(label=_("Since"))
    until = DayField(label=_("Until"), required=False)


class MeetingForm(RecordForm):
    """When and where a body meets."""

    held_on = DayField(label=_("Day of the meeting"))
    venue = forms.CharField(label=_("Where it is held"), required=False, max_length=200)


class ItemForm(RecordForm):
    """Something for the agenda."""

    title_km = title_km()
    title_en = title_en()
    node = NodeField(label=_("Part of the plan it is about"), required=False)


class PresentForm(RecordForm):
    """Who is present."""

    present = forms.ModelMultipleChoiceField(
        label=_("Who is present"), queryset=Member.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, meeting: Meeting) -> None:
        """Offer the members whose term runs on the day."""
        seated = [
            m.pk for m in meeting.body.members.select_related("agency", "officer") if sits(m, meeting.held_on)
        ]
        field: Any = self.fields["present"]
        field.queryset = Member.objects.filter(pk__in=seated).select_related("agency", "officer")
        field.label_from_instance = member_words


def member_words(member: Member) -> str:
    """Who sits there: the officer where there is one, the agency, the seat."""
    who = f"{member.officer.name}, " if member.officer else ""
    return f"{who}{member.agency.name} ({member.get_seat_display()})"


class OutcomeForm(RecordForm):
    """What came of an item."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices[1:], widget=forms.RadioSelect
    )
    outcome_km = _text(_("In Khmer"), 3)
    outcome_en = _text(_("In English"), 3)


class MinutesForm(RecordForm):
    """The minutes; sealed."""

    minutes = forms.CharField(
        label=_("Minutes"), required=False, max_length=30000, widget=forms.Textarea(attrs={"rows": 14})
    )


class ActionForm(RecordForm):
    """What somebody is told to do by a day."""

    text_km = _text(_("What is to be done, in Khmer"))
    text_en = _text(_("What is to be done, in English"))
    assigned_to = AgencyField(label=_("Who is to do it"))
    due_on = DayField(label=_("Due on"))
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=Priority.choices,
        widget=forms.RadioSelect,
        initial=Priority.NORMAL,
        help_text=_("A high one is closed only after a second person has looked at the proof."),
    )


class NewActionForm(ActionForm):
    """An action point that comes from no meeting."""

    node = NodeField(label=_("Part of the plan it is about"), required=False)


class DoneForm(RecordForm):
    """That it is done, with the proof."""

    on = DayField(label=_("Done on"))
    result = forms.CharField(label=_("What came of it"), max_length=300)
    evidence = forms.ModelMultipleChoiceField(
        label=_("What shows it"),
        queryset=Evidence.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offer(self, point: ActionPoint) -> None:
        """Offer the proof of the part of the plan it is about."""
        field: Any = self.fields["evidence"]
        field.queryset = point.node.evidence.all() if point.node else Evidence.objects.none()
        field.label_from_instance = lambda one: one.title

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class VerifyForm(RecordForm):
    """Whether the proof is enough."""

    is_enough = forms.TypedChoiceField(
        label=_("Is the proof enough?"),
        choices=[("yes", _("Yes, close it")), ("no", _("No, open it again"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("What is missing"), required=False, max_length=300)
