"""Protect the tables of a release and freeze their files: computed beside the record, kept in one short transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.publish.releases.actions.budget import Payment, pay
from sarana.publish.releases.actions.counting import true_table
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.ground import Ground, ground_of, locked_on
from sarana.publish.releases.actions.hiding import hide_small, round_counts
from sarana.publish.releases.actions.microdata import draw_microdata
from sarana.publish.releases.actions.noise import add_noise
from sarana.publish.releases.actions.progress import Progress, no_progress, of_population
from sarana.publish.releases.enums import Protection, ReleaseState
from sarana.publish.releases.freezing import files_of, sha256
from sarana.publish.releases.models import Release, ReleaseFile, ReleaseMicrodata, ReleaseTable
from sarana.publish.releases.nobody import FIGURE, files_of_nobody
from sarana.publish.releases.queries import microdata_out, states_published
from sarana.publish.releases.rules import may_be_protected
from sarana.publish.releases.shown import NOISE, Population, ShownTable
from sarana.publish.releases.together import is_mixed, wholes_first
from sarana.science.indicators import INDICATORS

PUBLISHER = {
    "km": "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស",
    "en": "National Committee for Counter Trafficking",
}
_MADE = ("within", "seed", "commitment", "content", "cost")


@dataclass(slots=True)
class _Work:
    """A release whose tables are being protected; nothing of it is saved before the end."""

    release: Release
    progress: Progress
    tables: list[ReleaseTable]
    microdata: ReleaseMicrodata | None
    done: dict[Population, list[ShownTable]] = field(default_factory=dict)
    payments: list[Payment] = field(default_factory=list)


def protect_release(*, by: Officer, release: Release, progress: Progress = no_progress) -> Release:
    """Protect every table as was chosen, and freeze the files. Noise is drawn once and paid for at once.

    A large release takes minutes, in which everybody else goes on writing; see ``ground``.

    Args:
        by: who prepares it.
        release: a draft, or one that was protected before.
        progress: told of which figure and year, and how many small counts of how many are protected.

    Raises:
        NotPublished: it holds no table, a budget is spent, tables of one population are protected in two ways, or it was
            changed or something else published while this was computed.
    """
    require(by, Power.WRITE_REPORT)
    ground = ground_of(release)
    release = Release.objects.select_related("snapshot").get(pk=release.pk)
    if not may_be_protected(release):
        raise NotPublished("The release is signed or out; make another one.")
    microdata = ReleaseMicrodata.objects.filter(release=release).first()
    work = _Work(release, progress, list(release.tables.all()), microdata)
    populations: dict[Population, list[ReleaseTable]] = defaultdict(list)
    for table in work.tables:
        populations[table.indicator, table.year].append(table)
    if not populations and not microdata:
        raise NotPublished("Add a table first.")
    for population in wholes_first(list(populations)):
        declared = populations[population]
        _protect(work, population, declared)
        work.done[population] = [ShownTable(table.content) for table in declared]
    if microdata:
        work.payments += draw_microdata(release, microdata, work.done, work.payments)
    return _keep(by, work, _files(work), ground)


@transaction.atomic
def _keep(by: Officer, work: _Work, files: Sequence[ReleaseFile], ground: Ground) -> Release:
    """Save what was computed with its entry, if all that it rests on still stands.

    Raises:
        NotPublished: it does not, or somebody else spent the budget meanwhile.
    """
    release = locked_on(ground, work.release)
    pay(release, work.payments)
    for table in work.tables:
        table.save(update_fields=_MADE)
    if work.microdata:
        work.microdata.save(update_fields=["seed", "commitment", "content"])
    release.files.all().delete()
    ReleaseFile.objects.bulk_create(files)
    release.state, release.findings, release.attack_fault, release.digest = ReleaseState.PROTECTED, [], "", ""
    release.version += 1
    release.save(update_fields=["state", "findings", "attack_fault", "digest", "version"])
    chosen = {table.name: table.protection for table in work.tables}
    record_deed(by=by, action="protect_release", record=release, change={"tables": chosen})
    return release


def _protect(work: _Work, population: Population, declared: Sequence[ReleaseTable]) -> None:
    _require_one_way(work, population, declared)
    snapshot = work.release.snapshot
    if declared[0].protection == Protection.NOISE:
        add_noise(snapshot, declared, work.payments)
        return
    truth = [true_table(snapshot, table) for table in declared]
    match declared[0].protection:
        case Protection.SUPPRESSION:
            progress = of_population(work.progress, population)
            hide_small(work.release, population, declared, truth, work.done, progress)
        case _:
            round_counts(declared, truth)


def _require_one_way(work: _Work, population: Population, declared: Sequence[ReleaseTable]) -> None:
    """The persons' tables, here and wherever they are out, are all noisy or all true.

    Raises:
        NotPublished: they would not be.
    """
    kinds = {table.protection for table in declared}
    out = [one for tables in states_published(population).values() for one in tables]
    is_noise = Protection.NOISE in kinds
    if (is_noise and kinds != {Protection.NOISE}) or any((one.kind == NOISE) != is_noise for one in out):
        raise NotPublished(
            f"{population[0]} {population[1]}: a figure's year is published with noise or with true counts, never with both."
        )
    if (
        not is_noise
        and (population[0] == FIGURE or INDICATORS[population[0]].part_of == FIGURE)
        and microdata_out(work.release, population[1])
    ):
        raise NotPublished(
            f"{population[0]} {population[1]}: records of nobody made from these persons are out or stand beside the table. "
            "Protect it with noise."
        )
    if is_mixed(work.release, population, work.done, is_noise=is_noise):
        raise NotPublished(
            f"{population[0]} {population[1]}: a figure that contains it, or that it contains, has noise where this has none "
            "or the other way round. Protect both with noise, or neither."
        )
    if len(kinds) > 1:
        raise NotPublished(f"{population[0]} {population[1]}: protect all its tables in the same way.")


def _files(work: _Work) -> list[ReleaseFile]:
    release, nobody = work.release, work.microdata
    about: Mapping[str, Any] = {
        "code": release.code,
        "title_km": release.title_km,
        "title_en": release.title_en,
        "as_of": release.snapshot.taken_on.isoformat(),
        "publisher_en": PUBLISHER["en"],
    }
    records = files_of_nobody(nobody.year, nobody.rho, nobody.commitment, nobody.content) if nobody else {}
    files = files_of([table.content for table in work.tables], about, records)
    return [
        ReleaseFile(release=release, name=name, content=content, sha256=sha256(content), size=len(content))
        for name, content in files.items()
    ]
