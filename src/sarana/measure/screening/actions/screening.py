from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import Deed, record_deed, record_deeds
from sarana.base.refused import Refused
from sarana.base.vault.models import Identity
from sarana.base.vault.sealing import seal_under
from sarana.measure.screening.enums import AlertState
from sarana.measure.screening.models import Alert, ListEdition, ScreenedName, ScreeningRun
from sarana.measure.screening.queries import (
    edition_in_force,
    editions_in_force,
    subjects,
    subjects_with_words,
    version_of_edition,
)
from sarana.measure.screening.rules import (
    OPEN,
    entry_digest,
    entry_token,
    person_digest,
    queries_of,
    raised_for,
)
from sarana.science.screening import Hit, ListVersion, Query, ScreeningIndex, difference

# Fewer shown than this hide nothing that a person could still look through.
_MOST_HITS = 20
_ROWS_AT_ONCE = 500

#: Told how many of how many are done.
type Steps = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an edition: all of it, or what it changed against the one that somebody was held against."""

    index: ScreeningIndex
    tokens: frozenset[bytes]


@dataclass(slots=True)
class _Found:
    """One suspect (the identity's key), the hits, and which entries he was held against now: all, or those that changed."""

    identity: UUID
    digest: bytes
    hits: list[Hit]
    tokens: frozenset[bytes]
    in_part: bool


@dataclass(slots=True)
class _Tally:
    screened: int = 0
    in_part: int = 0
    raised: int = 0
    remembered: int = 0
    lapsed: int = 0
    deeds: list[Deed] = field(default_factory=list)


class _Lists:
    """The edition in force and, made when somebody needs it, what it changed against an earlier one."""

    def __init__(self, edition: ListEdition) -> None:
        self.edition = edition
        self._version = version_of_edition(edition)
        self._asked: dict[UUID | None, _Asked] = {}

    def against(self, earlier: UUID | None) -> _Asked:
        """All of it (None), or what came and changed since that edition, and what went."""
        if earlier not in self._asked:
            self._asked[earlier] = self._make(earlier)
        return self._asked[earlier]

    def _make(self, earlier: UUID | None) -> _Asked:
        entries, gone = self._version.entries, set[str]()
        if earlier is not None:
            before = version_of_edition(ListEdition.objects.get(pk=earlier))
            came, gone, changed = difference(before, self._version)
            entries = tuple(entry for entry in entries if entry.key in came | changed)
        part = ListVersion(self._version.source, self._version.generated_on, entries)
        keys = {entry.key for entry in entries} | gone
        return _Asked(
            ScreeningIndex([part], for_many=True), frozenset(entry_token(part.source, key) for key in keys)
        )


def screen_register(
    *, by: Officer | None, source: str, steps: Steps = lambda _done, _of: None
) -> ScreeningRun:
    """Hold every suspect against the edition in force of a list.

    Who was held against an earlier edition and has not changed meets what the new one changed and nothing else. What two
    people decided stays as long as neither the entry nor the suspect changes. Nothing changes in any case.

    Args:
        by: who asks; None for the nightly round.
        source: which list.
        steps: told how many suspects were compared, of how many.

    Raises:
        ValueError: no edition of the list was ever brought.
    """
    if by is not None:
        require(by, Power.SCREEN_NAMES)
    edition = edition_in_force(source)
    if edition is None:
        raise Refused("No edition of this list is on record. Bring one first.", field=None)
    lists, tally = _Lists(edition), _Tally()
    # Compared before anything is written, so that others write meanwhile.
    found = list(_compare(lists, tally, steps))
    with transaction.atomic():
        return _keep(lists, found, tally, by)


def screen_every_list(
    *, steps: Callable[[str, int, int], None] = lambda _source, _done, _of: None
) -> list[ScreeningRun]:
    """The nightly round: every list in force, one after the other; each is kept before the next begins.

    Args:
        steps: told which list, how many suspects were compared, of how many.
    """
    return [
        screen_register(by=None, source=edition.source, steps=partial(steps, edition.source))
        for edition in editions_in_force()
    ]


def _compare(lists: _Lists, tally: _Tally, steps: Steps) -> Iterable[_Found]:
    edition = lists.edition
    rows = ScreenedName.objects.filter(source=edition.source)
    last = {
        key: (before, bytes(digest))
        for before in rows.order_by().values_list("edition", flat=True).distinct()
        for key, digest in rows.filter(edition=before).values_list("identity", "person_digest")
    }
    for subject in subjects_with_words(steps):
        queries = queries_of(subject.words, subject.kind, subject.citizenships, subject.accounts)
        digest = person_digest(queries)
        before, known = last.get(subject.identity, (None, b""))
        tally.screened += 1
        if known == digest and before == edition.pk:
            continue
        in_part = known == digest
        tally.in_part += in_part
        asked = lists.against(before if in_part else None)
        tokens = asked.tokens if in_part else frozenset[bytes]()
        yield _Found(subject.identity, digest, hits_of(asked.index, queries), tokens, in_part)


def hits_of(index: ScreeningIndex, queries: Sequence[Query]) -> list[Hit]:
    """The entries that any of the names may mean, each once, by the name that fits best."""
    best: dict[tuple[str, str], Hit] = {}
    for query in queries:
        for hit in index.screen(query, most=_MOST_HITS):
            key = (hit.source, hit.entry.key)
            if key not in best or hit.score > best[key].score:
                best[key] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.entry.key))


