"""The frozen files of a release: the same tables give the same bytes, with nothing in them but what is meant to be published."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sarana.base.ledger.rules import canonical

HIDDEN = "…"
MANIFEST, SIGNATURES, ERRATA, LEDGER = "manifest.json", "signatures.json", "errata.json", "ledger.json"
_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# No file tells when it was really written.
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


def as_json(value: Any) -> bytes:
    """JSON of which there is one form only, so that not a space can be changed unseen."""
    return (canonical(value) + "\n").encode()


def sha256(content: bytes) -> str:
    """The hash that the manifest holds of each file."""
    return hashlib.sha256(content).hexdigest()


def files_of(
    tables: Sequence[Mapping[str, Any]],
    about: Mapping[str, Any],
    more: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Every file of a release but manifest and signatures.

    Args:
        tables: as ``ShownTable`` reads them.
        about: code, both titles, the snapshot's day and who publishes.
        more: other files that are frozen with them.
    """
    files: dict[str, bytes] = {}
    for told in tables:
        name = f"tables/{told['name']}"
        files[f"{name}.csv"] = _csv(told)
        files[f"{name}.json"] = as_json({"tables": [told]})
        files[f"{name}.parquet"] = _parquet(told)
        files[f"{name}.xlsx"] = _xlsx(told)
    files |= more
    frozen = dict(files)
    files["datapackage.json"] = as_json(_datapackage(tables, frozen, about))
    files["dcat.jsonld"] = as_json(_dcat(frozen, about))
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """All files in one archive, in the order of their names and without a time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return held.getvalue()


def _csv(told: Mapping[str, Any]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*told["dimensions"], "count"])
    writer.writerows([*parts, HIDDEN if count is None else count] for *parts, count in told["rows"])
    return file.getvalue().encode()


def _parquet(told: Mapping[str, Any]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(zip(*told["rows"], strict=True))
    names = [*told["dimensions"], "count"]
    types = [*(pa.string() for _ in told["dimensions"]), pa.int64()]
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, types, strict=True)]
    held = io.BytesIO()
    pq.write_table(pa.table(arrays, names=names), held)
    return held.getvalue()


def _xlsx(told: Mapping[str, Any]) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": _NO_TIME, "title": told["title_en"]})
        for language in ("km", "en"):
            page = workbook.add_worksheet(language)
            for at, words in enumerate((told[f"title_{language}"], told[f"definition_{language}"])):
                page.write_string(at, 0, words)
            headings = [told["labels"][by][language] for by in told["dimensions"]]
            for column, words in enumerate([*headings, told[f"unit_{language}"]]):
                page.write_string(3, column, words)
            for line, (*parts, count) in enumerate(told["rows"], 4):
                for column, (by, part) in enumerate(zip(told["dimensions"], parts, strict=True)):
                    page.write_string(line, column, label_of(told, by, part, language))
                if count is None:
                    page.write_string(line, len(parts), HIDDEN)
                else:
                    page.write_number(line, len(parts), count)
            page.freeze_panes(4, 0)
            page.set_column(0, len(headings), 26)
    return held.getvalue()


def label_of(told: Mapping[str, Any], by: str, part: str, language: str) -> str:
    """A category's name, or the word for a total."""
    if part == "*":
        return "សរុប" if language == "km" else "Total"
    return str(told["labels"][by]["categories"][part][language])


def _datapackage(
    tables: Iterable[Mapping[str, Any]], files: Mapping[str, bytes], about: Mapping[str, Any]
) -> dict[str, Any]:
    """The description of Frictionless Data (Data Package 1.0)."""
    resources = []
    for told in tables:
        fields = [
            {"name": by, "type": "string", "title": told["labels"][by]["en"], "description": "* is the total"}
            for by in told["dimensions"]
        ]
        fields.append({"name": "count", "type": "integer", "description": told["definition_en"]})
        for kind, media in _MEDIA.items():
            path = f"tables/{told['name']}.{kind}"
            resource = {
                "name": f"{told['name']}-{kind}".lower().replace("_", "-"),
                "path": path,
                "title": told["title_en"],
                "format": kind,
                "mediatype": media,
                "bytes": len(files[path]),
                "hash": f"sha256:{sha256(files[path])}",
            }
            if kind == "csv":
                resource |= {
                    "profile": "tabular-data-resource",
                    "encoding": "utf-8",
                    "schema": {"fields": fields, "missingValues": [HIDDEN]},
                }
            resources.append(resource)
    resources += [
        {
            "name": path.lower().replace("/", "-").replace(".", "-"),
            "path": path,
            "format": path.rsplit(".", 1)[1],
            "mediatype": _MEDIA[path.rsplit(".", 1)[1]],
            "bytes": len(content),
            "hash": f"sha256:{sha256(content)}",
        }
        for path, content in sorted(files.items())
        if not path.startswith("tables/")
    ]
    return {
        "name": f"release-{about['code']}",
        "title": about["title_en"],
        "version": about["code"],
        "profile": "data-package",
        "contributors": [{"title": about["publisher_en"], "role": "publisher"}],
        "resources": resources,
    }


def _dcat(files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """The description of W3C's Data Catalog Vocabulary (DCAT 3); addresses are relative to where the file lies."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
        },
        "@type": "dcat:Dataset",
        "dct:identifier": about["code"],
        "dct:title": [
            {"@value": about["title_km"], "@language": "km"},
            {"@value": about["title_en"], "@language": "en"},
        ],
        "dct:publisher": {"@type": "dct:Agent", "dct:title": about["publisher_en"]},
        "dct:created": about["as_of"],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": name},
                "dcat:mediaType": _MEDIA[name.rsplit(".", 1)[1]],
                "dcat:byteSize": len(content),
                "spdx:checksum": {
                    "spdx:algorithm": "spdx:checksumAlgorithm_sha256",
                    "spdx:checksumValue": sha256(content),
                },
            }
            for name, content in sorted(files.items())
        ],
    }
