"""What is signed: the manifest of a release, and the statements of officers about it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sarana.base.ledger.rules import canonical
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.freezing import sha256
from sarana.publish.releases.models import Release, ReleasedDocument


def manifest_of(
    release: Release,
    tables: Sequence[Mapping[str, Any]],
    files: Mapping[str, bytes],
    *,
    microdata: Mapping[str, Any] | None,
    version: str,
    after: int,
    head: str,
) -> dict[str, Any]:
    """What the release is: workload, protection and commitment of each table, snapshot, code version, hashes of all files."""
    snapshot = release.snapshot
    taken = json.loads((folder_of(snapshot) / "manifest.json").read_bytes())
    return {
        "release": release.code,
        "title_km": release.title_km,
        "title_en": release.title_en,
        "corrects": release.corrects.code if release.corrects else "",
        "sarana": version,
        "snapshot": {
            "sha256": snapshot.digest,
            "root": taken.get("root", ""),
            "schema_version": snapshot.schema_version,
            "taken_at": snapshot.taken_at.isoformat(),
            "ledger": {"size": snapshot.ledger_size, "head": snapshot.ledger_head},
        },
        "workload": [
            {
                key: told[key]
                for key in ("name", "indicator", "version", "calendar", "year", "dimensions", "protection")
            }
            for told in tables
        ],
        **({"microdata": dict(microdata)} if microdata else {}),
        "attacked_with": {"release_ledger": after, "head": head},
        "files": {
            name: {"sha256": sha256(content), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }


def signing_statement(release: Release, place: str, agency: str, at: datetime) -> str:
    """What an officer signs. It names no person: her name stands in the ledger of the house."""
    return canonical(
        {"release": release.code, "manifest": release.digest, "as": place, "agency": agency, "at": at}
    )


def erratum_statement(
    release: Release | ReleasedDocument, words: Mapping[str, str], replaced_by: str, at: datetime
) -> str:
    """What is signed of an erratum or a withdrawal."""
    return canonical(
        {"release": release.code, "manifest": release.digest, **words, "replaced_by": replaced_by, "at": at}
    )
