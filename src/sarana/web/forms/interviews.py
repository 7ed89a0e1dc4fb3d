"""Forms of identification: how an interview begins, one step of the guide, one part of an official interview."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sarana.base.vocabulary.queries import label
from sarana.register.identification.enums import Interpretation, InterviewForm, SettingKind, Strength
from sarana.register.reports.enums import YesNoUnknown
from sarana.science.palermo import ACT_GUIDE, ELEVEN, MEANS_GUIDE, PURPOSE_GUIDE, Guidance, Question
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AnswerField


class BeginForm(RecordForm):
    """What is said about the conversation before it begins."""

    form = forms.ChoiceField(label=_("Which form"), choices=InterviewForm.choices, widget=forms.RadioSelect)
    consent = AnswerField(
        label=_("Does she agree to be asked?"),
        help_text=_("Tell her first: she may stop at any time, and help does not depend on her answers."),
    )
    language = forms.CharField(label=_("In which language"), max_length=40, required=False)
    interpretation = forms.ChoiceField(
        label=_("How you understand each other"), choices=Interpretation.choices, widget=forms.RadioSelect
    )
    interpreter = forms.CharField(
        label=_("Who interprets"), required=False, max_length=120, help_text=_("Sealed.")
    )
    setting = forms.ChoiceField(label=_("Where you talk"), choices=SettingKind.choices)
    reason = forms.CharField(
        label=_("Why you open her identity"),
        max_length=300,
        help_text=_("The official forms are filled in from it; the owner of the case sees your reason."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_consent(self) -> Any:
        if self.cleaned_data["consent"] != YesNoUnknown.YES:
            raise forms.ValidationError(
                gettext("Without her consent there is no interview; help does not depend on it.")
            )
        return self.cleaned_data["consent"]


@dataclass(frozen=True)
class GuideStep:
    """One page of the guide: its part, what it asks for, and what comes after it."""

    key: str
    part: str
    code_list: str
    guidance: Sequence[Guidance]


# Five pages that each stay light on a slow line.
GUIDE_STEPS = {
    step.key: step
    for step in (
        GuideStep("act", "act", "PalermoAct", ACT_GUIDE),
        GuideStep("means", "means", "PalermoMeans", MEANS_GUIDE),
        GuideStep("purpose", "purpose", "PalermoPurpose", PURPOSE_GUIDE),
        GuideStep("labour-1", "indicator", "", [one.guidance for one in ELEVEN[:6]]),
        GuideStep("labour-2", "indicator", "", [one.guidance for one in ELEVEN[6:]]),
    )
}
_ELEVEN = {one.code: one for one in ELEVEN}


def in_khmer() -> bool:
    """Whether the page is read in Khmer."""
    return (get_language() or "km").startswith("km")


def element_name(part: str, code: str) -> str:
    """The name of an element or indicator in the page's language."""
    if part == "indicator":
        return _ELEVEN[code].name_km if in_khmer() else _ELEVEN[code].name_en
    return label({"act": "PalermoAct", "means": "PalermoMeans", "purpose": "PalermoPurpose"}[part], code)


@dataclass(frozen=True)
class Asked:
    """One element on a page of the guide, ready to be shown."""

    name: str
    plain: str
    ask: str
    avoid: str
    seen: BoundField
    note: BoundField


class StepForm(RecordForm):
    """For each element what was seen of it, and a note."""

    marks_optional = False

    def __init__(self, *args: Any, step: GuideStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._step = step
        for one in step.guidance:
            name = element_name(step.part, one.code)
            self.fields[one.code] = forms.ChoiceField(
                label=_("What was seen"),
                choices=[("", _("Not asked")), *Strength.choices],
                required=False,
                widget=forms.Select(attrs={"aria-label": f"{gettext('What was seen')}: {name}"}),
            )
            self.fields[f"{one.code}_note"] = forms.CharField(
                label=_("Note"),
                required=False,
                max_length=1000,
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "aria-label": f"{gettext('Note')}: {name}"}
                ),
            )

    def asked(self) -> Iterator[Asked]:
        """The elements of the page in their order."""
        km = in_khmer()
        for one in self._step.guidance:
            yield Asked(
                name=element_name(self._step.part, one.code),
                plain=one.plain_km if km else one.plain_en,
                ask=one.ask_km if km else one.ask_en,
                avoid=one.avoid_km if km else one.avoid_en,
                seen=self[one.code],
                note=self[f"{one.code}_note"],
            )

    def seen(self) -> dict[str, tuple[str, str]]:
        """What was seen and noted, by code."""
        given = self.cleaned_data
        return {one.code: (given[one.code], given[f"{one.code}_note"]) for one in self._step.guidance}


class AnswersForm(RecordForm):
    """The questions of one part of an official interview; what is known already stands folded, to be corrected."""

    folded_title: ClassVar[Any] = _("Known already: do not ask again, correct it if it is wrong")
    use_required_attribute = False
    # No question has to be answered; that stands above them once.
    marks_optional = False

    def __init__(
        self, *args: Any, questions: Sequence[Question], known: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = known or {}
        for one in questions:
            self.fields[one.code] = forms.CharField(
                label=one.km if in_khmer() else one.en,
                required=False,
                max_length=4000,
                help_text=known.get(one.code, ""),
                widget=forms.Textarea(attrs={"rows": one.lines + 1}),
            )
        # Fields of one instance, not of the class: which of them are known differs from person to person.
        self.folded = tuple(one.code for one in questions if one.code in known)  # type: ignore[misc]

    def fold_is_open(self) -> bool:
        """Folded while nothing in it is wrong: what is known is not asked again."""
        return any(bound.errors for bound in self.folded_fields())
