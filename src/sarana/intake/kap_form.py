"""The survey of knowledge, attitude and practice as an XLSForm, and its rows counted: one row is one person, without a name."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from sarana.intake.cells import as_yes_no, plain
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.xlsform import LANGUAGES, write_form_sheet
from sarana.register.outreach.enums import KapItem
from sarana.register.outreach.models import Campaign


@dataclass(frozen=True, slots=True)
class KapCounts:
    """How many were asked, and for each item how many answered and how many rightly; the hash of the file."""

    asked: int
    answers: dict[str, list[int]]
    digest: str


def kap_workbook(campaign: Campaign) -> bytes:
    """The survey, ready for ODK Collect or KoboToolbox: the one who asks ticks whether each item is answered rightly."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    labels = [f"label::{name}" for _code, name in LANGUAGES]
    rows = [["hidden", "campaign", "", "", "", str(campaign.pk)]]
    for item in KapItem:
        told = []
        for code, _name in LANGUAGES:
            with override(code):
                told.append(str(item.label))
        rows.append(["select_one yes_no", str(item), *told, "", ""])
    write_form_sheet(workbook, "survey", ["type", "name", *labels, "required", "default"], rows)
    choices = [["yes_no", "yes", "បាទ/ចាស", "Yes"], ["yes_no", "no", "ទេ", "No"]]
    write_form_sheet(workbook, "choices", ["list_name", "name", *labels], choices)
    settings = [campaign.title_km, "kap_survey", "1", LANGUAGES[0][1]]
    write_form_sheet(
        workbook, "settings", ["form_title", "form_id", "version", "default_language"], [settings]
    )
    workbook.close()
    return file.getvalue()


def count_kap_rows(path: Path, campaign: Campaign) -> KapCounts:
    """Count the rows of this campaign; answers that are neither yes nor no count as not given.

    Raises:
        FileNotTaken: it can't be read, or holds no row or no item of the survey.
    """
    rows = rows_of(path)
    heads = [plain(cell).replace("-", "/").rsplit("/", 1)[-1].strip().lower() for cell in next(rows, [])]
    items = [str(item) for item in KapItem if str(item) in heads]
    if not items:
        raise FileNotTaken(_("This is not an export of the survey: none of its questions is a column."))
    asked = 0
    answers = {item: [0, 0] for item in items}
    for row in rows:
        given = dict(zip(heads, row, strict=False))
        if not any(plain(given.get(item)) for item in items):
            continue
        if plain(given.get("campaign")) not in {"", str(campaign.pk)}:
            continue
        asked += 1
        for item in items:
            word = as_yes_no(given.get(item))
            answers[item][0] += word != "unknown"
            answers[item][1] += word == "yes"
    if not asked:
        raise FileNotTaken(_("The file holds no answers for this campaign."))
    return KapCounts(asked, answers, hashlib.sha256(path.read_bytes()).hexdigest())
