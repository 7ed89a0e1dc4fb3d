import hashlib
import json
from pathlib import Path
from typing import Any

from sarana.base.ledger.rules import merkle_root

# So many signs of a published head at least must agree.
_LEAST_HEAD = 12


def verify_snapshot(folder: Path, *, head: str = "") -> list[str]:
    """What doesn't fit in a snapshot's folder: files changed, missing or added; empty when it is whole.

    Needs only the files, so that anybody who has them can repeat it; with a published ``head`` of the ledger, or its first
    twelve signs or more, also whether the snapshot is the one that was taken at that head.
    """
    manifest_file = folder / "manifest.json"
    if not manifest_file.is_file():
        return ["manifest.json is missing"]
    manifest = json.loads(manifest_file.read_bytes())
    faults = []
    for name, told in manifest["files"].items():
        file = folder / name
        if not file.is_file():
            faults.append(f"{name} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != told["sha256"]:
            faults.append(f"{name} was changed")
    # Snapshots of the first two schemas have no root.
    if "root" in manifest and manifest["root"] != root_of(manifest["files"]):
        faults.append("the manifest's root does not fit its files")
    if head and len(head) < _LEAST_HEAD:
        faults.append(f"the head given has fewer than {_LEAST_HEAD} signs")
    elif head and not str(manifest["ledger"]["head"]).startswith(head.lower()):
        faults.append("it was not taken at this ledger head")
    known = {*manifest["files"], "manifest.json"}
    there = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())
    return faults + [f"{name} does not belong to it" for name in there if name not in known]


def root_of(files: dict[str, dict[str, Any]]) -> str:
    """The Merkle root (RFC 6962) over the files by name: the same register has the same root, whenever it is frozen."""
    return merkle_root(f"{name} {files[name]['sha256']}".encode() for name in sorted(files))
