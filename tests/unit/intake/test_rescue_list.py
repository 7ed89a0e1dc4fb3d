"""A mission's list: every bad row is explained, nothing is lost, nothing comes in twice."""

from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.rescue_heading import COLUMNS, NoListHeader, find_heading
from sarana.intake.rescue_list import mark_repeated, read_line
from sarana.intake.rescue_list_actions import (
    bring_rescue_list,
    mend_list_row,
    open_list_row,
    set_list_row_aside,
)
from sarana.intake.rescue_list_template import headings, template_csv, template_workbook
from sarana.register.rescue.actions import record_request
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import rows_waiting

TODAY = date(2026, 3, 2)


def line(**cells):
    return read_line(2, cells, today=TODAY, place_is_known=True, asks_floor=False)


def fields(one):
    return [fault.field for fault in one.faults]


def test_the_template_is_read_back_whole(tmp_path):
    for name, content in (("list.csv", template_csv()), ("list.xlsx", template_workbook())):
        file = tmp_path / name
        file.write_bytes(content)
        heading, rows = find_heading(rows_of(file))
        assert list(heading.columns.values()) == [column.name for column in COLUMNS]
        assert heading.unknown == {}
        assert rows == []


@pytest.mark.parametrize("language", ["en", "km"])
def test_headings_in_either_language_any_order_and_below_a_title(language):
    titles = [getattr(column, language) for column in COLUMNS][::-1]
    heading, rows = find_heading(iter([["Embassy list"], [], titles, ["x"] * len(titles)]))
    assert set(heading.columns.values()) == {column.name for column in COLUMNS}
    assert [number for number, _ in rows] == [4]
    with pytest.raises(NoListHeader):
        find_heading(iter([["a", "b"], ["c", "d"]]))


def test_what_stands_under_an_unknown_heading_is_kept_in_the_remarks():
    heading, rows = find_heading(iter([["No", "Name", "Sex", "Bank"], [1, "Putri", "F", "BCA"]]))
    assert heading.cells(rows[0][1]) == {"name_own": "Putri", "sex": "F", "remarks": "Bank: BCA"}


def test_a_good_row_says_who_and_what():
    one = line(
        name_own="王小芳", name_latin="Wang Xiaofang", birth_date="១៣/០៤/១៩៩៩", sex="女", passport="E 987 6543",
        phone="012 345 678; 098 765 432", floor="4", consent="បាទ", last_contact_on=46000.0,
    )  # fmt: skip
    assert not one.faults
    assert one.who == {
        "names": ["王小芳", "Wang Xiaofang"], "birth_date": "1999-04-13", "documents": ["E 987 6543"],
        "phones": ["012 345 678", "098 765 432"],
    }  # fmt: skip
    assert one.facts == {
        "sex": "F", "consent": "yes", "age": 26, "is_minor": "no", "last_contact_on": date(2025, 12, 9),
    }  # fmt: skip
    assert one.words == {"floor": "4"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"sex": "F"}, "name_own"),
        ({"name_own": "12345"}, "name_own"),
        ({"name_own": "Putri", "birth_date": "31/02/1999"}, "birth_date"),
        ({"name_own": "Putri", "birth_date": "2031-01-01"}, "birth_date"),
        ({"name_own": "Putri", "last_contact_on": "soon"}, "last_contact_on"),
        ({"name_own": "Putri", "sex": "?"}, "sex"),
        ({"name_own": "Putri", "age": "about 20"}, "age"),
        ({"name_own": "Putri", "age": "²"}, "age"),
        ({"name_own": "Putri", "age": "9" * 5000}, "age"),
        ({"name_own": "#REF!"}, "name_own"),
        ({"name_own": "Putri", "place": "#N/A"}, "place"),
        ({"name_own": "=A2&B2", "passport": "C1234567"}, "name_own"),
        ({"name_own": "Putri", "passport": "unknown"}, "passport"),
        ({"name_own": "Putri", "consent": "maybe later"}, "consent"),
        ({"name_own": "Putri", "birth_date": "1990-01-01", "is_minor": "yes"}, "is_minor"),
    ],
)
def test_every_fault_names_field_reason_and_remedy_in_both_languages(cells, field):
    one = line(**cells)
    assert fields(one) == [field]
    fault = one.faults[0].as_json()
    assert all(fault.values())
    for value in cells.values():
        assert value not in fault["reason_en"] + fault["remedy_en"] or len(value) < 4


