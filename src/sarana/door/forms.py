"""What somebody typed on the public form, read without losing a word."""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from sarana.base.accounts.models import Agency
from sarana.base.places.models import Place
from sarana.base.places.queries import provinces
from sarana.register.reports.enums import Use, YesNoUnknown
from sarana.register.reports.queries import excludable_agencies

LONGEST = 4000
LONGEST_LINE = 300
_LARGEST_COUNT = 100_000
# Free words, all of them sealed, with the most signs that each takes.
WORDS = {
    "narrative": LONGEST,
    "whereabouts": LONGEST,
    "building": LONGEST,
    "location": 1000,
    "vehicle": LONGEST_LINE,
    "vessel": LONGEST_LINE,
    "accused": LONGEST,
    "contact_how": LONGEST_LINE,
    "contact_when": LONGEST_LINE,
    "contact_cover": LONGEST_LINE,
}
# Under which question of the catalogue each of them stands.
LABELS = {
    **{name: f"{name}_q" for name in WORDS},
    "narrative": "what_q",
    "whereabouts": "where_q",
    **{f"contact_{part}": f"{part}_q" for part in ("how", "when", "cover")},
}


@dataclass
class Told:
    """The form as it was sent: what was typed, what it means, and which keys of the catalogue name its faults."""

    typed: dict[str, str]
    consents: dict[Use, bool]
    danger: str
    minors: str
    persons: int | None
    place: Place | None
    agencies_out: list[Agency]
    provinces_out: list[Place]
    faults: list[str] = field(default_factory=list)
    # Answers that are too long, with the most signs each takes.
    too_long: dict[str, int] = field(default_factory=dict)

    def words(self) -> dict[str, str]:
        """What is sealed; wishes for contact only where contact is allowed."""
        wanted = self.typed["may_call"] == "yes"
        kept = {
            name: self.typed[name]
            for name in WORDS
            if self.typed[name] and (wanted or not name.startswith("contact_"))
        }
        return {**kept, "may_call": "yes" if wanted else "no"}

    def facts(self) -> dict[str, Any]:
        """Everything else, by the action's names."""
        return {
            "danger_now": self.danger,
            "minors": self.minors,
            "persons": self.persons,
            "place": self.place,
            "consents": self.consents,
            "excluded_agencies": self.agencies_out,
            "excluded_provinces": self.provinces_out,
        }


def consents_in(posted: QueryDict) -> dict[Use, bool]:
    """What is allowed: only a clear yes counts."""
    return {use: posted.get(f"use_{use}") == "yes" for use in Use}


def read_form(posted: QueryDict) -> Told:
    """What was sent, with its faults; nothing but what happens and roughly where is asked for."""
    typed = {name: posted.get(name, "").strip() for name in (*WORDS, "persons")}
    typed["may_call"] = "yes" if posted.get("may_call") == "yes" else "no"
    danger = posted.get("danger", "")
    known = provinces()
    told = Told(
        typed=typed,
        consents=consents_in(posted),
        danger=danger if danger in YesNoUnknown else YesNoUnknown.UNKNOWN,
        minors=YesNoUnknown.YES if posted.get("minors") == "yes" else YesNoUnknown.UNKNOWN,
        persons=None,
        place=known.get(posted.get("province", "")),
        agencies_out=[a for a in excludable_agencies() if a.code in posted.getlist("out_agency")],
        provinces_out=[known[code] for code in posted.getlist("out_province") if code in known],
    )
    told.persons = _persons(told)
    if not typed["narrative"]:
        told.faults.append("error_what")
    if not (typed["whereabouts"] or typed["building"] or typed["location"] or typed["vessel"] or told.place):
        told.faults.append("error_where")
    told.too_long = {name: most for name, most in WORDS.items() if len(typed[name]) > most}
    return told


def _persons(told: Told) -> int | None:
    text = told.typed["persons"]
    digits = [unicodedata.digit(sign, None) for sign in text]
    if not text:
        return None
    number = 0
    for digit in digits:
        if digit is None or number > _LARGEST_COUNT:
            told.faults.append("error_persons")
            return None
        number = number * 10 + digit
    return number
