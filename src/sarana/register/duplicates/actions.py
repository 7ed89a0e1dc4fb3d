from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.files.actions import keep_file_under
from sarana.base.files.queries import attachments_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import erase_identity, keep_tokens, token_rows
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.queries import identities_like
from sarana.base.vault.rules import likeness_of
from sarana.base.vault.sealing import seal, seal_under, unseal, unseal_under
from sarana.register.cases.models import Suspect, Victim
from sarana.register.duplicates.enums import PairState
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.queries import (
    identities_added,
    identities_seen_by,
    may_merge,
    newest_identities,
    pairs_visible_to,
)
from sarana.register.duplicates.rules import OPEN_STATES, WORTH_A_LOOK, merged_words, words_after_undoing
from sarana.register.identification.models import Interview
from sarana.register.rescue.models import SoughtPerson

# How many persons are compared in one transaction; writers wait no longer than that.
_AT_ONCE = 100
# What points at an identity and moves with it. Interviews are sealed under its key and are sealed anew.
_MOVED = (Victim, Suspect, SoughtPerson, Interview)


@transaction.atomic
def name_pair(*, by: Officer, one: Victim | Suspect, other: Victim | Suspect) -> Pair:
    """Say that two records may be of one person; they wait for somebody to look.

    Raises:
        ValueError: they are of one identity already, or one of them was erased.
    """
    require(by, Power.EDIT_CASE)
    if one.identity_id == other.identity_id:
        raise Refused("These two are of one person already.", field=None)
    identities = [person.identity for person in (one, other)]
    if any(identity.erased_at for identity in identities):
        raise Refused("Who one of them is was erased; nothing is left to compare.", field=None)
    score, _reasons = likeness_of(unseal(identities[0]), unseal(identities[1]))
    pair = _pair(identities[0].pk, identities[1].pk, score, by, named=True)
    if not pairs_visible_to(by).filter(pk=pair.pk).exists():
        raise NotAllowed(Power.SEE_CASES)
    if pair.state == PairState.APART:
        pair.state, pair.decided_by, pair.decided_at = PairState.WAITING, None, None
        pair.save(update_fields=["state", "decided_by", "decided_at"])
    record_deed(by=by, action="name_pair", record=pair)
    return pair


def _pair(one: UUID, other: UUID, score: float, by: Officer | None, *, named: bool = False) -> Pair:
    """The pair of the two, made when there is none; who first thought of it stays on record."""
    first, second = sorted((one, other))
    pair, _new = Pair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"score": round(score, 3), "found_by": by, "named": named}
    )
    return pair


@transaction.atomic
def look_for_pairs(*, by: Officer, most: int = 100) -> int:
    """Compare the newest persons that the officer sees with all others that he sees.

    Returns:
        How many new pairs wait now.
    """
    require(by, Power.EDIT_CASE)
    found = _compare(newest_identities(by, most), identities_seen_by(by), by)
    record_deed(by=by, action="look_for_pairs", record=by, change={"found": found})
    return found


def look_for_pairs_at_night(*, since: datetime) -> int:
    """Compare everybody who came on record since then with everybody on record, whoever may see them.

    A pair across two bodies is found here that neither of them could find alone; it is shown only to who sees both. What was
    found is on record with the persons it was found among, so a look that breaks off is simply begun again.

    Returns:
        How many new pairs wait now.
    """
    found = 0
    for some in batched(identities_added(since).iterator(), _AT_ONCE, strict=False):
        with transaction.atomic():
            if new := _compare(some, None, None):
                record_deed(
                    by=None, action="look_for_pairs", record=Pair.objects.latest("id"), change={"found": new}
                )
                found += new
    return found


def _compare(newcomers: Iterable[Identity], among: QuerySet[Identity] | None, by: Officer | None) -> int:
    before = Pair.objects.count()
    for identity in newcomers:
        for like in identities_like(unseal(identity), among=among):
            if like.identity.pk != identity.pk and like.score >= WORTH_A_LOOK:
                _pair(identity.pk, like.identity.pk, like.score, by)
    return Pair.objects.count() - before


@transaction.atomic
def keep_apart(*, by: Officer, pair: Pair, reason: str) -> Pair:
    """Say that the two are two persons; they are not offered again unless somebody names them."""
    pair = _to_decide(by, pair, reason)
    pair.state, pair.decided_by, pair.decided_at = PairState.APART, by, timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    record_deed(by=by, action="keep_apart", record=pair, reason=reason.strip())
    return pair


@transaction.atomic
def leave_undecided(*, by: Officer, pair: Pair, reason: str) -> Pair:
    """Say that it can't be told yet whether the two are one person; the pair stays open, behind those nobody has looked at."""
    pair = _to_decide(by, pair, reason)
    pair.state, pair.decided_by, pair.decided_at = PairState.UNSURE, by, timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    record_deed(by=by, action="leave_undecided", record=pair, reason=reason.strip())
    return pair


def _to_decide(by: Officer, pair: Pair, reason: str) -> Pair:
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if not pairs_visible_to(by).filter(pk=pair.pk).exists():
        raise NotAllowed(Power.EDIT_CASE)
    if pair.state not in OPEN_STATES:
        raise Refused("Somebody has decided about these two already.", field=None)
    if not reason.strip():
        raise Refused("Write down what makes you sure.", field="reason")
    return pair


