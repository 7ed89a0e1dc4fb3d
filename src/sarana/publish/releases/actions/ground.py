"""What a long computation on a release rests on: read before it, held against what stands after it.

Nothing is locked meanwhile, so that whoever writes anything else need not wait for minutes. What was computed is kept only where all
that it rests on is as it was.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.lines import wait_for_the_chain
from sarana.publish.releases.models import Release, ReleaseEntry, ReleaseMicrodata
from sarana.publish.releases.queries import release_head

_DECLARED = ("name", "indicator", "year", "dimensions", "protection", "threshold", "rho", "commitment")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a release was and what was published when the computation began.

    Attributes:
        release: its version and state, which every deed changes.
        declared: its tables and records of nobody, with what was drawn for them already.
        files: names and hashes of its frozen files.
        after: number of the last line of the release ledger, with which the release was attacked.
        head: hash of that line.
    """

    release: tuple[int, str]
    declared: tuple[Any, ...]
    files: tuple[tuple[str, str], ...]
    after: int
    head: str


def ground_of(release: Release) -> Ground:
    """As it stands now; read it before anything else that the computation reads."""
    after, head = release_head()
    version, state = Release.objects.values_list("version", "state").get(pk=release.pk)
    nobody = ReleaseMicrodata.objects.filter(release=release).values_list("year", "rho", "commitment")
    declared = (*release.tables.order_by("name").values_list(*_DECLARED), *nobody)
    files = release.files.order_by("name").values_list(F("name"), F("sha256"))
    return Ground((version, state), declared, tuple(files), after, head)


def locked_on(ground: Ground, release: Release) -> Release:
    """The release, locked for the short transaction that keeps what was computed.

    Raises:
        NotPublished: it is another one than when the computation began, or figures were published since.
    """
    held = Release.objects.select_for_update().get(pk=release.pk)
    wait_for_the_chain()
    now = ground_of(held)
    if (now.release, now.declared, now.files) != (ground.release, ground.declared, ground.files):
        raise NotPublished(
            "Somebody changed the release while this was computed. Look at it and do it again."
        )
    if said_of_releases_after(ground.after):
        raise NotPublished("Something else was published while this was computed. Do it again.")
    return held


def said_of_releases_after(line: int) -> bool:
    """Whether tables were published, corrected or withdrawn after a line; documents hold no table of the same figures."""
    return ReleaseEntry.objects.filter(seq__gt=line, release__isnull=False).exists()
