"""The search and filters above the lists of care, ways home, pairs, errands and rules of other systems."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sarana.intake.enums import ExportState, System
from sarana.intake.models import ExportRequest, FieldRule
from sarana.register.care.enums import TakesIn
from sarana.register.care.models import Shelter
from sarana.register.cases.enums import GlassFinding
from sarana.register.cases.models import GlassBreak
from sarana.register.duplicates.enums import PairState
from sarana.register.duplicates.models import Pair
from sarana.register.repatriation.enums import Assessment, Direction
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.supervision.models import Errand
from sarana.web.forms.fields import DayField
from sarana.web.forms.filters import ALL, ListFilter


class GlassFilter(ListFilter[GlassBreak]):
    """Emergency openings by case and finding."""

    finding = forms.ChoiceField(label=_("Review"), required=False, choices=[ALL, *GlassFinding.choices])
    lookups = {"finding": "finding"}

    def by_word(self, word: str) -> Q:
        return Q(case__number__startswith=word.upper())


class ErrandFilter(ListFilter[Errand]):
    """Errands by case and day."""

    until = DayField(label=_("Until"), required=False, help_text="")
    lookups = {"until": "due_on__lte"}

    def by_word(self, word: str) -> Q:
        return Q(case__number__startswith=word.upper())


class PairFilter(ListFilter[Pair]):
    """Pairs by state; by a person's number."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *PairState.choices])
    lookups = {"state": "state"}

    def by_word(self, word: str) -> Q:
        number = word.upper()
        sides = [
            Q(**{f"{side}__{role}__number__startswith": number})
            for side in ("first", "second")
            for role in ("as_victim", "as_suspect")
        ]
        return sides[0] | sides[1] | sides[2] | sides[3]


class ShelterFilter(ListFilter[Shelter]):
    """Shelters by whom they take in."""

    takes_in = forms.ChoiceField(label=_("Takes in"), required=False, choices=[ALL, *TakesIn.choices])
    lookups = {"takes_in": "takes_in"}


class RepatriationFilter(ListFilter[Repatriation]):
    """Ways home by direction, assessment and either side's number."""

    direction = forms.ChoiceField(label=_("Which way"), required=False, choices=[ALL, *Direction.choices])
    assessment = forms.ChoiceField(
        label=_("The province found"), required=False, choices=[ALL, *Assessment.choices]
    )
    lookups = {"direction": "direction", "assessment": "assessment"}

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(their_number__iexact=word) | Q(victim__number=word.upper())


class HandoverFilter(ListFilter[HandoverList]):
    """Handover lists by direction."""

    direction = forms.ChoiceField(label=_("Which way"), required=False, choices=[ALL, *Direction.choices])
    lookups = {"direction": "direction"}


class ExportFilter(ListFilter[ExportRequest]):
    """Requests to take names out by state; by who asked."""

    q = forms.CharField(label=_("Who asked"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *ExportState.choices])
    lookups = {"state": "state"}

    def by_word(self, word: str) -> Q:
        return Q(asked_by__username__startswith=word) | Q(asked_by__name_km__startswith=word)


class RuleFilter(ListFilter[FieldRule]):
    """Rules by system; by the beginning of a field."""

    q = forms.CharField(label=_("Field, or its beginning"), required=False)
    system = forms.ChoiceField(label=_("System"), required=False, choices=[ALL, *System.choices])
    lookups = {"system": "system"}

    def by_word(self, word: str) -> Q:
        return Q(their_field__startswith=word.lower()) | Q(field__startswith=word)
