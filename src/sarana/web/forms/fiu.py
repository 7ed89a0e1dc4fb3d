"""Forms about letters with the financial intelligence unit."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sarana.register.cases.models import Case, Suspect
from sarana.register.fiu.enums import Caveat, Direction, LetterKind, LetterState, Worth
from sarana.register.fiu.models import FiuLetter
from sarana.register.fiu.rules import KINDS
from sarana.register.traces.models import Trace
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, past_day
from sarana.web.forms.filters import ALL, ListFilter


def _caveats() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What may not be done with it"),
        choices=Caveat.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class _LetterForm(RecordForm):
    """What both ways have in common; ``answers`` offers the other side's letters about the case."""

    direction: Direction
    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What it says"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    caveats = _caveats()
    answers = forms.ModelChoiceField(
        label=_("Answers the letter"), queryset=FiuLetter.objects.none(), required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, one.label) for one in KINDS[self.direction]]
        answers: Any = self.fields["answers"]
        shown = [LetterState.RELEASED, LetterState.RECEIVED]
        answers.queryset = FiuLetter.objects.filter(case=case, state__in=shown).exclude(
            direction=self.direction
        )
        answers.label_from_instance = lambda letter: f"{letter.number} · {letter.get_kind_display()}"
        answers.empty_label = gettext("None")


class LetterForm(_LetterForm):
    """A letter to the unit."""

    direction = Direction.TO_FIU
    answer_by = DayField(label=_("Answer asked for by"), required=False)


class ReceivedForm(_LetterForm):
    """A letter of the unit, typed or read from its goAML file."""

    direction = Direction.FROM_FIU
    dated_on = DayField(label=_("Came in on"))
    their_reference = forms.CharField(label=_("Their reference"), required=False, max_length=80)
    file = forms.FileField(
        label=_("goAML file"),
        required=False,
        help_text=_("XML, up to 20 MB. What it tells is put below what you write."),
    )

    def clean_dated_on(self) -> Any:
        return past_day(self.cleaned_data["dated_on"])


class ItemForm(RecordForm):
    """A suspect or a trace of the case that the letter names."""

    thing = forms.ChoiceField(label=_("What the letter names"))
    possibly_of_a_victim = forms.BooleanField(
        label=_("An account that may be a victim’s"),
        required=False,
        help_text=_("It is told without a name, so that nobody is charged for it."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suspects = [(f"s:{one.pk}", f"{one.number} · {gettext('Suspect')}") for one in case.suspects.all()]
        traces = [(f"t:{one.pk}", f"{one.number} · {one.get_kind_display()}") for one in case.traces.all()]
        self._case = case
        field: Any = self.fields["thing"]
        field.choices = [("", gettext("– Please choose –")), *suspects, *traces]

    def named(self) -> Suspect | Trace:
        """What was chosen."""
        kind, _sign, key = self.cleaned_data["thing"].partition(":")
        return self._case.suspects.get(pk=key) if kind == "s" else self._case.traces.get(pk=key)


class ReasonForm(RecordForm):
    """Why something is given back or not sent."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class WorthForm(RecordForm):
    """What it was worth."""

    worth = forms.ChoiceField(label=_("What was it worth?"), choices=Worth.choices, widget=forms.RadioSelect)


class LetterFilter(ListFilter[FiuLetter]):
    """Letters by direction, kind and state."""

    direction = forms.ChoiceField(label=_("Which way"), required=False, choices=[ALL, *Direction.choices])
    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=[ALL, *LetterKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *LetterState.choices])
    lookups = {"direction": "direction", "kind": "kind", "state": "state"}

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(case__number=word.upper()) | Q(their_reference=word)