def test_what_is_missing_is_asked_for_and_is_no_fault():
    one = read_line(3, {"name_own": "Putri"}, today=TODAY, place_is_known=False, asks_floor=True)
    assert (one.missing, one.faults) == (["place", "floor"], [])


def test_the_same_person_twice_is_pointed_out_with_the_first_row():
    lines = [
        read_line(n, cells, today=TODAY, place_is_known=True, asks_floor=False)
        for n, cells in enumerate(
            [{"name_own": "Putri", "passport": "A 12345"}, {"name_own": "Putri L", "passport": "a12345"}, {"name_own": "Budi"}], 2
        )
    ]  # fmt: skip
    mark_repeated(lines)
    assert [fields(one) for one in lines] == [[], ["passport"], []]
    assert "Row 2" in lines[1].faults[0].reason_en
    unknown = [line(name_own=name, passport="at home") for name in ("Putri", "Budi")]
    mark_repeated(unknown)
    assert [fields(one) for one in unknown] == [["passport"], ["passport"]]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([c.name for c in COLUMNS]),
        st.one_of(
            st.text(max_size=20),
            st.text(st.characters(categories=["Nd", "Nl", "No", "Pd"]), max_size=5),
            st.floats(),
            st.integers(),
            st.booleans(),
            st.dates(),
        ),
    )
)
def test_no_cell_makes_it_stumble(cells):
    read_line(5, cells, today=TODAY, place_is_known=False, asks_floor=True)


NAMES = {
    "gb18030": "张三丰",
    "cp874": "สมชาย ใจดี",
    "big5": "陳小芳",
    "shift_jis": "山田花子",
    "cp1258": "Nguyê\u0303n",
}


@pytest.mark.parametrize("encoding", NAMES)
def test_an_encoding_that_would_turn_names_into_others_is_refused_and_says_what_to_send(tmp_path, encoding):
    """Read as Western letters they look like a name, and nobody is ever found by it."""
    file = tmp_path / "list.csv"
    file.write_bytes(f"Name,Passport\n{NAMES[encoding]},C1234567\n".encode(encoding))
    with pytest.raises(FileNotTaken, match="UTF-8"):
        find_heading(rows_of(file))
    file.write_bytes(f"Name,Passport\n{NAMES[encoding]},C1234567\n".encode("utf-16"))
    heading, rows = find_heading(rows_of(file))
    assert heading.cells(rows[0][1])["name_own"] == NAMES[encoding]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_quotation_mark_that_stays_open_swallows_nobody(tmp_path, end):
    file = tmp_path / "list.csv"
    file.write_text(f'Name,Passport\nPutri,C1234567\n"Budi,C7654321\nSiti,C1111111{end}', encoding="utf-8")
    with pytest.raises(FileNotTaken, match="quotation mark"):
        find_heading(rows_of(file))
    file.write_text(f'Name,Passport\n"Putri\nLestari",C1234567\nSiti,C1111111{end}', encoding="utf-8")
    _heading, rows = find_heading(rows_of(file))
    assert [row[0] for _, row in rows if row] == ["Putri\nLestari", "Siti"]


