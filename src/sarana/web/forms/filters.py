"""The search and filters above each list; each narrows what the officer may see and never widens it."""

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sarana.base.places.queries import provinces
from sarana.register.cases.enums import CaseState, Sex, Standing
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.complicity.enums import AllegationState
from sarana.register.complicity.models import Allegation
from sarana.register.operations.enums import OperationKind, OperationState
from sarana.register.operations.models import Operation
from sarana.register.proceedings.enums import Outcome, Stage
from sarana.register.proceedings.models import Proceeding
from sarana.register.referrals.enums import ReferralState
from sarana.register.referrals.models import Referral
from sarana.register.reports.enums import Channel, OpeningState, ReportState, YesNoUnknown
from sarana.register.reports.models import Report, WordsOpening
from sarana.register.returns.models import QuarterlyForm
from sarana.register.returns.rules import QUARTERS
from sarana.web.forms.fields import DayField, plain

ALL = ("", _("All"))
_LAST_YEAR = 9999
# Where a report that was opened alone stands.
_DECIDED = {
    OpeningState.WAITING.value: _("Waits for a second officer"),
    OpeningState.GRANTED.value: _("Confirmed"),
    OpeningState.REFUSED.value: _("Not confirmed"),
}


def all_or(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """These choices, or all."""
    return [ALL, *choices]


def province_choices() -> list[tuple[str, Any]]:
    """The provinces, or all."""
    return all_or([(code, place.name) for code, place in sorted(provinces().items())])


class ListFilter[Record: Model](forms.Form):
    """A search by number and filters that are all optional; what makes no sense is left out of account."""

    use_required_attribute = False
    marks_optional = False
    q = forms.CharField(label=_("Number, or its beginning"), required=False)
    # Field of the form -> lookup of the query.
    lookups: dict[str, str] = {}

    @property
    def narrows(self) -> bool:
        """Whether anything was asked that a list may not show in whole."""
        return not self.is_valid() or any(value not in (None, "") for value in self.cleaned_data.values())

    def narrow(self, records: QuerySet[Record]) -> QuerySet[Record]:
        """The records that fit what was asked."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if number := asked.pop("q", ""):
            records = records.filter(self.by_word(plain(number)))
        wanted = {self.lookups[name]: value for name, value in asked.items() if name in self.lookups}
        return records.filter(**wanted) if wanted else records

    def by_word(self, word: str) -> Q:
        """What the search box means here."""
        return Q(number__startswith=word.upper())


def since_day() -> DayField:
    """The first day that is looked at."""
    return DayField(label=_("Since"), required=False, help_text="")


def until_day() -> DayField:
    """The last day that is looked at."""
    return DayField(label=_("Until"), required=False, help_text="")


class ReportFilter(ListFilter[Report]):
    """Reports by state, danger, province, channel and day."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(ReportState.choices))
    danger = forms.ChoiceField(label=_("Danger now"), required=False, choices=all_or(YesNoUnknown.choices))
    minors = forms.ChoiceField(label=_("Under 18"), required=False, choices=all_or(YesNoUnknown.choices))
    channel = forms.ChoiceField(label=_("How it came"), required=False, choices=all_or(Channel.choices))
    province = forms.ChoiceField(label=_("Province"), required=False, choices=province_choices)
    since, until = since_day(), until_day()
    lookups = {
        "state": "state",
        "danger": "danger_now",
        "minors": "minors",
        "channel": "channel",
        "province": "place__code__startswith",
        "since": "received_at__date__gte",
        "until": "received_at__date__lte",
    }

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(vessel__icontains=word)


class AloneFilter(ListFilter[WordsOpening]):
    """What was opened alone."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(list(_DECIDED.items())))
    lookups = {"state": "state"}

    def by_word(self, word: str) -> Q:
        """The report's number."""
        return Q(report__number__startswith=word.upper())


class QuarterFilter(ListFilter[QuarterlyForm]):
    """Quarterly forms by year or by the committee's name."""

    q = forms.CharField(label=_("Year, or name of the committee"), required=False)
    quarter = forms.ChoiceField(
        label=_("Quarter"), required=False, choices=all_or([(str(n), str(n)) for n in QUARTERS])
    )
    sent = forms.ChoiceField(
        label=_("State"), required=False, choices=all_or([("no", _("Not sent yet")), ("yes", _("Sent"))])
    )
    lookups = {"quarter": "quarter"}

    def narrow(self, records: QuerySet[QuarterlyForm]) -> QuerySet[QuarterlyForm]:
        """The forms that fit; sent ones have their day."""
        found = super().narrow(records)
        sent = self.cleaned_data.get("sent")
        return found.filter(sent_at__isnull=sent == "no") if sent else found

    def by_word(self, word: str) -> Q:
        """A year, or a part of the committee's name in either language."""
        if word.isdecimal():
            return Q(year=min(int(word), _LAST_YEAR))
        return Q(agency__name_km__icontains=word) | Q(agency__name_en__icontains=word)


class CaseFilter(ListFilter[Case]):
    """Cases by state, province, agency's part and day."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(CaseState.choices))
    province = forms.ChoiceField(label=_("Province"), required=False, choices=province_choices)
    since, until = since_day(), until_day()
    lookups = {
        "state": "state",
        "province": "place__code__startswith",
        "since": "opened_on__gte",
        "until": "opened_on__lte",
    }


class VictimFilter(ListFilter[Victim]):
    """Victims by standing, sex, province of the case."""

    standing = forms.ChoiceField(label=_("Status"), required=False, choices=all_or(Standing.choices))
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=all_or(Sex.choices))
    province = forms.ChoiceField(label=_("Province of the case"), required=False, choices=province_choices)
    lookups = {"standing": "standing", "sex": "sex", "province": "case__place__code__startswith"}

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(case__number=word.upper())


class SuspectFilter(ListFilter[Suspect]):
    """Suspects by sex and whether they were arrested."""

    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=all_or(Sex.choices))
    arrested = forms.ChoiceField(
        label=_("Arrested"), required=False, choices=all_or([("no", _("No")), ("yes", _("Yes"))])
    )
    lookups = {"sex": "sex"}

    def narrow(self, records: QuerySet[Suspect]) -> QuerySet[Suspect]:
        found = super().narrow(records)
        arrested = self.cleaned_data.get("arrested")
        return found.filter(arrested_on__isnull=arrested == "no") if arrested else found

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(case__number=word.upper())


class OperationFilter(ListFilter[Operation]):
    """Operations by state, kind, province and day."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(OperationState.choices))
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=all_or(OperationKind.choices))
    province = forms.ChoiceField(label=_("Province"), required=False, choices=province_choices)
    since, until = since_day(), until_day()
    lookups = {
        "state": "state",
        "kind": "kind",
        "province": "place__code__startswith",
        "since": "carried_out_on__gte",
        "until": "carried_out_on__lte",
    }


class AllegationFilter(ListFilter[Allegation]):
    """Allegations by state and day."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(AllegationState.choices))
    since, until = since_day(), until_day()
    lookups = {"state": "state", "since": "made_on__gte", "until": "made_on__lte"}

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(case__number=word.upper()) | Q(report__number=word.upper())


class ReferralFilter(ListFilter[Referral]):
    """Referrals by state, help and day."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(ReferralState.choices))
    since, until = since_day(), until_day()
    lookups = {"state": "state", "since": "asked_at__date__gte", "until": "asked_at__date__lte"}


class ProceedingFilter(ListFilter[Proceeding]):
    """Proceedings by stage and outcome."""

    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=all_or(Stage.choices))
    outcome = forms.ChoiceField(label=_("Outcome"), required=False, choices=all_or(Outcome.choices))
    lookups = {"stage": "stage", "outcome": "outcome"}

    def by_word(self, word: str) -> Q:
        return super().by_word(word) | Q(suspect__number=word.upper()) | Q(suspect__case__number=word.upper())