def _keep(lists: _Lists, found: list[_Found], tally: _Tally, by: Officer | None) -> ScreeningRun:
    source = lists.edition.source
    _forget_the_protected(tally)
    # Whoever became a victim, was sought or erased while the names were compared is left out.
    still = set(subjects().values_list("pk", flat=True)) if found else set()
    found = [one for one in found if one.identity in still]
    known: dict[tuple[UUID, bytes], Alert] = {}
    for alert in Alert.objects.filter(source=source).order_by("pk"):
        known[alert.identity_id, bytes(alert.entry_token)] = alert
    by_person: dict[UUID, list[Alert]] = {}
    for alert in known.values():
        by_person.setdefault(alert.identity_id, []).append(alert)
    holders = Identity.objects.select_related("agency_key").in_bulk(
        [one.identity for one in found if one.hits]
    )
    for one in found:
        known_of = by_person.get(one.identity, [])
        _keep_one(lists.edition, one, holders.get(one.identity), known_of, tally)
    # Who has not changed keeps his row, which is told the edition; the others get theirs whole.
    for some in batched((one.identity for one in found if one.in_part), _ROWS_AT_ONCE, strict=False):
        ScreenedName.objects.filter(source=source, identity__in=some).update(edition=lists.edition)
    ScreenedName.objects.bulk_create(
        [
            ScreenedName(
                identity_id=one.identity, edition=lists.edition, source=source, person_digest=one.digest
            )
            for one in found
            if not one.in_part
        ],
        update_conflicts=True,
        unique_fields=["identity", "source"],
        update_fields=["edition", "person_digest"],
        batch_size=500,
    )
    run = ScreeningRun.objects.create(
        edition=lists.edition,
        by=by,
        **{name: getattr(tally, name) for name in ("screened", "in_part", "raised", "remembered", "lapsed")},
    )
    record_deeds(by=by, deeds=tally.deeds)
    record_deed(by=by, action="screen_register", record=run, change={"edition": lists.edition})
    return run


def _keep_one(
    edition: ListEdition, one: _Found, holder: Identity | None, known: list[Alert], tally: _Tally
) -> None:
    """What came of one suspect; ``holder`` is his identity, read for those alone who have hits."""
    by_token = {bytes(alert.entry_token): alert for alert in known}
    hit_now = set()
    for hit in one.hits:
        token, digest = entry_token(edition.source, hit.entry.key), entry_digest(hit.entry)
        hit_now.add(token)
        before = by_token.get(token)
        reason = raised_for(before, digest, one.digest)
        if reason is None or holder is None:
            tally.remembered += reason is None
            continue
        if before is not None:
            _lapse([before], tally)
        alert = Alert(
            identity=holder, edition=edition, source=edition.source, regime=hit.entry.regime,
            score=hit.score, entry_token=token, entry_digest=digest, person_digest=one.digest,
            raised_for=reason, before=before,
        )  # fmt: skip
        alert.sealed = seal_under(holder, alert, _words_of(hit))
        alert.save(force_insert=True)
        tally.raised += 1
        tally.deeds.append(Deed("raise_alert", alert, {"raised_for": reason}))
    # What he was held against now and does not fit any more; without tokens he met the whole list.
    gone = [
        alert
        for token, alert in by_token.items()
        if token not in hit_now and (not one.tokens or token in one.tokens)
    ]
    _lapse(gone, tally)


def _words_of(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "key": entry.key,
        "name": hit.name.text,
        "names": [name.text for name in entry.names],
        "births": [[birth.earliest.isoformat(), birth.latest.isoformat()] for birth in entry.births],
        "nationalities": list(entry.nationalities),
        "programme": entry.programme,
        "reasons": list(hit.reasons),
    }


def _lapse(alerts: list[Alert], tally: _Tally) -> None:
    for alert in alerts:
        if alert.state == AlertState.LAPSED:
            continue
        tally.lapsed += alert.state in OPEN
        alert.state = AlertState.LAPSED
        alert.save(update_fields=["state"])
        tally.deeds.append(Deed("lapse_alert", alert))


def _forget_the_protected(tally: _Tally) -> None:
    """Whoever is protected by now is forgotten here: no score, no words, no trace of having been screened."""
    protected = ~Exists(subjects().filter(pk=OuterRef("identity")))
    ScreenedName.objects.filter(protected).delete()
    for alert in Alert.objects.filter(protected, sealed__isnull=False):
        alert.steps.update(sealed=None)
        alert.sealed, alert.score, alert.state = None, 0.0, AlertState.LAPSED
        alert.save(update_fields=["sealed", "score", "state"])
        tally.deeds.append(Deed("forget_alert", alert))
