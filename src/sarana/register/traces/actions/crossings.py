"""Two cases that work on the same: found in the transaction that put the second of them on record.

Both sides are always written down; who of them is told is decided when somebody looks (``may_learn_of``), so that a
case kept quiet later, or an officer barred later, is heeded at once. What was found is never taken back: otherwise
somebody could look up whether a number is known and then tidy up.
"""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import Deed, record_deed, record_deeds
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import Identity, SearchToken
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Case, Suspect
from sarana.register.traces.enums import CrossingKind, TraceKind
from sarana.register.traces.models import Crossing, Trace
from sarana.register.traces.rules import may_learn_of, normal_value, same_person, trace_token, values_of

# A number that more cases share (a bank's own hotline, a bus company) tells nothing; the newest are enough.
MOST_MATCHES = 20


def find_crossings_of_trace(trace: Trace) -> int:
    """Cross a new trace with the traces of other cases and with the phones and documents of their suspects.

    Returns:
        How many other cases work on the same.
    """
    same = Trace.objects.filter(token=trace.token).exclude(case=trace.case_id).select_related("case__agency")
    found = 0
    for other in same.order_by("-pk")[:MOST_MATCHES]:
        found += _cross(CrossingKind(trace.kind), bytes(trace.token), trace, other)
    if trace.vault_token is not None:
        for suspect in _suspects_with(bytes(trace.vault_token), trace):
            found += _cross(CrossingKind(trace.kind), bytes(trace.token), trace, suspect)
    return found


def _suspects_with(vault_token: bytes, trace: Trace) -> list[Suspect]:
    """Suspects of other cases to whom the vault holds this phone or document, compared in full."""
    value = normal_value(TraceKind(trace.kind), unseal(trace)["value"])
    holds = SearchToken.objects.filter(identity=models.OuterRef("identity"), token=vault_token)
    suspects = (
        Suspect.objects.filter(models.Exists(holds), identity__erased_at=None)
        .exclude(case=trace.case_id)
        .select_related("case__agency", "identity__agency_key")
        .order_by("-pk")[:MOST_MATCHES]
    )
    return [s for s in suspects if (TraceKind(trace.kind), value) in values_of(unseal(s.identity))]


def suspect_became_known(record: models.Model) -> None:
    """A suspect was added, or more was learnt about him: look whether another unit works on him."""
    if isinstance(record, Suspect):
        find_crossings_of_suspects([record])


@transaction.atomic
def find_crossings_of_suspects(suspects: Sequence[Suspect]) -> int:
    """Cross suspects with traces and suspects of other cases: same identity, document or phone, or name and birth date.

    Returns:
        How many crossings came up; a pair that is known already counts for nothing.
    """
    return sum(_cross_suspect(suspect) for suspect in suspects if suspect.identity.erased_at is None)


def _cross_suspect(suspect: Suspect) -> int:
    mine = unseal(suspect.identity)
    found = 0
    for kind, value in sorted(values_of(mine)):
        token = trace_token(kind, value)
        traces = (
            Trace.objects.filter(token=token).exclude(case=suspect.case_id).select_related("case__agency")
        )
        for trace in traces.order_by("-pk")[:MOST_MATCHES]:
            found += _cross(CrossingKind(kind), token, suspect, trace)
    person = search_token("suspect", str(suspect.identity_id))
    for other in _others_like(suspect):
        theirs = unseal(other.identity)
        one = other.identity_id == suspect.identity_id
        if one or values_of(mine) & values_of(theirs) or same_person(mine, theirs):
            # One token for the pair, whichever of the two was found first.
            pair = sorted((str(suspect.identity_id), str(other.identity_id)))
            token = person if one else search_token("suspect", "|".join(pair))
            found += _cross(CrossingKind.SUSPECT, token, suspect, other)
    return found


def _others_like(suspect: Suspect) -> list[Suspect]:
    """Suspects of other cases with the same identity, or whose strong tokens meet his."""
    tokens = SearchToken.objects.filter(identity=suspect.identity_id).exclude(
        kind__in=[TokenKind.NAME, TokenKind.TOGETHER]
    )
    strong = [bytes(token) for token in tokens.values_list("token", flat=True)]
    met = (
        SearchToken.objects.filter(token__in=strong).exclude(identity=suspect.identity_id).values("identity")
    )
    alike = Identity.objects.filter(pk__in=met, erased_at=None)
    others = Suspect.objects.exclude(case=suspect.case_id).select_related(
        "case__agency", "identity__agency_key"
    )
    same = list(others.filter(identity=suspect.identity_id).order_by("-pk")[:MOST_MATCHES])
    like = others.filter(models.Exists(alike.filter(pk=models.OuterRef("identity"))))
    return [*same, *like.order_by("-pk")[: 10 * MOST_MATCHES]]


def _cross(kind: CrossingKind, token: bytes, mine: Trace | Suspect, theirs: Trace | Suspect) -> int:
    """Write down both sides of a crossing, unless they are known; the ledger names neither case to the other."""
    if mine.case_id == theirs.case_id:
        return 0
    sides = [_side(kind, token, mine, theirs.case), _side(kind, token, theirs, mine.case)]
    new = [side for side in sides if not _is_known(side)]
    for side in new:
        give_key(side, key_of(side.case.agency))
        side.save(force_insert=True)
    # Under the crossing's own number and by nobody: under the case's it would tell everybody there that there is one.
    record_deeds(by=None, deeds=[Deed("find_crossing", side, {"kind": kind}) for side in new])
    return bool(new)


def _side(kind: CrossingKind, token: bytes, own: Trace | Suspect, other: Case) -> Crossing:
    side = Crossing(case=own.case, other=other, kind=kind, token=token)
    if isinstance(own, Trace):
        side.trace = own
    else:
        side.suspect = own
    return side


def _is_known(side: Crossing) -> bool:
    return Crossing.objects.filter(
        case=side.case_id, other=side.other_id, kind=side.kind, token=side.token
    ).exists()


@transaction.atomic
def note_spoken(*, by: Officer, crossing: Crossing, note: str = "") -> Crossing:
    """Say that one spoke with the other unit; what came of it is sealed for one's own side."""
    if not may_learn_of(by, crossing):
        raise NotAllowed(Power.SEE_CASES)
    crossing.spoken_at, crossing.spoken_by = timezone.now(), by
    seal(crossing, {"note": note.strip()})
    crossing.save(update_fields=["spoken_at", "spoken_by", "sealed"])
    record_deed(by=by, action="note_spoken", record=crossing, change={"kind": crossing.kind})
    return crossing
