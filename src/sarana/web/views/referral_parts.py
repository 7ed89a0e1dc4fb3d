"""How a referral is told: its state, its terms, and what was agreed to be told."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.register.referrals.enums import ReferralState, SharedField
from sarana.register.referrals.models import Referral
from sarana.register.referrals.rules import is_unanswered
from sarana.web.components import Status, SummaryRow, Tone
from sarana.web.views.phrases import code_words

_TONES: dict[str, Tone] = {
    ReferralState.SENT: "warn",
    ReferralState.ACCEPTED: "info",
    ReferralState.DONE: "good",
    ReferralState.REJECTED: "bad",
}
_SEALED_LISTS = {SharedField.NAMES, SharedField.PHONES, SharedField.DOCUMENTS}


def referral_state(referral: Referral) -> Status:
    """Where a referral stands; late when nobody answered in time."""
    if is_unanswered(referral, timezone.now()):
        return Status(code="late", label=_("Nobody answered in time"))
    tone = _TONES.get(referral.state, "neutral")
    return Status(code=referral.state, label=referral.get_state_display(), tone=tone)


def receiver_words(referral: Referral) -> str:
    """Who is asked."""
    return referral.receiver.name if referral.receiver else _("A body without an account")


def referral_summary(referral: Referral, outside: str) -> list[SummaryRow]:
    """The terms of a referral."""
    fields = dict(SharedField.choices)
    return [
        SummaryRow(label=_("Help that is asked for"), value=code_words("SupportPlanType", referral.services)),
        SummaryRow(label=_("Asked by"), value=f"{referral.asked_by.name}, {referral.sender.name}"),
        SummaryRow(label=_("Who is asked"), value=outside or receiver_words(referral)),
        SummaryRow(
            label=_("What is told"),
            value=", ".join(str(fields[code]) for code in referral.fields) or _("Nothing of who it is"),
        ),
        SummaryRow(label=_("Asked on"), value=referral.asked_at),
        SummaryRow(label=_("Answer due on"), value=referral.answer_by),
        SummaryRow(label=_("Answered on"), value=referral.answered_at),
        SummaryRow(label=_("Ended on"), value=referral.ended_at),
    ]


def shared_rows(words: dict[str, Any]) -> list[SummaryRow]:
    """What was agreed, a line for each fact."""

    def said(field: SharedField, value: Any) -> Any:
        if field in _SEALED_LISTS:
            return ", ".join(value)
        if field is SharedField.CITIZENSHIP:
            return code_words("Country", value)
        return code_words("TypeOfExploitation", value) if field is SharedField.EXPLOITATION else value

    return [
        SummaryRow(label=field.label, value=said(field, words[field]) or None)
        for field in SharedField
        if field in words
    ]
