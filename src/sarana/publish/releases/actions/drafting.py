"""Which tables a release holds: declared before anything is counted."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import YEAR, dimensions_of
from sarana.publish.releases.enums import Protection, ReleaseState
from sarana.publish.releases.models import Release, ReleaseTable
from sarana.publish.releases.queries import releasable
from sarana.publish.releases.rules import USUAL_THRESHOLD, fault_of_table, may_be_protected


class NotPublished(ValueError):
    """A step that may not be taken: what is missing, and what to do."""


@transaction.atomic
def draft_release(
    *, by: Officer, snapshot: Snapshot, title_km: str, title_en: str, corrects: Release | None = None
) -> Release:
    """Begin a release over a frozen snapshot; ``corrects`` names a published one whose numbers it replaces.

    Raises:
        NotPublished: a title is missing, or what it corrects is not out.
    """
    require(by, Power.WRITE_REPORT)
    if not title_km.strip() or not title_en.strip():
        raise NotPublished("Give the release a title in Khmer and in English.")
    if corrects is not None and corrects.published_at is None:
        raise NotPublished("Only what was published can be corrected.")
    release = Release.objects.create(
        code=_next_code(), title_km=title_km.strip(), title_en=title_en.strip(), snapshot=snapshot, corrects=corrects,
        drafted_by=by, drafted_at=timezone.now(),
    )  # fmt: skip
    change = {
        "code": release.code,
        "snapshot": snapshot.digest,
        "corrects": corrects.code if corrects else "",
    }
    record_deed(by=by, action="draft_release", record=release, change=change)
    return release


def _next_code() -> str:
    year = timezone.localdate().year
    used = Release.objects.filter(code__startswith=f"{year}-").values_list("code", flat=True)
    return f"{year}-{max((int(code.split('-')[1]) for code in used), default=0) + 1}"


@transaction.atomic
def add_table(
    *,
    by: Officer,
    release: Release,
    indicator: str,
    year: int,
    dimensions: Sequence[str] = (),
    protection: Protection | str = Protection.SUPPRESSION,
    threshold: int = USUAL_THRESHOLD,
    rho: str = "",
) -> ReleaseTable:
    """Declare a table of the release: a registered figure of one year, by what it is told apart, how it is protected.

    Raises:
        NotPublished: the figure has no such table, the release is past it, or the table stands in it already.
    """
    require(by, Power.WRITE_REPORT)
    release = open_again(release)
    if indicator not in releasable():
        raise NotPublished("Choose a figure whose parts add up.")
    known = [one for one in dimensions_of(indicator) if one != YEAR]
    if wrong := [one for one in dimensions if one not in known]:
        raise NotPublished(
            f"This figure is not told apart by {', '.join(wrong)}; it is by {', '.join(known)}."
        )
    if fault := fault_of_table(indicator, dimensions, protection, threshold, rho):
        raise NotPublished(fault)
    name = "-".join([indicator, str(year), *dimensions])
    if release.tables.filter(name=name).exists():
        raise NotPublished("This table stands in the release already.")
    table = ReleaseTable.objects.create(
        release=release, name=name, indicator=indicator, year=year, dimensions=list(dimensions),
        protection=Protection(protection), threshold=threshold, rho=rho if protection == Protection.NOISE else "",
    )  # fmt: skip
    change: dict[str, Any] = {
        "table": name,
        "protection": protection,
        "threshold": threshold,
        "rho": table.rho,
    }
    record_deed(by=by, action="add_release_table", record=release, change=change)
    return table


@transaction.atomic
def drop_table(*, by: Officer, table: ReleaseTable) -> None:
    """Take a table out of a release that is not signed yet; what its noise spent stays spent."""
    require(by, Power.WRITE_REPORT)
    release = open_again(table.release)
    record_deed(by=by, action="drop_release_table", record=release, change={"table": table.name})
    table.delete()


def open_again(release: Release) -> Release:
    """The release as a draft: whatever was protected or attacked before has to be done anew.

    Raises:
        NotPublished: it is signed or out.
    """
    release = Release.objects.select_for_update().get(pk=release.pk)
    if not may_be_protected(release):
        raise NotPublished("The release is signed or out; make another one.")
    release.state = ReleaseState.DRAFT
    release.findings, release.attack_fault, release.digest = [], "", ""
    release.version += 1
    release.save(update_fields=["state", "findings", "attack_fault", "digest", "version"])
    release.files.all().delete()
    return release
