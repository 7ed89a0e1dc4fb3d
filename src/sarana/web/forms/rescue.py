from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.queries import agencies_open
from sarana.base.vault.models import SealedWords
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.rescue.enums import Precision, SearchResult, SoughtState
from sarana.register.rescue.models import RescueRequest, SoughtPerson
from sarana.register.tricks.models import Trick
from sarana.register.tricks.queries import active_tricks
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm, what_was_wrong
from sarana.web.forms.fields import (
    AgencyField,
    AnswerField,
    DayField,
    PlaceField,
    past_day,
)
from sarana.web.forms.filters import ALL, ListFilter

# What the actions and the reading of lists refuse, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("A request can't have been received in the future."),
    gettext_noop("What is known of the place can't date from the future."),
    gettext_noop("Say which mission asks."),
    gettext_noop("Write down at least a name or a passport number."),
    gettext_noop("Write down what was asked for."),
    gettext_noop("A mission sees its own requests only; ask a unit of the country."),
    gettext_noop("Write down why the officer is kept from it."),
    gettext_noop("Write down why a step is left out, taken back or ended."),
    gettext_noop("A step can't lie in the future."),
    gettext_noop("The step can't be dated before the one it follows."),
    gettext_noop("Say what the mission is asked for."),
    gettext_noop("Link the victim's record first, with an authority's word on the status."),
    gettext_noop("Record first what the search came to."),
    gettext_noop("Choose at least one person."),
    gettext_noop("This is the same line."),
    gettext_noop("Write down why they are, or are not, the same person."),
    gettext_noop("A result can't lie in the future."),
    gettext_noop("Write a message first."),
    gettext_noop(
        "No row names columns of the list, such as “Name in own script” or “Passport number”. Use the template."
    ),
    gettext_noop("The list holds no row below its heading."),
)
_LANGUAGES = [("en", "English"), ("km", "ភាសាខ្មែរ"), ("id", "Bahasa Indonesia"), ("th", "ไทย"), ("vi", "Tiếng Việt"), ("zh", "中文")]  # fmt: skip
_LONG = 500


def _text(label: Any, length: int = 120, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **more)


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 2}), **more
    )


class TrickField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A trick of the catalogue, by its name in the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Trick.objects.none(), empty_label="–", to_field_name="code", **kwargs)

    def __deepcopy__(self, memo: Any) -> "TrickField":
        copy: TrickField = super().__deepcopy__(memo)
        copy.queryset = active_tricks()
        return copy

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RequestForm(RecordForm):
    """What a mission asks, without its persons: they follow by list or one by one."""

    asked_as = {"received_at": "received_on"}
    mission = AgencyField(label=_("Mission"), required=False)
    note_number = _text(_("Number of the note verbale"), 60)
    received_on = DayField(label=_("Received on"))
    answer_by = DayField(label=_("Answer asked by"), required=False)
    danger_now = AnswerField(label=_("Is somebody in danger now?"))
    place = PlaceField(label=_("Where"), required=False)
    place_words = _text(_("Compound, building, company"), 300, help_text=_("Sealed."))
    precision = forms.ChoiceField(
        label=_("How exactly the place is known"), required=False, choices=[("", "–"), *Precision.choices]
    )
    known_on = DayField(label=_("This is known since"), required=False)
    contact = _text(
        _("Your officer and a safe way to answer"), 300, help_text=_("Name, telephone or mail; sealed.")
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=_LANGUAGES)
    moved_from = _text(_("Moved from"), 300, help_text=_("Sealed."))
    trick = TrickField(label=_("How they were lured"), required=False)
    recruiter = _text(_("Name or account of the recruiter"), 300, help_text=_("Sealed."))
    route = _text(_("Route"), 300, help_text=_("Sealed."))
    entered_on = DayField(label=_("Entered the country on"), required=False)
    entry_point = _text(_("Where they entered"), 80)
    ransom = AmountField(
        label=_("Sum demanded for letting them go"), required=False, max_digits=14, decimal_places=2
    )
    ransom_currency = _text(_("Currency"), 3, help_text=_("Three letters, for instance USD."))
    remarks = _long(_("Anything else"))
    folded = (
        "moved_from", "trick", "recruiter", "route", "entered_on", "entry_point", "ransom", "ransom_currency", "remarks",
    )  # fmt: skip
    _sealed: ClassVar[tuple[str, ...]] = (
        "contact",
        "place_words",
        "moved_from",
        "recruiter",
        "route",
        "remarks",
    )

    def clean_received_on(self) -> Any:
        return past_day(self.cleaned_data["received_on"])

    def clean_known_on(self) -> Any:
        return past_day(self.cleaned_data["known_on"])

    def clean_entered_on(self) -> Any:
        return past_day(self.cleaned_data["entered_on"])

    def words(self) -> dict[str, str]:
        """What is sealed."""
        return {name: self.cleaned_data[name] for name in self._sealed if self.cleaned_data.get(name)}

    def facts(self) -> dict[str, Any]:
        """Everything else, by the action's names."""
        apart = {*self._sealed, "received_on", "ransom_currency"}
        facts = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        facts["ransom_currency"] = self.cleaned_data["ransom_currency"] if facts.get("ransom") else ""
        facts["received_at"] = moment_of(self.cleaned_data["received_on"])
        return facts


