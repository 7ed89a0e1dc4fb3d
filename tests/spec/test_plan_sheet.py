"""# A ministry's sheet becomes a plan, and every doubtful row is explained before anything is saved

Sheets come with merged cells, several rows of headings in Khmer, Khmer digits and notes between the rows. What was unclear is
said in both languages, with what was made of it. Nothing is saved before a person has looked at what blocks, and then all of it.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.intake.plan_reading import NoPlanSheet, read_plan
from sarana.intake.plan_sheet_actions import blocking, mend_plan_row, read_plan_sheet, take_plan_sheet
from sarana.intake.reading import FileNotTaken
from sarana.register.plans.actions import draft_plan, set_plan_state
from sarana.register.plans.models import BudgetLine, Node

LAST = date(2028, 12, 31)
MESSY = [
    ["ផែនការសកម្មភាព ២០២៤–២០២៨"],
    ["", "", "", "", "", "ថវិកា (រៀល)", "", "", ""],
    ["ល.រ", "សកម្មភាព", "អង្គភាពទទួលខុសត្រូវ", "ដៃគូ", "កាលកំណត់", "ថវិការដ្ឋ", "ប្រភពផ្សេង", "មិនទាន់មានអ្នកបង់", "សូចនាករ"],
    ["យុទ្ធសាស្ត្រទី១៖ ការបង្ការ"],
    ["១.១", "អប់រំប្រជាពលរដ្ឋ", "អង្គភាព police-18", "អង្គភាព shelter; អង្គការថ្មី", "៣១/១២/២០២៧", "១០ លាន", "", "៥.០០០.០០០", "ចំនួនវគ្គ"],
    ["", "ផ្សព្វផ្សាយតាមវិទ្យុ", "", "", "", "", "", "", ""],
    ["", "", "", "អង្គភាព court-18", "", "", "", "", "អ្នកស្តាប់"],
    ["១.១", "ស្រាវជ្រាវ", "ក្រសួងថ្មី", "", "ត្រីមាសទី២ ឆ្នាំ២០២៦", "abc", "", "", ""],
    ["", "សរុប", "", "", "", "១៥លាន", "", "", ""],
    ["ចំណាំ៖ ថវិកានេះជាការប៉ាន់ស្មាន"],
]  # fmt: skip


def rows_of(cells):
    return read_plan(cells, last_day=LAST).rows


def test_headings_are_found_under_titles_and_over_several_rows():
    read = read_plan(MESSY, last_day=LAST)
    assert read.columns["title"] == 1
    assert [read.columns[name] for name in ("state", "other", "not_covered")] == [5, 6, 7]
    assert read.passed_over == [9, 10]


def test_each_row_is_read_as_a_person_would():
    pillar, first, second, third = rows_of(MESSY)
    assert (pillar.kind, pillar.title_km) == ("pillar", "យុទ្ធសាស្ត្រទី១៖ ការបង្ការ")
    assert (first.code, first.due_on) == ("1.1", "2027-12-31")
    assert first.costs == {"state": "10000000.00", "not_covered": "5000000.00"}
    assert (second.lead, second.due_on) == ("អង្គភាព police-18", "2027-12-31")
    assert second.partners == "អង្គភាព court-18"
    assert third.due_on == "2026-06-30"


def test_every_doubt_says_in_both_languages_what_was_made_of_it():
    doubts = [doubt for row in rows_of(MESSY) for doubt in row.doubts]
    assert len(doubts) > 5
    for doubt in doubts:
        assert doubt.en
        assert any("\u1780" <= sign <= "\u17ff" for sign in doubt.km)
    assert {doubt.field for doubt in doubts if doubt.blocks} == {"state", "code"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("៣០/៦/២០២៦", "2026-06-30"), ("2026-06-30", "2026-06-30"), ("Q3 2026", "2026-09-30"), ("ខែមិថុនា ២០២៦", "2026-06-30"),
        ("2025-2027", "2027-12-31"), ("ជាប្រចាំ", "2028-12-31"), ("June 2026", "2026-06-30"), ("២៥៦៩", "2026-12-31"),
        ("30/6/2569", "2026-06-30"), ("soon", ""), ("31/02/2026", ""),
    ],
)  # fmt: skip
def test_deadlines_are_read_as_they_are_written(cell, day):
    (row,) = rows_of([["Activity", "Responsible", "Deadline"], ["Teach", "NCCT", cell]])
    assert row.due_on == day
    assert bool(day) != any(doubt.blocks for doubt in row.doubts)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1.500.000", "1500000.00"), ("1,500,000", "1500000.00"), ("1,5", "1.50"), ("២ លាន", "2000000.00"), (12.5, "12.50"), ("$ 3 000", "3000.00")],
)  # fmt: skip
def test_amounts_are_read_with_any_grouping(cell, amount):
    (row,) = rows_of(
        [["Activity", "Responsible", "Deadline", "State budget"], ["Teach", "NCCT", "2026", cell]]
    )
    assert row.costs == {"state": amount}


def test_a_sheet_without_headings_is_refused_in_words():
    with pytest.raises(NoPlanSheet, match="Activity and Responsible"):
        read_plan([["a", "b"], ["c", "d"]], last_day=LAST)


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20)), max_size=9
        ),
        max_size=8,
    )
)
def test_no_cell_breaks_the_reading(cells):
    heads = [["សកម្មភាព", "ទទួលខុសត្រូវ", "កាលកំណត់", "ថវិការដ្ឋ"]]
    for row in read_plan(heads + cells, last_day=LAST).rows:
        assert row.kind in {"pillar", "objective", "measure"}
        assert row.due_on or row.kind != "measure" or any(doubt.blocks for doubt in row.doubts)


@pytest.fixture
def sheet(world, tmp_path):
    from xlsxwriter import Workbook

    path = tmp_path / "plan.xlsx"
    workbook = Workbook(path)
    page = workbook.add_worksheet("ផែនការ")
    for number, row in enumerate(MESSY):
        for at, cell in enumerate(row):
            page.write(number, at, cell)
    page.merge_range("A1:I1", MESSY[0][0])
    workbook.close()
    by = world.officers["secretariat"]
    plan = draft_plan(by=by, title_km="ផ", title_en="Plan", starts_on=date(2024, 1, 1), ends_on=LAST)
    return read_plan_sheet(by=by, plan=plan, path=path, file_name="plan.xlsx")


def test_nothing_is_saved_before_what_blocks_was_looked_at(sheet, world):
    by = world.officers["secretariat"]
    assert [row["number"] for row in sheet.rows if blocking(row)] == [8]
    with pytest.raises(ValueError, match="doubtful rows first"):
        take_plan_sheet(by=by, sheet=sheet)
    assert not Node.objects.exists()


def test_mended_and_left_out_rows_are_taken_as_one(sheet, world):
    by = world.officers["secretariat"]
    given = {"title_km": "ស្រាវជ្រាវ", "title_en": "", "due_on": date(2026, 6, 30)}
    with pytest.raises(ValueError, match="who leads it"):
        mend_plan_row(by=by, sheet=sheet, number=8, code="1.3", lead=None, **given)
    sheet = mend_plan_row(by=by, sheet=sheet, number=8, code="1.3", lead=world.agencies["court-18"], **given)
    nodes = take_plan_sheet(by=by, sheet=sheet)
    assert [node.code for node in nodes] == ["1", "1.1", "1.2", "1.3"]
    first = nodes[1]
    assert [agency.code for agency in first.partners.all()] == ["shelter"]
    assert "អង្គការថ្មី" in first.problem_km
    assert BudgetLine.objects.filter(node=first).count() == 2
    assert first.indicators.get().is_by_hand
    with pytest.raises(ValueError, match="taken already"):
        take_plan_sheet(by=by, sheet=sheet)


def test_a_row_can_be_left_out(sheet, world):
    by = world.officers["secretariat"]
    left = {"title_km": "", "title_en": "", "code": "1.1", "lead": None, "due_on": None, "skip": True}
    sheet = mend_plan_row(by=by, sheet=sheet, number=8, **left)
    assert len(take_plan_sheet(by=by, sheet=sheet)) == 3


def test_an_adopted_plan_takes_no_sheet_and_a_letter_is_no_sheet(sheet, world, tmp_path):
    by = world.officers["secretariat"]
    letter = tmp_path / "letter.csv"
    letter.write_text("Dear colleague,\n", encoding="utf-8")
    with pytest.raises(FileNotTaken, match="Activity and Responsible"):
        read_plan_sheet(by=by, plan=sheet.plan, path=letter, file_name="letter.csv")
    set_plan_state(by=by, plan=sheet.plan, state="adopted")
    with pytest.raises(ValueError, match="amended"):
        read_plan_sheet(by=by, plan=sheet.plan, path=letter, file_name="letter.csv")
