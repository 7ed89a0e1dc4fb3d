"""Lines of the release ledger: one chain for tables, documents, errata and withdrawals."""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from sarana.base.vault.signing import public_key, sign
from sarana.publish.releases.enums import ReleaseDeed
from sarana.publish.releases.freezing import as_json
from sarana.publish.releases.ledger_line import line_hash
from sarana.publish.releases.models import Release, ReleasedDocument, ReleaseEntry
from sarana.publish.releases.queries import line_told, release_head

# Any number will do: it names the one queue in which PostgreSQL's writers wait for the chain's end.
_CHAIN_LOCK = 5_212_023


def wait_for_the_chain() -> None:
    """Only one line is added at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def add_line(
    deed: ReleaseDeed,
    digest: str,
    *,
    release: Release | None = None,
    document: ReleasedDocument | None = None,
) -> ReleaseEntry:
    """Add a line to the release ledger; must run in the transaction of what it tells."""
    wait_for_the_chain()
    seq, previous = release_head()
    entry = ReleaseEntry(
        seq=seq + 1, at=timezone.now(), deed=deed, release=release, document=document, digest=digest, previous=previous
    )  # fmt: skip
    entry.head = line_hash(previous, entry.seq, entry.at.isoformat(), deed.value, entry.code, digest)
    entry.save(force_insert=True)
    return entry


def signatures_file(signatures: Iterable[tuple[str, str]], entry: ReleaseEntry) -> bytes:
    """``signatures.json``: officers' statements with the house's signatures, and the line of the ledger, signed as well."""
    line = line_told(entry)
    return as_json(
        {
            "public_key": public_key(),
            "signatures": [
                {"statement": statement, "signature": signature} for statement, signature in signatures
            ],
            "line": line,
            "line_signature": sign(as_json(line)),
        }
    )