def test_what_excel_wrote_long_ago_in_western_letters_is_read(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes("Name;Passport\nJosé Peña Ibáñez;C1234567\nÅsa Öberg;\n".encode("cp1252"))
    heading, rows = find_heading(rows_of(file))
    assert heading.cells(rows[0][1])["name_own"] == "José Peña Ibáñez"


def test_a_cell_merged_over_several_rows_counts_for_each_of_them(tmp_path):
    file = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.merge_range(1, 1, 1, 4, "List of nationals")
    sheet.write_row(2, 1, ["Name", "Passport", "Building", "Remarks"])
    for n, name in enumerate(("Putri", "Budi", "Siti"), 3):
        sheet.write_row(n, 1, [name, f"C123456{n}"])
    sheet.merge_range(3, 3, 4, 3, "Golden Gate")
    book.close()
    heading, rows = find_heading(rows_of(file, fill_merged=True))
    assert [heading.cells(row).get("place") for _, row in rows] == ["Golden Gate", "Golden Gate", None]


def test_a_heading_in_two_lines_or_on_every_page_is_nobodys_name():
    rows = [
        ["Name", "Passport", "Place", ""],
        ["Name", "Passport", "Building", "Floor"],
        ["Putri", "C1234567", "Golden Gate", "4"],
        ["Name", "Passport", "Building", "Floor"],
        ["Budi", "C7654321", "Golden Gate", "5"],
    ]
    heading, found = find_heading(iter(rows))
    assert [(n, heading.cells(row)["name_own"]) for n, row in found] == [(3, "Putri"), (5, "Budi")]
    assert heading.cells(found[0][1])["floor"] == "4"


@pytest.fixture
def request_of(world):
    return record_request(
        by=world.officers["embassy"],
        received_at=datetime(2026, 3, 2, tzinfo=UTC),
        words={},
        precision="building",
    )


def a_list(tmp_path, *rows: str):
    file = tmp_path / "list.csv"
    head = "Name in own script,Birth date,Sex,Passport,Floor or room"
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    return file


GOOD = "Putri Lestari,1999-04-13,F,C1234567,4"
NO_FLOOR = "Budi Santoso,1998-01-02,M,C7654321,"
BAD = "Siti Wulandari,31/02/2001,F,C1111111,2"


def test_good_rows_come_in_bad_rows_wait_and_the_same_file_adds_nothing(world, request_of, tmp_path):
    embassy = world.officers["embassy"]
    first = bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, GOOD, NO_FLOOR, BAD))
    assert (first.rows, first.taken, first.to_mend, first.already_there) == (3, 2, 1, 0)
    states = dict(request_of.persons.values_list("line", "state"))
    assert states == {2: "received", 3: "needs_detail"}
    again = bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, GOOD, NO_FLOOR, BAD))
    assert (again.taken, again.to_mend, again.already_there) == (0, 0, 3)
    assert (SoughtPerson.objects.count(), rows_waiting(request_of).count()) == (2, 1)
    for entry in Entry.objects.all():
        assert "Putri" not in entry.change + entry.reason


def test_a_corrected_file_mends_the_row_and_answers_what_was_asked(world, request_of, tmp_path):
    embassy = world.officers["embassy"]
    bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, GOOD, NO_FLOOR, BAD))
    better = a_list(tmp_path, GOOD, NO_FLOOR + "7", BAD.replace("31/02", "28/02"))
    done = bring_rescue_list(by=embassy, request=request_of, path=better)
    assert (done.taken, done.answered, done.to_mend) == (1, 1, 0)
    assert not rows_waiting(request_of).exists()
    assert set(request_of.persons.values_list("state", flat=True)) == {"received"}


def test_a_row_is_mended_by_hand_once(world, request_of, tmp_path):
    embassy = world.officers["embassy"]
    bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, BAD))
    row = rows_waiting(request_of).get()
    assert open_list_row(by=embassy, row=row)["name_own"] == "Siti Wulandari"
    assert not mend_list_row(by=embassy, row=row, changes={"birth_date": "30/02/2001"})
    assert mend_list_row(by=embassy, row=row, changes={"birth_date": "28/02/2001"})
    assert mend_list_row(by=embassy, row=row, changes={"birth_date": "27/02/2001"})
    assert request_of.persons.count() == 1
    again = bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, BAD))
    assert (again.taken, again.to_mend) == (0, 0)


def test_a_row_is_set_aside_only_with_a_reason_and_by_its_mission(world, request_of, tmp_path):
    embassy = world.officers["embassy"]
    bring_rescue_list(by=embassy, request=request_of, path=a_list(tmp_path, BAD))
    row = rows_waiting(request_of).get()
    with pytest.raises(ValueError, match="why"):
        set_list_row_aside(by=embassy, row=row, reason=" ")
    with pytest.raises(NotAllowed):
        open_list_row(by=world.officers["auditor"], row=row)
    set_list_row_aside(by=embassy, row=row, reason="Came home already")
    assert not rows_waiting(request_of).exists()


def test_files_that_are_no_list_are_refused_whole(world, request_of, tmp_path):
    embassy = world.officers["embassy"]
    empty, strange = tmp_path / "empty.csv", tmp_path / "strange.csv"
    empty.write_text(",".join(headings()), encoding="utf-8")
    strange.write_text("a,b\n1,2\n", encoding="utf-8")
    for file, words in ((empty, "no row below"), (strange, "No row names columns")):
        with pytest.raises(FileNotTaken, match=words):
            bring_rescue_list(by=embassy, request=request_of, path=file)
    with pytest.raises(NotAllowed):
        bring_rescue_list(by=world.officers["investigator"], request=request_of, path=a_list(tmp_path, GOOD))
