"""The public form as an XLSForm workbook (ODK's sheets ``survey``, ``choices``, ``settings``), for phones without a network."""

import io
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from sarana.base.places.enums import PlaceLevel
from sarana.base.places.models import Place

LANGUAGES = (("km", "ភាសាខ្មែរ (km)"), ("en", "English (en)"))
VERSION = "1"

_ANSWERS = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Unknown")))
_DOORS = (
    ("held", _("I am held")),
    ("known", _("Somebody I know is held")),
    ("seen", _("I saw something")),
)
# Type, name, question, whether it must be answered, and when it is asked.
_SURVEY: tuple[tuple[str, str, str, bool, str], ...] = (
    ("select_one answer", "danger_now", _("Is somebody in danger now?"), False, ""),
    ("select_one door", "situation", _("Who tells it?"), False, ""),
    ("text", "narrative", _("What happens?"), True, ""),
    ("select_one province", "place", _("In which province, roughly?"), False, ""),
    ("text", "whereabouts", _("Where, in your own words?"), True, ""),
    ("text", "building", _("How does the building look? Colour, signs, floor"), False, ""),
    ("geopoint", "location", _("Position, if it is safe to take it"), False, ""),
    ("text", "vehicle", _("Vehicle: kind, colour, number"), False, ""),
    ("text", "vessel", _("Ship: name, flag, next port"), False, ""),
    ("text", "accused", _("Names, phones or accounts of those who do it"), False, ""),
    ("integer", "persons", _("How many persons?"), False, ""),
    ("select_one answer", "minors", _("Is anybody under 18?"), False, ""),
    ("select_one yes_no", "may_call", _("May somebody call back?"), False, ""),
    ("text", "contact_how", _("How?"), False, "${may_call} = 'yes'"),
    ("text", "contact_when", _("When is it safe?"), False, "${may_call} = 'yes'"),
    ("text", "contact_cover", _("Which story or word should the caller use?"), False, "${may_call} = 'yes'"),
    ("select_one yes_no", "consent_rescue", _("May it be used for a rescue?"), False, ""),
    ("select_one yes_no", "consent_embassy", _("May the embassy see it?"), False, ""),
    ("select_one yes_no", "consent_ngo", _("May an NGO see it?"), False, ""),
    ("select_one yes_no", "consent_statistics", _("May it be counted?"), False, ""),
)


def field_form_workbook() -> bytes:
    """The workbook, ready for ODK Collect or KoboToolbox, with the gazetteer's provinces as choices."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    labels = [f"label::{name}" for _code, name in LANGUAGES]
    write_form_sheet(
        workbook,
        "survey",
        ["type", "name", *labels, "required", "relevant", "default"],
        [
            [
                kind,
                name,
                *_in_both(question),
                "yes" if must else "",
                relevant,
                "no" if name == "may_call" else "",
            ]
            for kind, name, question, must, relevant in _SURVEY
        ],
    )
    write_form_sheet(workbook, "choices", ["list_name", "name", *labels], _choices())
    settings = ["Information", "report_form", VERSION, LANGUAGES[0][1]]
    write_form_sheet(
        workbook, "settings", ["form_title", "form_id", "version", "default_language"], [settings]
    )
    workbook.close()
    return file.getvalue()


def _choices() -> list[list[str]]:
    rows = [["answer", code, *_in_both(words)] for code, words in _ANSWERS]
    rows += [["yes_no", code, *_in_both(words)] for code, words in _ANSWERS[:2]]
    rows += [["door", code, *_in_both(words)] for code, words in _DOORS]
    for place in Place.objects.filter(level=PlaceLevel.PROVINCE).order_by("code"):
        rows.append(["province", place.code, place.name_km, place.name_latin])
    return rows


def _in_both(words: str) -> list[str]:
    told = []
    for code, _name in LANGUAGES:
        with override(code):
            told.append(gettext(words))
    return told


def write_form_sheet(workbook: Any, name: str, columns: list[str], rows: list[list[str]]) -> None:
    """One sheet of an XLSForm: its headings, then its rows, each cell as text."""
    sheet = workbook.add_worksheet(name)
    sheet.write_row(0, 0, columns)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
