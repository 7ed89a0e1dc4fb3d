"""A goAML report of a financial intelligence unit, read into words that an officer looks through before they are kept.

Lenient about elements and their order, strict about what could do harm: no document type, no entities, no network, 20 MB.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

LARGEST = 20 * 1024 * 1024
_MOST = 2_000


class GoamlUnreadable(ValueError):
    """The file is no goAML report that can be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class GoamlReport:
    """What a report tells: references, day, words, and one line for each person, entity, account and transaction."""

    reference: str
    answers: str
    dated_on: date | None
    words: str
    lines: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        """All of it as the text of a letter."""
        return "\n".join(part for part in (self.words, *self.lines) if part)


def read_goaml(content: bytes) -> GoamlReport:
    """Read one report.

    Raises:
        GoamlUnreadable: too large, no XML, with a document type, or no ``report``.
    """
    if len(content) > LARGEST:
        raise GoamlUnreadable("The file is larger than 20 MB; ask for the report in parts.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise GoamlUnreadable(f"The file is no XML that can be read: {fault}.") from fault
    if root.getroottree().docinfo.doctype:
        raise GoamlUnreadable("The file defines a document type of its own; such files are not read.")
    if _local(root) != "report":
        raise GoamlUnreadable("The file is XML, but no goAML report.")
    lines = [line for element in root.iter() if (line := _line(element))]
    if len(lines) > _MOST:
        raise GoamlUnreadable(f"The report names more than {_MOST:,} things; ask for it in parts.")
    words = "\n".join(text for name in ("reason", "action") if (text := _text(root, name)))
    return GoamlReport(
        reference=_text(root, "fiu_ref_number") or _text(root, "entity_reference"),
        answers=_text(root, "entity_reference") if _text(root, "fiu_ref_number") else "",
        dated_on=_day(_text(root, "submission_date")),
        words=words,
        lines=list(dict.fromkeys(lines)),
    )


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    """The words of a child, white space folded; nothing where there is none."""
    for child in element:
        if _local(child) == name:
            return " ".join("".join(child.itertext()).split())
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


_TOLD = {
    "person": ("first_name", "middle_name", "last_name", "full_name_frn", "alias", "birthdate", "id_number", "passport_number", "nationality1"),
    "entity": ("name", "commercial_name", "incorporation_number", "business"),
    "account": ("institution_name", "institution_code", "swift", "branch", "account", "account_name", "currency_code"),
    "transaction": ("transactionnumber", "date_transaction", "amount_local", "transaction_description"),
}  # fmt: skip
# The same things under the names that a bank uses for its own clients.
_SAME = {
    f"{side}{what}": what
    for what in ("person", "entity", "account")
    for side in ("t_", "from_", "to_", "signatory_t_")
}


def _line(element: Any) -> str:
    kind = _local(element)
    kind = _SAME.get(kind, kind)
    if kind not in _TOLD:
        return ""
    told = [(name, _text(element, name)) for name in _TOLD[kind]]
    facts = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told if value)
    return f"{kind} – {facts}" if facts else ""
