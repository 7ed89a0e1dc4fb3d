"""What chance draws from: sealed in the vault, its commitment published, opened for an appointed auditor alone."""

from django.db import transaction

from sarana.base.ledger.actions import record_deed
from sarana.base.vault.keys import provider
from sarana.publish.releases.chance import commitment_of
from sarana.publish.releases.models import Release, ReleaseMicrodata, ReleaseTable
from sarana.publish.releases.nobody import name_of

type Drawn = ReleaseTable | ReleaseMicrodata


def keep_seed(drawn: Drawn, seed: bytes) -> None:
    """Seal the seed to what was drawn from it, and keep its commitment."""
    drawn.seed, drawn.commitment = provider().wrap(seed, _context(drawn)), commitment_of(seed)


def seed_of(drawn: Drawn) -> bytes:
    """The seed, for an appointed auditor alone: with it the true counts can be told from the noisy ones."""
    return provider().unwrap(bytes(drawn.seed), _context(drawn))


def _context(drawn: Drawn) -> bytes:
    return f"releases.seed {drawn.pk}".encode()


@transaction.atomic
def open_seeds(*, release: Release) -> dict[str, str]:
    """The seeds of a release by what was drawn from them, in hexadecimal; that they were opened stands in the ledger."""
    found = {table.name: seed_of(table).hex() for table in release.tables.all() if table.commitment}
    for one in ReleaseMicrodata.objects.filter(release=release).exclude(commitment=""):
        found[name_of(one.year)] = seed_of(one).hex()
    record_deed(by=None, action="open_release_seeds", record=release, change={"tables": sorted(found)})
    return found
