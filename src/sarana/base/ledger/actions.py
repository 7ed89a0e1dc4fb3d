from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.bulk import insert_values
from sarana.base.ledger.models import Checkpoint, Entry
from sarana.base.ledger.queries import head
from sarana.base.ledger.rules import GENESIS, canonical, entry_hash, merkle_root

# Any number will do: it names the one queue in which PostgreSQL's writers wait for the chain's end.
_CHAIN_LOCK = 5_212_022


@dataclass(frozen=True, slots=True)
class Deed:
    """What one entry tells: the verb, the record, the changed fields and why."""

    action: str
    record: models.Model
    change: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def record_deed(
    *,
    by: Officer | None,
    action: str,
    record: models.Model,
    change: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Add one entry; must run in the transaction of the write it tells of."""
    record_deeds(by=by, deeds=[Deed(action, record, change or {}, reason)])


# In the order in which they are hashed; the hash itself comes last.
_COLUMNS = [
    "previous",
    "seq",
    "at",
    "officer_id",
    "agency",
    "action",
    "record_type",
    "record_id",
    "reason",
    "change",
    "hash",
]


def record_deeds(*, by: Officer | None, deeds: Iterable[Deed]) -> None:
    """Add one entry per deed, in order, as one batch.

    Raises:
        TransactionManagementError: outside a transaction, since then write and entry could part.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The ledger is written inside the transaction of the write."
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    seq, previous = head()
    now = timezone.now()
    agency = by.agency.code if by else "system"
    rows = []
    for deed in deeds:
        seq += 1
        record = deed.record
        fields = (
            by.pk if by else None,
            agency,
            deed.action,
            record._meta.label_lower,  # noqa: SLF001
            str(record.pk),
            deed.reason,
            canonical(deed.change),
        )
        following = entry_hash(previous, seq, now, *fields)
        rows.append((previous, seq, now, *fields, following))
        previous = following
    insert_values(Entry, _COLUMNS, rows)


def hash_of(entry: Entry) -> str:
    """What the entry's hash must be."""
    return entry_hash(
        entry.previous,
        entry.seq,
        entry.at,
        entry.officer_id,
        entry.agency,
        entry.action,
        entry.record_type,
        entry.record_id,
        entry.reason,
        entry.change,
    )


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of reading the whole chain; ``broken_at`` is the first bad entry and ``fault`` says what is wrong."""

    entries: int
    head: str
    broken_at: int | None = None
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


def verify_ledger(*, published_size: int | None = None, published_head: str | None = None) -> Verification:
    """Recompute every hash from the first entry on and name the first that does not fit.

    With a head that was published earlier, an end that was cut off is found as well.
    """
    count, previous = 0, GENESIS
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5000):
        if entry.seq != count + 1:
            return Verification(count, previous, count + 1, "missing")
        if entry.previous != previous:
            return Verification(count, previous, entry.seq, "does not follow the entry before it")
        if entry.hash != hash_of(entry):
            return Verification(count, previous, entry.seq, "was changed after it was written")
        count, previous = entry.seq, entry.hash
        if count == published_size and published_head not in (None, previous):
            return Verification(count, previous, count, "differs from the published head")
    if published_size is not None and count < published_size:
        return Verification(count, previous, count + 1, "missing, although a longer ledger was published")
    return Verification(count, previous)


@transaction.atomic
def fix_checkpoint() -> Checkpoint:
    """Fix today's head so that it can be published; the same size gives the same checkpoint."""
    size, last = head()
    leaves = (
        bytes.fromhex(h) for h in Entry.objects.order_by("seq").values_list("hash", flat=True).iterator(5000)
    )
    checkpoint, _ = Checkpoint.objects.get_or_create(
        size=size, defaults={"made_at": timezone.now(), "head": last, "merkle_root": merkle_root(leaves)}
    )
    return checkpoint
