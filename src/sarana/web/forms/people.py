from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import SealedWords
from sarana.register.cases.enums import Sex
from sarana.web.forms.base import RecordForm
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.editing import EditForm
from sarana.web.forms.fields import (
    AnswerField,
    CodesField,
    CountField,
    DayField,
    LinesField,
    PlaceField,
    past_day,
)

_OLDEST = 120


def _sex() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect, initial=Sex.UNKNOWN
    )


def _age(label: Any) -> CountField:
    return CountField(
        label=label,
        required=False,
        max_value=_OLDEST,
        help_text=_("In completed years; leave it empty when you do not know."),
    )


class WhoForm(RecordForm):
    """Who somebody is, as far as it is known: what the vault seals and finds again."""

    names = LinesField(
        label=_("Names"),
        required=False,
        help_text=_("One in each line: Khmer, Latin letters, any other spelling or nickname."),
    )
    birth_date = DayField(label=_("Birth date"), required=False)
    phones = LinesField(label=_("Telephone numbers"), required=False, help_text=_("One in each line."))
    documents = LinesField(
        label=_("Documents"),
        required=False,
        help_text=_("Number of passport or identity card, one in each line."),
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    who_fields: ClassVar[tuple[str, ...]] = ("names", "birth_date", "phones", "documents", "address")

    def clean_birth_date(self) -> Any:
        return past_day(self.cleaned_data["birth_date"])

    def words(self) -> SealedWords:
        """What is sealed, without what is empty."""
        given = {name: self.cleaned_data[name] for name in self.who_fields if self.cleaned_data.get(name)}
        return {**given, "birth_date": given["birth_date"].isoformat()} if "birth_date" in given else given

    def facts(self) -> dict[str, Any]:
        """Everything else, by the record's field names."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.who_fields}


class VictimForm(WhoForm):
    """A person to protect: who she is, and what happened to her as far as it is known."""

    sex = _sex()
    age_at_event = _age(_("Age when it happened"))
    citizenships = CountriesField(label=_("Citizenship"), required=False)
    forms_of_exploitation = CodesField("TypeOfExploitation", label=_("Form of exploitation"))
    consent_to_data = AnswerField(
        label=_("Does the person agree that this is recorded?"),
        help_text=_("Ask in her own language, with somebody she trusts."),
    )
    methods_of_recruitment = CodesField("MethodOfRecruitment", label=_("How she was recruited"))
    relations_to_recruiter = CodesField("RelationToRecruiter", label=_("Who the recruiter was to her"))
    methods_of_control = CodesField("MethodsOfControl", label=_("How she was controlled"))
    exploitation_place = PlaceField(label=_("Where she was exploited"), required=False)
    folded = (
        "address",
        "methods_of_recruitment",
        "relations_to_recruiter",
        "methods_of_control",
        "exploitation_place",
    )


class VictimEditForm(EditForm):
    """What is on record about a victim beside who she is."""

    sex = _sex()
    age_at_event = _age(_("Age when it happened"))
    citizenships = CountriesField(label=_("Citizenship"), required=False)
    forms_of_exploitation = CodesField("TypeOfExploitation", label=_("Form of exploitation"))
    methods_of_recruitment = CodesField("MethodOfRecruitment", label=_("How she was recruited"))
    relations_to_recruiter = CodesField("RelationToRecruiter", label=_("Who the recruiter was to her"))
    methods_of_control = CodesField("MethodsOfControl", label=_("How she was controlled"))
    labour_industries = CodesField("ForcedLabourIndustry", label=_("Industry of forced labour"))
    sexual_exploitation_types = CodesField("TypeOfSexExploitation", label=_("Kind of sexual exploitation"))
    exploitation_place = PlaceField(label=_("Where she was exploited"), required=False)
    consent_to_data = AnswerField(label=_("Does the person agree that this is recorded?"))
    folded = (
        "methods_of_recruitment",
        "relations_to_recruiter",
        "methods_of_control",
        "labour_industries",
        "sexual_exploitation_types",
        "exploitation_place",
    )
    edited = (
        "sex",
        "age_at_event",
        "citizenships",
        "forms_of_exploitation",
        "methods_of_recruitment",
        "relations_to_recruiter",
        "methods_of_control",
        "labour_industries",
        "sexual_exploitation_types",
        "exploitation_place",
        "consent_to_data",
    )


class SuspectForm(WhoForm):
    """A suspect, a person or an organisation."""

    kind = forms.ChoiceField(
        label=_("Person or organisation"),
        choices=IdentityKind.choices,
        widget=forms.RadioSelect,
        initial=IdentityKind.PERSON,
    )
    sex = _sex()
    age = _age(_("Age"))
    citizenships = CountriesField(label=_("Citizenship"), required=False)
    roles = CodesField("RoleInProcess", label=_("Role"))
    is_official = AnswerField(label=_("Is it a public official?"))
    folded = ("address", "roles", "is_official")


class SuspectEditForm(EditForm):
    """What is on record about a suspect beside who it is."""

    sex = _sex()
    age = _age(_("Age"))
    citizenships = CountriesField(label=_("Citizenship"), required=False)
    roles = CodesField("RoleInProcess", label=_("Role"))
    is_official = AnswerField(label=_("Is it a public official?"))
    edited = ("sex", "age", "citizenships", "roles", "is_official")


class ArrestForm(RecordForm):
    """When and where a suspect was arrested."""

    on = DayField(label=_("Arrested on"))
    place = PlaceField(label=_("Where"), required=False)

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Today, as a rule."""
        return {"on": timezone.localdate()}