def moment_of(day: Any) -> datetime:
    """A day as a moment: now for today, noon for a day before."""
    now = timezone.localtime()
    return now if day == now.date() else timezone.make_aware(datetime.combine(day, time(12)))


def own_missions(form: RequestForm, offered: bool) -> RequestForm:
    """The form with the missions to choose from, or without the field for a mission's own officer."""
    if offered:
        field: Any = form.fields["mission"]
        field.queryset = agencies_open().filter(kind=AgencyKind.EMBASSY)
        field.required = True
    else:
        del form.fields["mission"]
    return form


class RequestEditForm(RequestForm, EditForm):
    """A request on record, as it stands: what is changed here is put right, for a reason that stays."""

    mission = None  # type: ignore[assignment]
    reason = what_was_wrong()
    field_order = ("reason",)

    @classmethod
    def values(cls, request: RescueRequest, words: SealedWords) -> dict[str, Any]:
        """What stands on record, by field."""
        apart = {*cls._sealed, "received_on", "reason", "seen_version", "was"}
        columns = {name: getattr(request, name) for name in cls.base_fields if name not in apart}
        sealed = {name: words.get(name, "") for name in cls._sealed}
        return {**columns, **sealed, "received_on": timezone.localdate(request.received_at)}

    def corrections(self, request: RescueRequest) -> dict[str, Any]:
        """What was changed, by the action's names."""
        given = self.changes()
        reason = given.pop("reason")
        words = {name: given.pop(name) for name in self._sealed if name in given}
        day = given.pop("received_on", None)
        if day and day != timezone.localdate(request.received_at):
            given["received_at"] = moment_of(day)
        if "ransom_currency" in given:
            given["ransom_currency"] = given["ransom_currency"].upper()
        return {"reason": reason, "changes": given, "words": words}


class UnitForm(RecordForm):
    """An agency that is asked to work on a request."""

    agency = AgencyField(label=_("Agency"))


class MessageForm(RecordForm):
    """A message to the other side."""

    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class ListUploadForm(RecordForm):
    """A mission's list of nationals."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Workbook (.xlsx) or CSV, up to 2,000 rows."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )


class WhereForm(RecordForm):
    """Whom a mother asks about."""

    q = forms.CharField(
        label=_("Name, passport or telephone number"),
        max_length=200,
        help_text=_("In any script and spelling."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


class RequestFilter(ListFilter[RescueRequest]):
    """Requests by mission and whether they hold somebody who waits."""

    mission = forms.ChoiceField(label=_("Mission"), required=False)
    holding = forms.ChoiceField(
        label=_("Holding somebody in the state"), required=False, choices=[ALL, *SoughtState.choices]
    )
    lookups = {"mission": "mission__code"}

    def __init__(self, *args: Any, missions: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mission"]
        field.choices = [ALL, *missions]
        if len(missions) < 2:  # noqa: PLR2004 - a choice needs two
            del self.fields["mission"]

    def narrow(self, records: QuerySet[RescueRequest]) -> QuerySet[RescueRequest]:
        found = super().narrow(records)
        if state := self.cleaned_data.get("holding"):
            found = found.filter(pk__in=SoughtPerson.objects.filter(state=state).values("request"))
        return found

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(note_number__icontains=word)


class LinesFilter(ListFilter[SoughtPerson]):
    """Lines of a request or mission by state, result and clock."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *SoughtState.choices])
    result = forms.ChoiceField(
        label=_("What the search came to"), required=False, choices=[ALL, *SearchResult.choices]
    )
    minors = forms.ChoiceField(label=_("Under 18"), required=False, choices=[ALL, *YesNoUnknown.choices])
    clock = forms.ChoiceField(label=_("Clock"), required=False, choices=[ALL, ("late", _("Late"))])
    lookups = {"state": "state", "result": "result", "minors": "is_minor"}

    def narrow(self, records: QuerySet[SoughtPerson]) -> QuerySet[SoughtPerson]:
        found = super().narrow(records)
        return found.filter(leave_by__lt=timezone.now()) if self.cleaned_data.get("clock") else found


def language_now() -> str:
    """The page's language as the record keeps it."""
    return "km" if (get_language() or "km").startswith("km") else "en"
