import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.operations.enums import FoundAs, OperationKind, ReadyAnswer, ReadyItem, TaskKind
from sarana.register.operations.models import Operation
from sarana.register.operations.rules import is_answered_by_planner
from sarana.web.forms.base import RecordForm
from sarana.web.forms.editing import EditForm, what_was_wrong
from sarana.web.forms.fields import (
    AgencyField,
    CountField,
    DayField,
    OfficerField,
    PlaceField,
    past_day,
)
from sarana.web.views.phrases import person_facts

_WERE_PRESENT = ("interpreter_present", "minors_officer_present")


def _plan() -> forms.CharField:
    return forms.CharField(
        label=_("Plan"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Sealed.")
    )


class OperationForm(RecordForm):
    """The plan of an operation; only its planner and team see it until it was carried out."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OperationKind.choices)
    place = PlaceField(label=_("Where"))
    planned_for = DayField(label=_("Planned for"))
    cases = forms.CharField(
        label=_("Cases it is for"),
        required=False,
        help_text=_("Numbers such as C-7KQ2Z-PM4RT; several with a comma between them."),
    )
    plan = _plan()
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, max_length=200)

    def __init__(self, *args: Any, visible: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._visible = visible

    def clean_cases(self) -> list[Case]:
        """The cases with these numbers, each of which the officer may see."""
        numbers = [n.upper() for n in re.split(r"[\s,;]+", self.cleaned_data["cases"]) if n]
        found = {case.number: case for case in self._visible.filter(number__in=numbers)} if numbers else {}
        if strange := [number for number in numbers if number not in found]:
            raise forms.ValidationError(
                gettext("You can see no case with the number %(number)s.") % {"number": ", ".join(strange)}
            )
        return list(found.values())


class PlanEditForm(EditForm):
    """What an operation that lies ahead is planned as; its cases stay."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OperationKind.choices)
    place = PlaceField(label=_("Where"))
    planned_for = DayField(label=_("Planned for"))
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, max_length=200)
    plan = _plan()
    words = ("plan",)


class OutcomeForm(RecordForm):
    """What came of an operation: the day, each person found, each suspect arrested."""

    asked_as = {"on": "carried_out_on"}
    carried_out_on = DayField(label=_("Carried out on"))
    # Begun empty, for what is saved here stays: a nought is written by somebody who means it.
    persons_screened = CountField(label=_("Persons screened"))
    premises_inspected = CountField(label=_("Premises inspected"), initial=0)
    interpreter_present = forms.BooleanField(label=_("An interpreter was present"), required=False)
    minors_officer_present = forms.BooleanField(label=_("An officer for minors was present"), required=False)
    outcome = forms.CharField(
        label=_("What happened"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sealed."),
    )

    def __init__(self, *args: Any, operation: Operation, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody of the team may end it without seeing every case that it is for.
        seen = list(cases.filter(operations=operation))
        self._victims = list(Victim.objects.filter(case__in=seen).select_related("case"))
        self._suspects = list(Suspect.objects.filter(case__in=seen).select_related("case"))
        for victim in self._victims:
            self.fields[f"found_{victim.number}"] = forms.ChoiceField(
                label=f"{victim.number} · {person_facts(victim)}",
                required=False,
                choices=[("", "–"), *FoundAs.choices],
            )
        if self._suspects:
            self.fields["arrested"] = forms.MultipleChoiceField(
                label=_("Who was arrested"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(s.number, f"{s.number} · {person_facts(s)}") for s in self._suspects],
            )
        self.order_fields(["carried_out_on", "persons_screened", *self._found_names(), "arrested"])

    def _found_names(self) -> list[str]:
        return [f"found_{victim.number}" for victim in self._victims]

    def clean_carried_out_on(self) -> Any:
        return past_day(self.cleaned_data["carried_out_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        freed = sum(given.get(name) == FoundAs.FREED for name in self._found_names())
        screened = given.get("persons_screened")
        if screened is not None and screened < freed:
            words = {"freed": freed, "screened": screened}
            self.add_error(
                "persons_screened",
                gettext("%(freed)s were freed and %(screened)s screened. Everybody who is freed is screened.")
                % words,
            )
        return given

    @staticmethod
    def start(operation: Operation) -> dict[str, Any]:
        """The day it was planned for, unless that is still ahead."""
        return {"carried_out_on": min(operation.planned_for, timezone.localdate())}

    def facts(self) -> dict[str, Any]:
        """The outcome, by the action's names."""
        given = self.cleaned_data
        arrested = set(given.get("arrested", []))
        return {
            "carried_out_on": given["carried_out_on"],
            "persons_screened": given["persons_screened"],
            "premises_inspected": given["premises_inspected"],
            "interpreter_present": given["interpreter_present"],
            "minors_officer_present": given["minors_officer_present"],
            "found": {
                victim: FoundAs(given[f"found_{victim.number}"])
                for victim in self._victims
                if given[f"found_{victim.number}"]
            },
            "arrested": [suspect for suspect in self._suspects if suspect.number in arrested],
            "words": {"outcome": given["outcome"]} if given["outcome"] else {},
        }


class OutcomeEditForm(OutcomeForm, EditForm):
    """An outcome on record, as it stands: what is changed here is put right, for a reason that stays."""

    undo = forms.BooleanField(
        label=_("It was never carried out: call it off and take the outcome off the record"), required=False
    )
    reason = what_was_wrong()

    def values(self, operation: Operation, outcome: str) -> dict[str, Any]:
        """What stands on record, by field."""
        found = {each.victim_id: each.found_as for each in operation.persons_found.all()}
        taken = {arrest.suspect_id for arrest in operation.arrests.all()}
        arrested = [suspect.number for suspect in self._suspects if suspect.pk in taken]
        columns = ("carried_out_on", "persons_screened", "premises_inspected", *_WERE_PRESENT)
        return {
            **{name: getattr(operation, name) for name in columns},
            **{f"found_{victim.number}": found.get(victim.pk, "") for victim in self._victims},
            **({"arrested": arrested} if self._suspects else {}),
            "outcome": outcome,
        }

    def corrections(self) -> dict[str, Any]:
        """What was changed, by the action's names."""
        given = self.changes()
        reason = given.pop("reason")
        given.pop("undo", None)
        found = {
            victim: FoundAs(what) if what else None
            for victim in self._victims
            if (what := given.pop(f"found_{victim.number}", None)) is not None
        }
        taken = given.pop("arrested", None)
        arrested = {} if taken is None else {s: s.number in taken for s in self._suspects}
        words = {"outcome": given.pop("outcome")} if "outcome" in given else {}
        return {"reason": reason, "found": found, "arrested": arrested, "words": words, "changes": given}


class TaskForm(RecordForm):
    """A task, and the officer or the agency that has it."""

    kind = forms.ChoiceField(label=_("Task"), choices=TaskKind.choices)
    officer = OfficerField(label=_("Officer"), required=False)
    agency = AgencyField(label=_("Or another agency"), required=False)


class ChecklistForm(RecordForm):
    """The items of the checklist that the planner answers himself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ReadyItem:
            if is_answered_by_planner(item):
                self.fields[item.value] = forms.ChoiceField(
                    label=item.label, choices=ReadyAnswer.choices, widget=forms.RadioSelect
                )


class OnDayForm(RecordForm):
    """A day and nothing else."""

    asked_as = {"returned_on": "on"}
    on = DayField(label=_("Day"))

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])
