from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import record_opening, require_nameless
from sarana.base.vault.models import IdentityOpening, SealedWords
from sarana.base.vault.sealing import seal_under, unseal, unseal_under
from sarana.measure.screening.enums import AlertState, StepKind, Verdict
from sarana.measure.screening.models import Alert, AlertStep
from sarana.measure.screening.queries import alerts_visible_to, proposal_of
from sarana.measure.screening.rules import may_decide, may_propose

# What is shown of the suspect beside the entry.
_FIELDS = ("names", "birth_date", "documents")
_LEAST_REASON = 5


@transaction.atomic
def open_alert(*, by: Officer, alert: Alert, reason: str) -> tuple[SealedWords, SealedWords]:
    """Show the suspect and the entry side by side, and log who saw it and why, for the owner of the case.

    Returns:
        What is known of the suspect, and of the entry with the reasons of the likeness.

    Raises:
        Refused: no reason, or it tells who the suspect is.
    """
    _require_sight(by, alert)
    if not reason.strip():
        raise Refused("Write down why you open this identity.", field="reason")
    require_nameless(reason, [alert.identity])
    known = {name: value for name in _FIELDS if (value := unseal(alert.identity).get(name))}
    record_opening(
        by=by, identity=alert.identity, through=alert, reason=reason, shown=known, action="open_alert"
    )
    return known, unseal_under(alert.identity, alert, alert.sealed)


def has_looked(officer: Officer, alert: Alert) -> bool:
    """Whether the officer has opened the alert and seen both sides."""
    label = alert._meta.label_lower  # noqa: SLF001
    return IdentityOpening.objects.filter(
        officer=officer, record_type=label, record_id=str(alert.pk)
    ).exists()


@transaction.atomic
def propose_verdict(*, by: Officer, alert: Alert, verdict: Verdict | str, reason: str) -> Alert:
    """Say first whether it is the person on the list; a second officer decides.

    Raises:
        ValueError: no reason, not opened before, or somebody has proposed already.
    """
    alert = _to_judge(by, alert, reason)
    if not may_propose(by, alert):
        raise Refused("Somebody has said already what this is; a second person decides on it.", field=None)
    alert.state = AlertState.PROPOSED
    _step(by, alert, StepKind.PROPOSED, Verdict(verdict), reason)
    alert.save(update_fields=["state"])
    return alert


@transaction.atomic
def agree_on_alert(*, by: Officer, alert: Alert, reason: str) -> Alert:
    """Agree, as the second officer, with what was proposed: it is decided. A lead, not a status: no case changes."""
    alert, proposal = _to_decide(by, alert, reason)
    alert.state, alert.verdict, alert.decided_at = AlertState.DECIDED, proposal.verdict, timezone.now()
    _step(by, alert, StepKind.AGREED, Verdict(proposal.verdict), reason)
    alert.save(update_fields=["state", "verdict", "decided_at"])
    return alert


@transaction.atomic
def object_to_alert(*, by: Officer, alert: Alert, reason: str) -> Alert:
    """Do not agree, as the second officer: the alert waits again for somebody to look."""
    alert, proposal = _to_decide(by, alert, reason)
    alert.state = AlertState.WAITING
    _step(by, alert, StepKind.OBJECTED, Verdict(proposal.verdict), reason)
    alert.save(update_fields=["state"])
    return alert


def _require_sight(by: Officer, alert: Alert) -> None:
    require(by, Power.SCREEN_NAMES)
    if not alerts_visible_to(by).filter(pk=alert.pk).exists():
        raise NotAllowed(Power.SCREEN_NAMES)


def _to_judge(by: Officer, alert: Alert, reason: str) -> Alert:
    _require_sight(by, alert)
    rows: Any = Alert.objects.select_for_update(of=("self",)).select_related("identity__agency_key")
    locked: Alert = rows.get(pk=alert.pk)
    if len(reason.strip()) < _LEAST_REASON:
        raise Refused("Write down what makes you sure.", field="reason")
    if not has_looked(by, locked):
        raise Refused(
            "Open the alert first and look at both sides; nobody judges a likeness unseen.", field=None
        )
    return locked


def _to_decide(by: Officer, alert: Alert, reason: str) -> tuple[Alert, AlertStep]:
    alert = _to_judge(by, alert, reason)
    proposal = proposal_of(alert)
    if proposal is None:
        raise Refused("Nothing is proposed about this alert.", field=None)
    if not may_decide(by, alert, proposal):
        raise Refused("You proposed this yourself; a second person decides.", field=None)
    return alert, proposal


def _step(by: Officer, alert: Alert, kind: StepKind, verdict: Verdict, reason: str) -> None:
    step = AlertStep(alert=alert, kind=kind, verdict=verdict, by=by)
    step.sealed = seal_under(alert.identity, step, {"reason": reason.strip()[:300]})
    step.save(force_insert=True)
    record_deed(by=by, action=f"alert_{kind}", record=alert, change={"verdict": verdict})
