"""Attack a release as a stranger would who kept everything that was ever published; only what withstands is signed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction

import sarana
from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.measure.figures.actions import verify_snapshot
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.actions.counting import told_apart, true_table
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.ground import Ground, ground_of, locked_on
from sarana.publish.releases.actions.progress import Counted, Progress, no_progress, of_population
from sarana.publish.releases.actions.seeds import seed_of
from sarana.publish.releases.agreement import disagreements
from sarana.publish.releases.chance import commitment_of
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.freezing import MANIFEST, as_json, sha256
from sarana.publish.releases.manifest import manifest_of
from sarana.publish.releases.models import Release, ReleaseFile, ReleaseMicrodata
from sarana.publish.releases.nobody import workload_of
from sarana.publish.releases.queries import moment_of, shown_tables, state_of, states_published
from sarana.publish.releases.rules import SENSITIVE, may_be_attacked
from sarana.publish.releases.shown import NOISE, SUPPRESSION, Population, ShownTable, faults_of
from sarana.publish.releases.together import InRelease, derived_together, is_mixed
from sarana.science.disclosure import audit_states

DOMINATED = "dominated"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an attack found, and the manifest that is frozen where it found nothing."""

    findings: list[dict[str, Any]]
    fault: str
    manifest: bytes


def attack_release(*, by: Officer, release: Release, progress: Progress = no_progress) -> Release:
    """Try what can be derived from the release's frozen files together with everything that is out already.

    When nothing is found its manifest is frozen and it can be signed; signatures given before are void. A large release takes
    minutes, in which everybody else goes on writing; see ``ground``.

    Args:
        by: who prepares it.
        release: one that is protected and not out.
        progress: told of which figure and year, and how many hidden counts of how many are looked at.

    Raises:
        NotPublished: it is not protected yet, it is out, its snapshot is not whole, or it was changed or something else
            published while this was computed.
    """
    require(by, Power.WRITE_REPORT)
    ground = ground_of(release)
    release = Release.objects.select_related("snapshot", "corrects").get(pk=release.pk)
    if not may_be_attacked(release):
        raise NotPublished("Protect the tables first; what is out was attacked before it went.")
    return _keep(by, release, _attack(release, ground, progress), ground)


def _attack(release: Release, ground: Ground, progress: Progress) -> _Outcome:
    try:
        findings = derived_from(release, progress)
    except ValueError as fault:
        # What could not be tried was not withstood.
        return _Outcome([], str(fault), b"")
    return _Outcome(findings, "", b"" if findings else _manifest(release, ground))


@transaction.atomic
def _keep(by: Officer, release: Release, found: _Outcome, ground: Ground) -> Release:
    """Save the outcome with its entry, if all that was attacked still stands.

    Raises:
        NotPublished: it does not.
    """
    release = locked_on(ground, release)
    release.signatures.all().delete()
    release.files.filter(name=MANIFEST).delete()
    release.findings, release.attack_fault = found.findings, found.fault
    release.state = ReleaseState.ATTACKED if found.manifest else ReleaseState.FAILED
    release.attacked_after, release.digest = ground.after, ""
    if found.manifest:
        release.digest = sha256(found.manifest)
        ReleaseFile.objects.create(
            release=release, name=MANIFEST, content=found.manifest, sha256=release.digest, size=len(found.manifest)
        )  # fmt: skip
    release.version += 1
    release.save()
    change = {
        "found": len(release.findings),
        "fault": bool(release.attack_fault),
        "after": ground.after,
        "digest": release.digest,
    }
    record_deed(by=by, action="attack_release", record=release, change=change)
    return release


def derived_from(release: Release, progress: Progress = no_progress) -> list[dict[str, Any]]:
    """What a stranger can derive: kind, table or population, cell; never a count.

    Raises:
        ValueError: tables contradict each other or what is out.
    """
    populations: dict[Population, list[ShownTable]] = defaultdict(list)
    for shown in shown_tables(release):
        if fault := next(faults_of(shown), None):
            raise ValueError(fault.en)
        populations[shown.population].append(shown)
    if fault := next(disagreements([one for some in populations.values() for one in some]), None):
        raise ValueError(fault.en)
    found: list[dict[str, Any]] = []
    for population, tables in populations.items():
        found += _of_population(release, population, tables, populations, of_population(progress, population))
    return found + _of_cells(release)


def _of_population(
    release: Release,
    population: Population,
    tables: list[ShownTable],
    in_release: InRelease,
    progress: Counted,
) -> list[dict[str, Any]]:
    out = states_published(population, apart_from=release)
    others = [one for some in out.values() for one in some]
    if len({one.kind == NOISE for one in (*tables, *others)}) > 1:
        raise ValueError(f"{population[0]} {population[1]}: noise and true counts of the same persons.")
    is_noise = tables[0].kind == NOISE
    if is_mixed(release, population, in_release, is_noise=is_noise):
        raise ValueError(
            f"{population[0]} {population[1]}: noise and true counts of persons who are counted among each other."
        )
    if is_noise:
        return []
    mine = moment_of(release)
    out.setdefault(mine, []).extend(tables)
    moments = sorted(out)
    # What was once published under a lower rule stays published under it.
    threshold = min(one.threshold for some in out.values() for one in some)
    derived = audit_states(
        [state_of(out[moment]) for moment in moments],
        threshold=threshold,
        sensitive=SENSITIVE if tables[0].kind == SUPPRESSION else (),
        new=moments.index(mine),
        progress=progress,
    )
    derived += derived_together(release, population, state_of(out[mine]), in_release, threshold=threshold)
    derived = sorted(dict.fromkeys(derived), key=lambda one: (one.kind, one.cell))
    where = f"{population[0]} {population[1]}"
    return [
        {"kind": one.kind.value, "where": where, "cell": [list(part) for part in one.cell]} for one in derived
    ]


def _of_cells(release: Release) -> list[dict[str, Any]]:
    """What only the register knows: shown counts that one operation dominates, and noise that is not the one committed to."""
    found: list[dict[str, Any]] = []
    for declared in release.tables.all():
        shown = ShownTable(declared.content)
        if declared.commitment and commitment_of(seed_of(declared)) != shown.told["protection"]["commitment"]:
            raise ValueError(f"{declared.name}: the noise is not the one that was drawn.")
        if shown.kind != SUPPRESSION:
            continue
        table = shown.table()
        secret = told_apart(release.snapshot, declared, true_table(release.snapshot, declared))
        found += [
            {"kind": DOMINATED, "where": declared.name, "cell": [list(part) for part in table.cell(key)]}
            for key, count in table.values.items()
            if count is not None and table.cell(key) in secret
        ]
    return found


def _manifest(release: Release, ground: Ground) -> bytes:
    """What stands beside the files; its hash is what officers sign."""
    if faults := verify_snapshot(folder_of(release.snapshot)):
        raise NotPublished(f"The snapshot is not whole: {faults[0]}. Nothing can be published from it.")
    files = {one.name: bytes(one.content) for one in release.files.exclude(name=MANIFEST)}
    tables = [table.content for table in release.tables.all()]
    held = ReleaseMicrodata.objects.filter(release=release).first()
    microdata = workload_of(held.year, held.rho, held.commitment) if held else None
    told = manifest_of(
        release, tables, files, microdata=microdata, version=sarana.__version__, after=ground.after, head=ground.head
    )  # fmt: skip
    return as_json(told)
