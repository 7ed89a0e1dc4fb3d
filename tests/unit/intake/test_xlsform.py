"""The field form's workbook holds together: every list that a question names is there, in Khmer and in English."""

import io
import re

import pytest

from sarana.intake.xlsform import field_form_workbook


@pytest.fixture
def sheets(world):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(field_form_workbook()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_it_has_the_sheets_of_an_xlsform(sheets):
    assert list(sheets) == ["survey", "choices", "settings"]
    head, *rows = sheets["survey"]
    assert head[:4] == ["type", "name", "label::ភាសាខ្មែរ (km)", "label::English (en)"]
    lists = {row[0] for row in sheets["choices"][1:]}
    assert {kind.split()[1] for kind, *_ in rows if kind.startswith("select_one")} == lists
    names = [row[1] for row in rows]
    assert len(set(names)) == len(names)
    for condition in (row[5] for row in rows if row[5]):
        assert set(re.findall(r"\${(\w+)}", condition)) <= set(names)


def test_every_question_and_choice_stands_in_both_languages(sheets):
    for sheet in ("survey", "choices"):
        for row in sheets[sheet][1:]:
            assert re.search("[\u1780-\u17ff]", row[2]), row
            assert re.search("[A-Za-z]", row[3]), row


def test_only_what_and_where_must_be_answered_and_nobody_is_called_back_by_default(sheets):
    rows = {row[1]: row for row in sheets["survey"][1:]}
    assert {name for name, row in rows.items() if row[4] == "yes"} == {"narrative", "whereabouts"}
    assert rows["may_call"][6] == "no"
    assert {row[1] for row in sheets["choices"] if row[0] == "province"} == {"12", "18"}
