"""Check a release with its files alone: no register, no database, no network. Anybody can run it, or repeat it by hand."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sarana.base.vault.signing import signature_holds
from sarana.publish.releases.agreement import disagreements
from sarana.publish.releases.freezing import ERRATA, LEDGER, MANIFEST, SIGNATURES, as_json, label_of, sha256
from sarana.publish.releases.ledger_line import line_hash
from sarana.publish.releases.nobody import faults_of_nobody
from sarana.publish.releases.shown import NOISE, SUPPRESSION, Fault, Population, ShownTable, faults_of
from sarana.publish.releases.verifying_ledger import ledger_faults
from sarana.science.disclosure import (
    State,
    TableUnreadable,
    audit_contained,
    audit_states,
    ranges_of,
    tables_of,
)
from sarana.science.indicators import INDICATORS

_TWO = ["first", "second"]
# So many signs of a published head or key at least must agree.
_LEAST = 12


def verify_release(folder: Path, *, key: str = "", head: str = "") -> list[Fault]:
    """What does not hold in the folder of a release or a document; nothing when it is whole, signed, with its errata.

    Args:
        folder: where its files lie, as they were downloaded.
        key: the public key that the house published elsewhere, or its first twelve signs; else the one in the files is taken.
        head: a release head that was published, or its first twelve signs: the ledger in the folder must reach it.
    """
    files = {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }
    try:
        manifest, signatures = json.loads(files[MANIFEST]), json.loads(files[SIGNATURES])
        return [
            *_files(files, manifest),
            *_signed(files, manifest, signatures, key),
            *_errata(files, manifest, signatures),
            *ledger_faults(files, manifest, signatures, head),
            *(_both_languages(files) if is_document(manifest) else _tables(files, manifest)),
        ]
    except KeyError as fault:
        missing = str(fault.args[0])
        return [Fault(f"{missing} is missing.", f"បាត់ {missing}។")]
    except (ValueError, TypeError, AttributeError, IndexError) as fault:
        return [Fault(f"A file can't be read: {fault}.", f"អានឯកសារមិនបាន៖ {fault}។")]


def _files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Fault]:
    """Each file is the one whose hash was signed, none is missing and none came along."""
    told: Mapping[str, Any] = manifest["files"]
    for name in sorted(told):
        if name not in files:
            yield Fault(f"{name} is missing.", f"បាត់ {name}។")
        elif sha256(files[name]) != told[name]["sha256"] or len(files[name]) != told[name]["bytes"]:
            yield Fault(f"{name} was changed.", f"{name} ត្រូវបានកែប្រែ។")
    for name in sorted(set(files) - set(told) - {MANIFEST, SIGNATURES, ERRATA, LEDGER}):
        yield Fault(f"{name} does not belong to the release.", f"{name} មិនមែនជារបស់ការចេញផ្សាយនេះទេ។")
    for name in (MANIFEST, SIGNATURES):
        if as_json(json.loads(files[name])) != files[name]:
            yield Fault(f"{name} was changed.", f"{name} ត្រូវបានកែប្រែ។")


def _signed(
    files: Mapping[str, bytes],
    manifest: Mapping[str, Any],
    signatures: Mapping[str, Any],
    key: str,
) -> Iterator[Fault]:
    """The officers whose word it needs signed this manifest, the line of the ledger is that of this release, all under the published key."""
    public, digest, code = str(signatures["public_key"]), sha256(files[MANIFEST]), manifest["release"]
    if key and (len(key) < _LEAST or not public.startswith(key.lower())):
        yield Fault(
            "It was signed with another key than the published one.", "ចុះហត្ថលេខាដោយសោផ្សេងពីសោដែលបានផ្សាយ។"
        )
    places = []
    for one in signatures["signatures"]:
        statement = json.loads(one["statement"])
        places.append(statement["as"])
        fits = statement["manifest"] == digest and statement["release"] == code
        if not fits or not signature_holds(public, one["signature"], one["statement"].encode()):
            yield Fault(
                f"The signature of the {statement['as']} officer does not fit this release.",
                "ហត្ថលេខារបស់មន្ត្រីមិនត្រូវនឹងការចេញផ្សាយនេះទេ។",
            )
    # How many officers a document needs is a matter of its kind, and stands in what the line of the ledger names.
    if places != (manifest["officers"] if is_document(manifest) else _TWO):
        yield Fault("It does not bear the signatures of its officers.", "គ្មានហត្ថលេខារបស់មន្ត្រីគ្រប់គ្នាទេ។")
    line = signatures["line"]
    made = line_hash(line["previous"], line["seq"], line["at"], line["deed"], line["release"], line["digest"])
    is_line = made == line["head"] and line["release"] == code and line["digest"] == digest
    if not is_line or not signature_holds(public, signatures["line_signature"], as_json(line)):
        yield Fault("Its line of the release ledger does not fit.", "បន្ទាត់របស់វាក្នុងបញ្ជីចេញផ្សាយមិនត្រូវគ្នាទេ។")


def _errata(
    files: Mapping[str, bytes], manifest: Mapping[str, Any], signatures: Mapping[str, Any]
) -> Iterator[Fault]:
    """What was said of it later is signed as well."""
    if ERRATA not in files:
        return
    errata, digest = json.loads(files[ERRATA]), sha256(files[MANIFEST])
    if as_json(errata) != files[ERRATA]:
        yield Fault(f"{ERRATA} was changed.", f"{ERRATA} ត្រូវបានកែប្រែ។")
    for number, one in enumerate(errata, 1):
        told = json.loads(one["statement"])
        # Keys change over the years; under another than the release's own it has to be compared by hand.
        fits = told["release"] == manifest["release"] and told["manifest"] == digest
        own = one["public_key"] == signatures["public_key"]
        if (
            not fits
            or not own
            or not signature_holds(one["public_key"], one["signature"], one["statement"].encode())
        ):
            yield Fault(
                f"Erratum {number} is not signed as it stands there.", f"កំណែតម្រូវទី {number} មិនត្រូវនឹងហត្ថលេខាទេ។"
            )


def is_document(manifest: Mapping[str, Any]) -> bool:
    """Whether it is a report, a plan or numbers of others, and no release of tables."""
    return "kind" in manifest


def _both_languages(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """What is read in Khmer has the same tables and as many rows as what is read in English."""
    if not {"km.json", "en.json"} <= set(files):
        return
    shapes = [
        [[len(row) for row in part["rows"]] for part in json.loads(files[name])["sections"]]
        for name in ("km.json", "en.json")
    ]
    if shapes[0] != shapes[1]:
        yield Fault("It says something else in Khmer than in English.", "ភាសាខ្មែរ និងអង់គ្លេសមិនដូចគ្នាទេ។")


def tables_in(files: Mapping[str, bytes]) -> list[ShownTable]:
    """The tables that the files hold."""
    named = sorted(name for name in files if name.startswith("tables/") and name.endswith(".json"))
    return [ShownTable(told) for name in named for told in json.loads(files[name])["tables"]]


def _tables(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Fault]:
    """The tables are those of the workload, say the same in every form, and keep their own rules."""
    tables = tables_in(files)
    told = [
        {key: one.told[key] for key in workload}
        for one, workload in zip(tables, manifest["workload"], strict=False)
    ]
    if sorted(map(str, told)) != sorted(map(str, manifest["workload"])) or len(tables) != len(
        manifest["workload"]
    ):
        yield Fault("The tables are not those that were declared.", "តារាងមិនមែនជាតារាងដែលបានប្រកាសទេ។")
    for one in tables:
        yield from faults_of(one)
        yield from _forms(files, one)
    yield from disagreements(tables)
    if nobody := manifest.get("microdata"):
        yield from faults_of_nobody(files, nobody)
    populations: dict[Population, list[ShownTable]] = {}
    for one in tables:
        populations.setdefault(one.population, []).append(one)
    for population in sorted(populations):
        yield from _derived(population, populations)


def _forms(files: Mapping[str, bytes], one: ShownTable) -> Iterator[Fault]:
    name = f"tables/{one.name}"
    try:
        (read,) = tables_of(one.name, files[f"{name}.csv"])
    except TableUnreadable as fault:
        yield Fault(fault.en, fault.km)
        return
    if dict(read.values) != dict(one.table().values):
        yield Fault(f"{name}.csv says something else than {name}.json.", f"{name}.csv ខុសពី {name}.json។")
    for by in one.told["dimensions"]:
        for part in {str(row[one.told["dimensions"].index(by)]) for row in one.told["rows"]}:
            label_of(one.told, by, part, "en")


def _derived(population: Population, populations: Mapping[Population, list[ShownTable]]) -> Iterator[Fault]:
    """What the attacker derives from the tables of one population in this release, and of a figure that contains it."""
    tables, (indicator, year) = populations[population], population
    if tables[0].kind == NOISE:
        return
    mine, threshold = _seen(tables), min(one.threshold for one in tables)
    found = audit_states([mine], threshold=threshold)
    figure = INDICATORS.get(indicator)
    if figure and (whole := populations.get((figure.part_of, year))):
        rule = min(threshold, *(one.threshold for one in whole))
        found += audit_contained(mine, _seen(whole), threshold=rule, all_but=figure.all_but)
    for one in dict.fromkeys(found):
        cell = ", ".join(part for _, part in one.cell)
        yield Fault(
            f"{indicator} {year} [{cell}]: a count below the rule can be derived.",
            f"{indicator} {year} [{cell}]៖ អាចដឹងចំនួនក្រោមកម្រិត។",
        )


def _seen(tables: list[ShownTable]) -> State:
    ranges = {
        cell: span
        for one in tables
        if one.kind not in {SUPPRESSION, NOISE}
        for cell, span in ranges_of([one.table()], one.within).items()
    }
    return State(tuple(one.as_attacked()[0] for one in tables if one.kind != NOISE), ranges)