@transaction.atomic
def merge_pair(*, by: Officer, pair: Pair, keep: UUID, reason: str) -> Merge:
    """Make one person of two: every record of the other moves to the identity that is kept.

    Args:
        by: an officer who may change every case in which one of the two appears.
        pair: the two.
        keep: key of the identity that stays.
        reason: what makes him sure.

    Raises:
        ValueError: no reason, decided already, an identity is erased or held by a court, or records are not his.
    """
    pair = _to_decide(by, pair, reason)
    if keep not in {pair.first_id, pair.second_id}:
        raise Refused("Choose one of the two to keep.", field="keep")
    kept = _locked(keep)
    absorbed = _locked(pair.second_id if keep == pair.first_id else pair.first_id)
    if kept.erased_at or absorbed.erased_at:
        raise Refused("Who one of them is was erased; nothing is left to compare.", field=None)
    if not (may_merge(by, kept.pk) and may_merge(by, absorbed.pk)):
        raise Refused(
            "One of the two also stands in records that are not yours to change; ask their owners.",
            field=None,
        )
    before, words = unseal(kept), merged_words(unseal(kept), unseal(absorbed))
    merge = Merge(
        pair=pair,
        kept=kept,
        absorbed=absorbed,
        reason=reason.strip()[:300],
        merged_by=by,
        merged_at=timezone.now(),
    )
    merge.sealed = seal_under(kept, merge, {"before": before, "merged": words})
    merge.moved = _move(_pointing_at(absorbed), kept)
    merge.save(force_insert=True)
    _say(kept, words)
    absorbed.tokens.all().delete()
    pair.state, pair.decided_by, pair.decided_at = PairState.MERGED, by, merge.merged_at
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    _carry_over(kept, absorbed)
    change = {"kept": kept, "absorbed": absorbed, "moved": merge.moved}
    for record in (merge, kept, absorbed):
        record_deed(by=by, action="merge_pair", record=record, change=change, reason=merge.reason)
    return merge


@transaction.atomic
def undo_merge(*, by: Officer, merge: Merge, reason: str) -> Merge:
    """Make two persons of one again: each record goes back, each identity knows what it knew, and what was learnt since stays.

    Raises:
        ValueError: no reason, undone already, the person was erased, or records are not his.
    """
    require(by, Power.EDIT_CASE)
    merge = Merge.objects.select_for_update(of=("self",)).select_related("pair").get(pk=merge.pk)
    if merge.undone_at:
        raise Refused("This merge was undone already.", field=None)
    if not reason.strip():
        raise Refused("Write down what makes you sure.", field="reason")
    kept, absorbed = _locked(merge.kept_id), _locked(merge.absorbed_id)
    if kept.erased_at or absorbed.erased_at:
        raise Refused("Who one of them is was erased; nothing is left to compare.", field=None)
    if not may_merge(by, kept.pk):
        raise Refused(
            "One of the two also stands in records that are not yours to change; ask their owners.",
            field=None,
        )
    then = unseal_under(kept, merge, merge.sealed)
    _move([_record(label, key) for label, key in merge.moved], absorbed)
    _say(kept, words_after_undoing(then["before"], then["merged"], unseal(kept)))
    keep_tokens(token_rows(absorbed, unseal(absorbed)))
    merge.undone_by, merge.undone_at, merge.undone_reason = by, timezone.now(), reason.strip()[:300]
    merge.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    merge.pair.state, merge.pair.decided_by, merge.pair.decided_at = PairState.APART, by, merge.undone_at
    merge.pair.save(update_fields=["state", "decided_by", "decided_at"])
    change = {"kept": kept, "absorbed": absorbed, "moved": merge.moved}
    for record in (merge, kept, absorbed):
        record_deed(by=by, action="undo_merge", record=record, change=change, reason=merge.undone_reason)
    return merge


def forget_absorbed(identity: models.Model, *, by: Officer, reason: str) -> None:
    """When a person is erased, the identities that hers took in are erased with it."""
    for merge in Merge.objects.filter(kept=identity.pk, undone_at=None).select_related("absorbed"):
        if merge.absorbed.erased_at is None:
            erase_identity(by=by, identity=merge.absorbed, reason=reason)
            forget_absorbed(merge.absorbed, by=by, reason=reason)


def _carry_over(kept: Identity, absorbed: Identity) -> None:
    """Who may be the absorbed may be the kept one now; without this the proposal would be lost with the record."""
    waiting = Pair.objects.filter(state__in=OPEN_STATES)
    for pair in waiting.filter(Q(first=absorbed) | Q(second=absorbed)):
        other = pair.second_id if pair.first_id == absorbed.pk else pair.first_id
        if other != kept.pk:
            _pair(kept.pk, other, pair.score, pair.found_by, named=pair.named)


def _locked(key: UUID) -> Identity:
    return Identity.objects.select_for_update(of=("self",)).select_related("agency_key").get(pk=key)


def _say(identity: Identity, words: SealedWords) -> None:
    seal(identity, words)
    identity.save(update_fields=["sealed"])
    identity.tokens.all().delete()
    keep_tokens(token_rows(identity, words))


def _pointing_at(identity: Identity) -> list[Any]:
    found: list[Any] = []
    for model in _MOVED:
        rows: Any = model.objects
        found += rows.filter(identity=identity).select_related("identity__agency_key").order_by("pk")
    return found


def _record(label: str, key: str) -> Any:
    rows: Any = apps.get_model(label)._default_manager  # noqa: SLF001
    return rows.select_related("identity__agency_key").get(pk=key)


def _move(records: list[Any], to: Identity) -> list[list[str]]:
    """Point the records at another identity; what is sealed under its key is sealed anew under the other's."""
    for record in records:
        columns = ["identity"]
        if isinstance(record, Interview):
            words = unseal_under(record.identity, record, record.sealed)
            record.sealed = seal_under(to, record, words)
            columns.append("sealed")
        if isinstance(record, SoughtPerson):
            for photo in attachments_of(record):
                keep_file_under(photo, before=record.identity, to=to)
        record.identity = to
        record.save(update_fields=columns)
    return [[record._meta.label_lower, str(record.pk)] for record in records]  # noqa: SLF001
