"""The empty list that a mission fills in: one workbook or CSV, headings in English and Khmer."""

import csv
import io

from sarana.intake.rescue_heading import COLUMNS

_WIDTH = 24


def headings() -> list[str]:
    """The headings, each in both languages."""
    return [f"{column.en} / {column.km}" for column in COLUMNS]


def template_csv() -> bytes:
    """The empty list as CSV; the mark at its head makes spreadsheets read Khmer as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerow(headings())
    return ("\ufeff" + text.getvalue()).encode()


def template_workbook() -> bytes:
    """The empty list as a workbook: dates and telephone numbers stay as typed, a second sheet says what to write."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("List")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        typed = book.add_format({"num_format": "@"})
        sheet.set_column(0, len(COLUMNS) - 1, _WIDTH, typed)
        sheet.write_row(0, 0, headings(), head)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("About")
        about.set_column(0, 3, _WIDTH * 2)
        about.write_row(0, 0, ["Column", "ជួរឈរ", "What to write", "អ្វីដែលត្រូវសរសេរ"], head)
        for row, column in enumerate(COLUMNS, 1):
            about.write_row(row, 0, [column.en, column.km, column.hint_en, column.hint_km])
    return file.getvalue()
