"""What an appointed auditor does inside the house: compute a release anew from its snapshot, to the digit."""

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from sarana.measure.figures.actions import verify_snapshot
from sarana.measure.figures.models import Snapshot
from sarana.publish.releases.actions.counting import table_for_noise, true_table
from sarana.publish.releases.actions.microdata import made_of
from sarana.publish.releases.agreement import METHOD, Seeded, grouped, told_together
from sarana.publish.releases.categories import LAID_DOWN
from sarana.publish.releases.chance import chance_from, commitment_of
from sarana.publish.releases.freezing import MANIFEST, sha256
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.nobody import files_of_nobody
from sarana.publish.releases.shown import NOISE, ROUNDING, Fault, ShownTable
from sarana.publish.releases.verifying import tables_in
from sarana.science.disclosure import Table


def recompute_release(folder: Path, snapshot: Path, seeds: Mapping[str, str]) -> list[Fault]:
    """What of a release does not follow from the snapshot; nothing when every number does.

    Args:
        folder: the release's files, verified before.
        snapshot: the snapshot's folder.
        seeds: by table, what its noise was drawn from, in hexadecimal; they fit the commitments that were published.
    """
    files = {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }
    told = json.loads(files[MANIFEST])["snapshot"]
    if faults := verify_snapshot(snapshot, head=told["ledger"]["head"]):
        return [Fault(f"The snapshot is not whole: {one}.", f"រូបថតទិន្នន័យមិនពេញលេញ៖ {one}។") for one in faults]
    if sha256((snapshot / "manifest.json").read_bytes()) != told["sha256"]:
        return [Fault("It is another snapshot than the release's.", "មិនមែនជារូបថតទិន្នន័យរបស់ការចេញផ្សាយនេះទេ។")]
    # It need not be on record here: the folder alone is read.
    frozen = Snapshot(folder=str(snapshot.resolve()), schema_version=told["schema_version"])
    tables = tables_in(files)
    found = [fault for shown in tables for fault in _of_table(frozen, shown)]
    if not found:
        found = [fault for group in grouped(tables) for fault in _of_noise(frozen, group, seeds)]
    if nobody := json.loads(files[MANIFEST]).get("microdata"):
        found += _of_nobody(frozen, files, nobody, seeds)
    return found


def _of_nobody(
    frozen: Snapshot, files: Mapping[str, bytes], told: Mapping[str, Any], seeds: Mapping[str, str]
) -> Iterator[Fault]:
    """The same seed makes the same records of nobody from the same snapshot."""
    seed = bytes.fromhex(seeds.get(told["name"], ""))
    if not seed or commitment_of(seed) != told["commitment"]:
        yield _not_committed(told["name"])
        return
    made = made_of(frozen, told["year"], Fraction(told["rho"]), seed, chance_from(seed))
    again = files_of_nobody(told["year"], told["rho"], told["commitment"], made)
    if any(files[name] != content for name, content in again.items()):
        yield Fault(
            f"{told['name']}: the same noise gives other records.",
            f"{told['name']}៖ ភាពចៃដន្យដដែលឱ្យកំណត់ត្រាផ្សេង។",
        )


def _not_committed(name: str) -> Fault:
    return Fault(
        f"{name}: the seed that was given does not fit the published commitment.",
        f"{name}៖ គ្រាប់ពូជមិនត្រូវនឹងកិច្ចសន្យាដែលបានផ្សាយទេ។",
    )


def _true(frozen: Snapshot, shown: ShownTable) -> Table:
    declared = ReleaseTable(
        name=shown.name,
        indicator=shown.told["indicator"],
        year=shown.told["year"],
        dimensions=shown.told["dimensions"],
    )
    if shown.kind == NOISE:
        return table_for_noise(frozen, declared, rows=shown.told["protection"].get("rows") == LAID_DOWN)
    return true_table(frozen, declared)


def _of_table(frozen: Snapshot, shown: ShownTable) -> Iterator[Fault]:
    true, told = _true(frozen, shown), shown.table()
    if set(true.values) != set(told.values):
        yield Fault(f"{shown.name} has other rows than the snapshot.", f"{shown.name} មានជួរខុសពីរូបថតទិន្នន័យ។")
        return
    if shown.kind == NOISE:
        return
    far = shown.within if shown.kind == ROUNDING else 0
    for key, count in told.values.items():
        really = int(true.values[key] or 0)
        # What is hidden is one person at least: zeros are always shown.
        if (count is None and not really) or (count is not None and abs(count - really) > far):
            where = f"{shown.name} [{', '.join(key)}]"
            yield Fault(f"{where} does not follow from the snapshot.", f"{where} មិនចេញពីរូបថតទិន្នន័យទេ។")


def _of_noise(frozen: Snapshot, group: Sequence[ShownTable], seeds: Mapping[str, str]) -> Iterator[Fault]:
    """Tables that agree, drawn and made to agree again; one that went out before that is drawn for itself."""
    seeded = []
    for shown in group:
        protection, seed = shown.told["protection"], bytes.fromhex(seeds.get(shown.name, ""))
        if by := protection.get("drawn_by"):
            yield Fault(
                f"{shown.name}: its noise was drawn by {by}, which keeps no seed. Nobody can compute it anew.",
                f"{shown.name}៖ ភាពរំខានរបស់វាបង្កើតដោយ {by} ដែលមិនរក្សាគ្រាប់ពូជ។ គ្មាននរណាអាចគណនាវាឡើងវិញបានទេ។",
            )
            continue
        if not seed or commitment_of(seed) != protection["commitment"]:
            yield _not_committed(shown.name)
            continue
        seeded.append(Seeded(_true(frozen, shown), Fraction(protection["rho"]), seed))
    if len(seeded) < len(group):
        return
    told = group[0].told["protection"].get("agreement", {})
    if told and told["method"] != METHOD:
        yield Fault(
            f"{group[0].name}: this version does not know how its tables were made to agree.",
            f"{group[0].name}៖ កំណែកម្មវិធីនេះមិនស្គាល់វិធីធ្វើឱ្យតារាងត្រូវគ្នាទេ។",
        )
        return
    for shown, again in zip(group, told_together(seeded), strict=True):
        if dict(again.values) != dict(shown.table().values):
            yield Fault(
                f"{shown.name}: the same noise gives other counts.",
                f"{shown.name}៖ ភាពចៃដន្យដដែលឱ្យចំនួនផ្សេង។",
            )
