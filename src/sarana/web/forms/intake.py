import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.intake.layout import ANOTHER, Decision, htcds_fields
from sarana.web.forms.base import RecordForm

# Why a file is not taken, as the reading writes it; named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("The file is empty."),
    gettext_noop(
        "This is an old .xls workbook or one locked by a password. Save it as .xlsx without a password."
    ),
    gettext_noop("This is neither a workbook nor a CSV. Send .xlsx, .xlsm or .csv."),
    gettext_noop("The workbook is damaged. Open it, save it anew and send that."),
    gettext_noop(
        "The workbook unpacks to far more than it should (a zip bomb). Save the rows as .csv and send that."
    ),
    gettext_noop("This is a zip file but no workbook. Send .xlsx, .xlsm or .csv."),
    gettext_noop("No sheet of the workbook holds rows; an XLSForm is a form, send its export."),
    gettext_noop(
        "The CSV is in an old encoding, in which names in other scripts can’t be read. "
        "Save it as “CSV UTF-8” or as .xlsx and send that."
    ),
    gettext_noop("The CSV can't be read: a quotation mark stays open or a cell is endless."),
    gettext_noop(
        "No row names fields of the standard. The header must hold names such as prs_FirstName and "
        "vic_TypeOfExploitation."
    ),
    gettext_noop("Write down why the row is set aside for good."),
)
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"A row has (?P<columns>\d+) columns; this is no table of cases\."),
        gettext_noop("A row has %(columns)s columns; this is no table of cases."),
    ),
    (
        re.compile(
            r"More than (?P<rows>[\d,]+) rows can't be taken; the file is likely of another layout\. Nothing was kept\."
        ),
        gettext_noop(
            "More than %(rows)s rows can't be taken; the file is likely of another layout. Nothing was kept."
        ),
    ),
)
_PATTERNS += (
    (
        re.compile(r"The list holds more than (?P<rows>\d+) rows; split it into several\."),
        gettext_noop("The list holds more than %(rows)s rows; split it into several."),
    ),
)
_IN_KHMER_TOO = re.compile(r" / [\u1780-\u17ff]")


def why_not_taken(fault: Exception) -> str:
    """Why a file was refused, in the page's language only."""
    text = _IN_KHMER_TOO.split(str(fault), maxsplit=1)[0]
    for pattern, sentence in _PATTERNS:
        if found := pattern.fullmatch(text):
            return gettext(sentence) % found.groupdict()
    return gettext(text)


class UploadForm(RecordForm):
    """A file of cases in the layout of the Human Trafficking Case Data Standard."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("HTCDS 2.0 as .xlsx, .xlsm or .csv, up to 1.2 GB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )


class QuarantineFilter(forms.Form):
    """Which of the rows that were set aside."""

    q = forms.CharField(label=_("Row number or field"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Waiting to be mended")), ("all", _("All"))]
    )

    def everything(self) -> bool:
        """Whether rows that were dealt with are asked for too."""
        return self.is_valid() and self.cleaned_data["state"] == "all"


class DecideForm(RecordForm):
    """Who the persons of rows are that wait: one answer a row, and one for all that were left open.

    Args:
        rows: the rows on the page by their keys: the number in the file, and the numbers on record it may be linked with.
    """

    rest = forms.ChoiceField(
        label=_("Rows left open above"),
        required=False,
        choices=[
            ("", _("Leave them out for now; nothing is lost")),
            (ANOTHER, _("Each is another person: create a record for each")),
        ],
    )

    def __init__(self, *args: Any, rows: Mapping[UUID, tuple[int, Sequence[str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.asked_as = {str(key): f"who-{key}" for key in rows}  # type: ignore[misc]
        for key, (row, numbers) in rows.items():
            self.fields[f"who-{key}"] = forms.ChoiceField(
                label=gettext("Row %(n)s") % {"n": row},
                required=False,
                choices=[(one, one) for one in ("", ANOTHER, *numbers)],
            )

    def said(self, key: UUID) -> str:
        """What was chosen for a row, to show it again."""
        return str(self[f"who-{key}"].value() or "")

    def wrong(self, key: UUID) -> list[str]:
        """What is wrong with the answer to a row."""
        return [str(error) for error in self[f"who-{key}"].errors]

    def decisions(self) -> dict[UUID, Decision]:
        """What was decided, by row; who was left open is not in it unless one word was given for all of them."""
        rest = self.cleaned_data["rest"]
        said = {key: self.cleaned_data[f"who-{key}"] or rest for key in self.rows}
        return {
            key: Decision(another=True) if one == ANOTHER else Decision(same_as=one)
            for key, one in said.items()
            if one
        }


class MendForm(RecordForm):
    """The cells of a row that was set aside: those at fault open, with reason and remedy; the others folded.

    Args:
        cells: what the row holds now, by field of the standard.
        hints: reason and remedy by field.
    """

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    folded_title = _("The other cells of the row")

    def __init__(self, *args: Any, cells: Mapping[str, str], hints: Mapping[str, str], **kwargs: Any) -> None:
        initial = {**cells, "was": json.dumps(dict(cells), ensure_ascii=False)}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.cells = cells
        names = [*hints, *(name for name in cells if name not in hints)]
        for name in names:
            self.fields[name] = forms.CharField(
                label=_label(name), required=False, help_text=hints.get(name, ""), max_length=20_000
            )
        self.folded = tuple(name for name in cells if name not in hints)  # type: ignore[misc]

    def fold_is_open(self) -> bool:
        return any(bound.errors for bound in self.folded_fields())

    def changes(self) -> dict[str, str]:
        """The cells that the writer changed; where somebody else changed one meanwhile, an error asks him to look."""
        seen: dict[str, str] = json.loads(self.cleaned_data["was"] or "{}")
        changed = {
            name: self.cleaned_data[name]
            for name in self.fields
            if name != "was" and self.cleaned_data.get(name, "") != seen.get(name, "")
        }
        for name, mine in changed.items():
            theirs = self.cells.get(name, "")
            if theirs not in {seen.get(name, ""), mine}:
                self.add_error(
                    name,
                    gettext("Meanwhile somebody else wrote “%(theirs)s” here. Save again to keep yours.")
                    % {"theirs": theirs},
                )
        return changed


def _label(name: str) -> str:
    known = htcds_fields().get(name)
    return f"{known.label} ({name})" if known else name


def as_typed(values: Mapping[str, Any]) -> dict[str, str]:
    """Cells as a person would type them: several codes with a semicolon between them."""
    return {
        name: ";".join(str(part) for part in value) if isinstance(value, list) else str(value)
        for name, value in values.items()
    }
