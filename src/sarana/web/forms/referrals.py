from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.models import Agency
from sarana.base.accounts.queries import agencies_open
from sarana.register.referrals.enums import GivenBy, GivenHow, Purpose, SharedField
from sarana.register.referrals.models import Consent
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import AgencyField, CodesField, DayField, past_day

_HELPERS = (AgencyKind.NGO, AgencyKind.SOCIAL_AFFAIRS)
_HOLDS_FOR = timedelta(days=180)


def _ticks(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **{"required": False, **more}
    )


class ConsentForm(RecordForm):
    """What somebody agrees to, taken down in her presence."""

    purposes = _ticks(_("What for"), Purpose.choices, required=True)
    fields_ = _ticks(_("What may be told"), SharedField.choices)
    recipients = forms.ModelMultipleChoiceField(
        label=_("To whom"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outside = forms.BooleanField(
        label=_("Also to bodies without an account here, each by a link of its own"), required=False
    )
    given_by = forms.ChoiceField(label=_("Who agrees"), choices=GivenBy.choices, widget=forms.RadioSelect)
    given_how = forms.ChoiceField(label=_("How"), choices=GivenHow.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language in which it was explained"),
        choices=[("km", "ខ្មែរ"), ("en", "English"), ("vi", "Tiếng Việt"), ("zh", "中文"), ("th", "ไทย"), ("id", "Indonesia")],
    )  # fmt: skip
    given_on = DayField(label=_("Agreed on"))
    until = DayField(label=_("Holds until"))
    guardian = forms.CharField(label=_("Guardian"), required=False, max_length=200, help_text=_("Sealed."))
    witness = forms.CharField(label=_("Witness"), required=False, max_length=200, help_text=_("Sealed."))
    folded = ("guardian", "witness")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = agencies_open().filter(kind__in=_HELPERS)  # type: ignore[attr-defined]
        self.fields["recipients"].label_from_instance = lambda agency: agency.name  # type: ignore[attr-defined]

    def clean_given_on(self) -> Any:
        return past_day(self.cleaned_data["given_on"])

    @staticmethod
    def start() -> dict[str, Any]:
        """Given today by herself, for half a year."""
        today = timezone.localdate()
        return {
            "given_on": today,
            "until": today + _HOLDS_FOR,
            "given_by": GivenBy.PERSON,
            "given_how": GivenHow.SIGNED,
            "language": settings.LANGUAGE_CODE[:2],
        }

    def facts(self) -> dict[str, Any]:
        """The consent, by the action's names."""
        given = dict(self.cleaned_data)
        fields = given.pop("fields_")
        words = {name: given.pop(name) for name in ("guardian", "witness")}
        return {**given, "fields": fields, "words": {k: v for k, v in words.items() if v}}


class ReferralForm(RecordForm):
    """Who is asked for which help, what is told, and by which consent."""

    services = CodesField("SupportPlanType", label=_("Help that is asked for"))
    request = forms.CharField(
        label=_("What for, in a sentence"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No name: what may be told of the person is ticked below. Sealed."),
    )
    receiver = AgencyField(label=_("Who is asked"), required=False)
    outside_receiver = forms.CharField(
        label=_("Or a body without an account here"),
        required=False,
        max_length=200,
        help_text=_("It gets a link that lasts seven days, and a code that you tell by telephone."),
    )
    consent = forms.ModelChoiceField(
        label=_("By which consent"),
        queryset=Consent.objects.none(),
        required=False,
        empty_label=_("None: nothing is told of who it is"),
    )
    fields_ = _ticks(_("What is told"), SharedField.choices)
    answer_on = DayField(label=_("Answer due on"))

    def __init__(self, *args: Any, consents: QuerySet[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = agencies_open().filter(kind__in=_HELPERS)  # type: ignore[attr-defined]
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]
        self.fields["consent"].label_from_instance = _consent_words  # type: ignore[attr-defined]


def _consent_words(consent: Consent) -> str:
    fields = ", ".join(str(SharedField(code).label) for code in consent.fields) or "–"
    return f"{consent.given_on:%d/%m/%Y}: {fields}"


class AnswerForm(RecordForm):
    """Whether a body takes a victim on."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("accept", _("We take it on")), ("reject", _("We can’t"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when you can’t; sealed."),
    )


class OutcomeOfHelpForm(RecordForm):
    """What came of the help."""

    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sealed."),
    )


class CodeForm(RecordForm):
    """The code that belongs to a link."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Eight digits that you were told by telephone."),
    )
