from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.traces.actions.crossings import find_crossings_of_trace
from sarana.register.traces.enums import Confidence, Relation, TraceKind, TraceSource
from sarana.register.traces.models import Trace, TraceLink
from sarana.register.traces.rules import RELATIONS, may_read_trace, trace_token, vault_token


@transaction.atomic
def add_trace(*, by: Officer, case: Case, kind: TraceKind | str, value: str, note: str = "") -> Trace:
    """Put a trace into a case and, in the same breath, look whether another unit works on it.

    Args:
        by: who found it; he may change the case.
        case: the case it belongs to.
        kind: phone, account, online account, vehicle, premises or document.
        value: number, plate, name or address; sealed at once.
        note: what else is to be known about it; sealed as well.

    Raises:
        ValueError: too little was written, or the case holds it already.
    """
    require_edit(by, case)
    kind = TraceKind(kind)
    trace = Trace(case=case, kind=kind, token=trace_token(kind, value), added_by=by)
    if known := Trace.objects.filter(case=case, token=trace.token).first():
        raise Refused(f"This trace is on record in the case already: {known.number}.", field="value")
    trace.vault_token = vault_token(kind, value)
    trace.number = number_of("T", trace.id)
    key = give_key(trace, key_of(case.agency))
    seal(trace, {"value": value.strip(), "note": note.strip()}, key=key)
    trace.save(force_insert=True)
    record_deed(by=by, action="add_trace", record=trace, change={"case": case, "kind": kind})
    record_deed(by=by, action="add_trace", record=case, change={"trace": trace, "kind": kind})
    find_crossings_of_trace(trace)
    return trace


@transaction.atomic
def link_trace(
    *,
    by: Officer,
    trace: Trace,
    to: Victim | Suspect | Event,
    relation: Relation | str,
    known_from: TraceSource | str,
    confidence: Confidence | str = Confidence.LIKELY,
    since: date | None = None,
    until: date | None = None,
) -> TraceLink:
    """Say what a trace is to a victim, a suspect or an event of the same case.

    Raises:
        ValueError: somebody of another case, a relation that such a trace can't have, or days in the wrong order.
    """
    require_edit(by, trace.case)
    if to.case_id != trace.case_id:
        raise Refused("A trace is linked to people and events of its own case.", field="to")
    if Relation(relation) not in RELATIONS[TraceKind(trace.kind)]:
        raise Refused("This kind of trace does not stand in such a relation.", field="relation")
    _check_days(since, until)
    link = TraceLink(
        trace=trace,
        relation=relation,
        known_from=known_from,
        confidence=confidence,
        since=since,
        until=until,
        added_by=by,
    )
    setattr(link, str(to._meta.model_name), to)  # noqa: SLF001
    link.save(force_insert=True)
    change = {"to": to, "relation": relation, "known_from": known_from, "confidence": confidence}
    record_deed(by=by, action="link_trace", record=trace, change=change)
    return link


@transaction.atomic
def end_link(*, by: Officer, link: TraceLink, on: date) -> TraceLink:
    """Say until when a link held; it stays on record."""
    require_edit(by, link.trace.case)
    _check_days(link.since, on)
    link.until = on
    link.save(update_fields=["until"])
    record_deed(by=by, action="end_link", record=link.trace, change={"until": on})
    return link


@transaction.atomic
def open_trace(*, by: Officer, trace: Trace, reason: str) -> SealedWords:
    """Show the whole of a trace; who did and why is on record.

    Raises:
        ValueError: no reason was given.
    """
    if not may_read_trace(by, trace):
        raise NotAllowed(Power.OPEN_IDENTITY)
    if not reason.strip():
        raise Refused("Write down why you open this trace.", field="reason")
    words = unseal(trace)
    record_deed(by=by, action="open_trace", record=trace, reason=reason.strip()[:300])
    return words


def _check_days(since: date | None, until: date | None) -> None:
    if since and since > timezone.localdate():
        raise Refused("A link can't begin in the future.", field="since")
    if since and until and until < since:
        raise Refused("A link can't end before it began.", field="until")
