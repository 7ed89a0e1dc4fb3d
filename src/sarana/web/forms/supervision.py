from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.register.supervision.enums import Ask, FlagKind, Word
from sarana.web.forms.base import RecordForm
from sarana.web.forms.emergency import reason_field
from sarana.web.forms.fields import DayField, OfficerField


class ErrandForm(RecordForm):
    """What is to be done, until when, by whom, about which case."""

    what = forms.CharField(
        label=_("What is to be done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sealed."),
    )
    due_on = DayField(label=_("Until"))
    officer = OfficerField(
        label=_("By whom"), required=False, help_text=_("You yourself when nobody is named.")
    )
    case = forms.CharField(label=_("Number of the case"), required=False, max_length=14)


class FlagForm(RecordForm):
    """Why a case must be seen."""

    kind = forms.ChoiceField(label=_("Why"), choices=FlagKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What whoever opens it must know"), required=False, max_length=500, help_text=_("Sealed.")
    )


class ApprovalForm(RecordForm):
    """What is asked of whom."""

    ask = forms.ChoiceField(label=_("What for"), choices=Ask.choices, widget=forms.RadioSelect)
    supervisor = OfficerField(label=_("Who decides"))


class ApprovalAnswerForm(RecordForm):
    """Yes, or sent back with what is missing."""

    word = forms.ChoiceField(label=_("Your answer"), choices=Word.choices, widget=forms.RadioSelect)
    reason = reason_field(_("What is missing"), _("Needed when you send it back."), required=False)
