"""Letters to the financial intelligence unit as goAML XML, by the unit's own profile and checked against its own schema.

goAML (UNODC): Standard XML Reporting Instructions. A letter is an ``activity`` report: its suspects, organisations, accounts and
other traces are the report parties. Schemas differ from unit to unit: elements, their order and codes come from a profile (TOML).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

PROFILE, SCHEMA = "profile.toml", "schema.xsd"
_KHMER = re.compile(r"[\u1780-\u17ff]")
_SEX = {"F": "F", "M": "M"}


class GoamlProfileFault(ValueError):
    """The operator's profile can't be used; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class GoamlProfile:
    """A unit's way of goAML: its codes and orders, and its schema where the operator has it."""

    told: Mapping[str, Any]
    schema: etree.XMLSchema | None

    def order(self, of: str) -> list[str]:
        """The elements of a person, an entity or an account, in the unit's order."""
        return list(self.told[of]["order"])


def goaml_profile(folder: Path | None = None) -> GoamlProfile:
    """The profile in the operator's folder, or the one that comes with the program, which no unit has confirmed.

    Raises:
        GoamlProfileFault: the profile or the schema can't be read, or an entry is missing.
    """
    shipped = tomllib.loads(
        files("sarana.publish.datasets").joinpath("goaml_profile.toml").read_text(encoding="utf-8")
    )
    if folder is None:
        return GoamlProfile(shipped, None)
    try:
        told = tomllib.loads((folder / PROFILE).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise GoamlProfileFault(f"{folder / PROFILE} can't be read: {fault}.") from fault
    for part, entries in shipped.items():
        if not isinstance(told.get(part), dict):
            raise GoamlProfileFault(f"{folder / PROFILE} has no part [{part}].")
        if missing := [name for name in entries if part != "caveats" and name not in told[part]]:
            raise GoamlProfileFault(f"{folder / PROFILE}, part [{part}]: {missing[0]} is missing.")
    schema = folder / SCHEMA
    if not schema.exists():
        return GoamlProfile(told, None)
    try:
        return GoamlProfile(told, etree.XMLSchema(etree.parse(str(schema), _parser())))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as fault:
        raise GoamlProfileFault(f"{schema} is no schema: {fault}.") from fault


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def letter_as_goaml(letter: Mapping[str, Any], profile: GoamlProfile) -> bytes:
    """The letter (as ``take_letter`` gives it) as one goAML report in UTF-8."""
    told = profile.told["report"]
    root = etree.Element("report")
    _add(root, "rentity_id", told["rentity_id"])
    _add(root, "submission_code", told["submission_code"])
    _add(root, "report_code", told["codes"][letter["kind"]])
    _add(root, "entity_reference", letter["number"])
    if letter.get("their_reference"):
        _add(root, "fiu_ref_number", letter["their_reference"])
    _add(root, "submission_date", f"{letter['dated_on']:%Y-%m-%d}T00:00:00")
    _add(root, "currency_code_local", told["currency"])
    _add(root, "reason", letter["text"])
    parties = etree.SubElement(etree.SubElement(root, "activity"), "report_parties")
    caveats = " ".join(profile.told["caveats"].get(code, code) for code in letter["caveats"])
    for person in letter["persons"]:
        _party(parties, *_person(person, profile), caveats, profile)
    for trace in letter["traces"]:
        _party(parties, *_trace(trace, profile), caveats, profile)
    if indicators := [
        profile.told["indicators"][code]
        for code in letter.get("indicators", ())
        if code in profile.told["indicators"]
    ]:
        kept = etree.SubElement(root, "report_indicators")
        for code in indicators:
            _add(kept, "indicator", code)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def faults_of(report: bytes, profile: GoamlProfile) -> list[str]:
    """What the unit's schema says against the report: line and words; nothing where it fits or no schema is at hand."""
    if profile.schema is None:
        return []
    profile.schema.validate(etree.fromstring(report, _parser()))
    return [f"line {fault.line}: {fault.message}" for fault in profile.schema.error_log]


def _add(parent: Any, name: str, value: object) -> None:
    etree.SubElement(parent, name).text = _plain(str(value))


def _plain(text: str) -> str:
    """Without signs that XML does not know and without those that turn the direction of what follows."""
    return re.sub(
        r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]", "", text
    )


def _party(parties: Any, kind: str, values: Mapping[str, Any], caveats: str, profile: GoamlProfile) -> None:
    party = etree.SubElement(parties, "report_party")
    if kind == "comment":
        _add(party, "comments", " ".join(part for part in (values["comments"], caveats) if part))
        return
    element = etree.SubElement(party, kind)
    for name in profile.order(kind):
        value = values.get(name)
        if not value:
            continue
        if name == "phones":
            phones = etree.SubElement(element, "phones")
            for number in value:
                _add(etree.SubElement(phones, "phone"), "tph_number", number)
        else:
            _add(element, name, value)
    if caveats:
        _add(party, "comments", caveats)


def _person(person: Mapping[str, Any], profile: GoamlProfile) -> tuple[str, dict[str, Any]]:
    names = list(person.get("names", []))
    latin = [name for name in names if not _KHMER.search(name)]
    khmer = [name for name in names if _KHMER.search(name)]
    unknown = profile.told["person"]["unknown"]
    comments = f"Suspect {person['number']} of the committee's register."
    if person["kind"] == "organisation":
        return "entity", {
            "name": (latin or khmer or [unknown])[0],
            "commercial_name": "; ".join((latin + khmer)[1:]),
            "comments": comments,
        }
    # The surname stands first, as at home; where one name is known it is the last name.
    last, _space, first = (latin or [""])[0].partition(" ")
    return "person", {
        "gender": _SEX.get(person["sex"], ""),
        "first_name": first or unknown,
        "last_name": last or unknown,
        "birthdate": f"{person['birth_date']}T00:00:00" if len(person.get("birth_date", "")) == len("2000-01-01") else "",
        "alias": "; ".join(latin[1:] + khmer[1:]),
        "full_name_frn": (khmer or [""])[0],
        "id_number": (person.get("documents") or [""])[0],
        "nationality1": (person.get("citizenships") or [""])[0],
        "phones": person.get("phones", []),
        "comments": comments,
    }  # fmt: skip


def _trace(trace: Mapping[str, Any], profile: GoamlProfile) -> tuple[str, dict[str, Any]]:
    mark = (
        " Possibly controlled by traffickers in a victim's name; no penalty is asked for."
        if trace["possibly_of_a_victim"]
        else ""
    )
    comments = f"Trace {trace['number']} of the committee's register.{mark}"
    if trace["kind"] == "account":
        return "account", {
            "institution_name": profile.told["account"]["institution"],
            "account": trace["value"],
            "comments": comments,
        }
    return "comment", {"comments": f"{trace['kind']}: {trace['value']}. {comments}"}
