"""What a copy of the release ledger tells of a release or a document that lies beside it: whether anything was said of it later.

Needs neither the register nor a database. A copy that leaves an erratum out has to leave the ledger out as well, or to show one
that ends before it; the published head tells the two apart.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sarana.base.vault.signing import signature_holds
from sarana.publish.releases.freezing import ERRATA, LEDGER, as_json, sha256
from sarana.publish.releases.ledger_line import day_of, line_hash
from sarana.publish.releases.shown import Fault

_NO_HEAD = "0" * 64
# So many signs of a published head at least must agree.
_LEAST = 12


def ledger_faults(
    files: Mapping[str, bytes], manifest: Mapping[str, Any], signatures: Mapping[str, Any], head: str = ""
) -> Iterator[Fault]:
    """What does not hold of the ledger in the folder, or of what lies beside it.

    Args:
        files: of the release or document, by their names.
        manifest: its own.
        signatures: its own, with the line under which it was published.
        head: the release head that was published elsewhere, or its first twelve signs; the ledger must reach that far.
    """
    if LEDGER not in files:
        yield Fault(
            f"{LEDGER} is missing: whether anything was said of this later can't be told. It stands at /public/releases/{LEDGER}.",
            f"បាត់ {LEDGER}៖ មិនអាចដឹងថាមានអ្វីបានថ្លែងក្រោយមកឬទេ។ ឯកសារនេះនៅ /public/releases/{LEDGER}។",
        )
        return
    ledger = json.loads(files[LEDGER])
    yield from chain_faults(ledger, str(signatures["public_key"]))
    if as_json(ledger) != files[LEDGER]:
        yield Fault(f"{LEDGER} was changed.", f"{LEDGER} ត្រូវបានកែប្រែ។")
    lines, own = ledger["lines"], signatures["line"]
    if own not in lines:
        yield Fault("Its line is not in the release ledger.", "បន្ទាត់របស់វាមិនមានក្នុងបញ្ជីចេញផ្សាយទេ។")
    if head and (len(head) < _LEAST or not any(one["head"].startswith(head.lower()) for one in lines)):
        yield Fault(
            "The release ledger does not reach the head that was published: take a newer copy.",
            "បញ្ជីចេញផ្សាយមិនដល់ក្បាលដែលបានផ្សាយទេ៖ សូមយកច្បាប់ចម្លងថ្មីជាង។",
        )
    yield from _said_later(files, manifest, lines)


def chain_faults(ledger: Mapping[str, Any], key: str) -> Iterator[Fault]:
    """Whether every line follows from the one before, and the head with its number of lines and errata is signed."""
    previous, lines, told = _NO_HEAD, ledger["lines"], ledger["head"]
    for at, one in enumerate(lines, 1):
        made = line_hash(previous, at, one["at"], one["deed"], one["release"], one["digest"])
        if one["seq"] != at or one["previous"] != previous or one["head"] != made:
            yield Fault(
                f"Line {at} of the release ledger does not fit.", f"បន្ទាត់ទី {at} នៃបញ្ជីចេញផ្សាយមិនត្រូវគ្នាទេ។"
            )
            return
        previous = made
    counted = {
        "lines": len(lines),
        "head": previous,
        "errata": sum(one["deed"] == "erratum" for one in lines),
    }
    own = ledger["public_key"] == key
    if told != counted or not own or not signature_holds(key, ledger["head_signature"], as_json(told)):
        yield Fault(
            "The head of the release ledger is not signed as it stands there.",
            "ក្បាលបញ្ជីចេញផ្សាយមិនត្រូវនឹងហត្ថលេខាទេ។",
        )


def later_numbers(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> list[str]:
    """Codes of what replaced a document since, as far as the ledger beside it reaches."""
    series, _dash, number = str(manifest["release"]).rpartition("-")
    if "kind" not in manifest or LEDGER not in files:
        return []
    codes = [one["release"].rpartition("-") for one in json.loads(files[LEDGER])["lines"]]
    later = [int(last) for first, _sign, last in codes if first == series and int(last) > int(number)]
    return [f"{series}-{last}" for last in sorted(later)]


def _said_later(
    files: Mapping[str, bytes], manifest: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]
) -> Iterator[Fault]:
    """Each erratum of the ledger lies there, in its order, and none that the ledger does not know; withdrawals are told."""
    mine = [one for one in lines if one["release"] == manifest["release"]]
    held = [sha256(one["statement"].encode()) for one in json.loads(files.get(ERRATA, b"[]"))]
    told = [one["digest"] for one in mine if one["deed"] == "erratum"]
    for one in mine:
        if one["deed"] == "erratum" and one["digest"] not in held:
            day = day_of(one)
            yield Fault(f"The erratum of {day} is missing.", f"បាត់កំណែតម្រូវថ្ងៃ {day}។")
        if one["deed"] == "withdrawn":
            day = day_of(one)
            yield Fault(f"It was withdrawn on {day}.", f"ត្រូវបានដកវិញនៅថ្ងៃ {day}។")
    if [one for one in held if one not in told] or (sorted(held) == sorted(told) and held != told):
        yield Fault(f"{ERRATA} is not what the release ledger tells.", f"{ERRATA} មិនត្រូវនឹងបញ្ជីចេញផ្សាយទេ។")
