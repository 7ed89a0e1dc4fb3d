"""# A province's year on a sheet

The sheet of a province is read from the table of all provinces, so that whoever holds the sheets of all twenty-five, and the country's
totals, learns no more than that table shows: no count of 1 to 4, and none by subtraction. PDF and Word say the same.
"""

import io
import re
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.spec.test_figures import identify
from tests.spec.test_questionnaires import words_of

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import COUNTRY, Figure
from sarana.publish.papers.province import (
    province_content,
    province_docx,
    province_pdf,
    province_shown,
)
from sarana.register.plans.actions import add_activity, add_measure, add_pillar, draft_plan
from sarana.register.plans.enums import PlanState
from sarana.register.reporting.actions import make_template, open_slots
from sarana.register.returns.actions import send_return
from sarana.science.disclosure import THRESHOLD
from sarana.science.indicators import period_of

YEAR = 2022
DAY = date(2023, 2, 10)


@pytest.fixture
def home(world, settings, tmp_path):
    """Six cases in the province of the officer's unit."""
    settings.SNAPSHOTS = tmp_path
    for _ in range(6):
        world.case()
    return SimpleNamespace(world=world, province=world.officers["provincial"].agency.place.code[:2])


def sheet(home, language="en", day=DAY):
    return province_content(
        take_snapshot(by=None), home.province, year=YEAR, calendar="unodc", language=language, day=day
    )


def counted(total: int, provinces: dict[str, int]) -> list[Figure]:
    period = period_of(YEAR, "unodc")
    places = {COUNTRY: total, **provinces}
    return [Figure("cases_opened", 1, period, place, value, 1, 1) for place, value in places.items()]


@given(st.dictionaries(st.sampled_from([f"{n:02}" for n in range(1, 26)]), st.integers(0, 40), min_size=1))
def test_the_sheets_of_all_provinces_give_no_small_count_away(counts):
    """Whoever lays every sheet beside the country's total: what is hidden is not one count alone, nor known to be small."""
    total = sum(counts.values())
    found = counted(total, counts)
    shown = {code: province_shown(found, code) for code in counts}
    assert all(value is None or value == counts[code] for code, value in shown.items())
    assert not [value for value in shown.values() if value and value < THRESHOLD]
    if 0 < total < THRESHOLD:
        # The country's own total is hidden: then no sheet says even that a province had none.
        assert set(shown.values()) == {None}
        return
    hidden = [code for code, value in shown.items() if value is None]
    left = total - sum(value or 0 for value in shown.values())
    if hidden and any(shown.values()):
        assert len(hidden) > 1
        assert left - (len(hidden) - 1) >= THRESHOLD


def test_a_province_that_is_protected_alone_would_be_given_away():
    """The check above can fail: a second province is hidden with the small one, which alone nobody would hide."""
    found = counted(20, {"01": 3, "02": 7, "03": 10})
    assert [province_shown(found, code) for code in ("01", "02", "03")] == [None, None, 10]


@pytest.mark.django_db
def test_few_persons_stand_on_no_sheet(home):
    """Three victims in the whole country: hidden here and there, in every form."""
    case = home.world.case()
    for _ in range(3):
        identify(home.world, home.world.victim(case), date(YEAR, 9, 1))
    r = sheet(home)
    rows = {row[0]: row[1:] for row in r["figures"]}
    assert rows["Victims identified"][0] == rows["Victims identified"][2] == "hidden"
    assert rows["Cases opened"] == ["7", "–", "7"]
    snapshot = take_snapshot(by=None)
    paper = PdfReader(io.BytesIO(province_pdf(snapshot, home.province, year=YEAR, language="en", day=DAY)))
    for told in (
        "\n".join(page.extract_text() for page in paper.pages),
        words_of(province_docx(snapshot, home.province, year=YEAR, language="en", day=DAY)),
    ):
        assert "Victims identified" in told
        assert not re.search(r"Victims identified\s+3\b", told)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["km", "en"])
def test_the_word_document_says_what_the_paper_says(home, language):
    r = sheet(home, language)
    snapshot = take_snapshot(by=None)
    told = words_of(province_docx(snapshot, home.province, year=YEAR, language=language, day=DAY))
    for row in r["figures"]:
        assert row[0] in told
    for line in r["heard"]:
        assert line in told
    assert r["none"] in told
    assert province_pdf(snapshot, home.province, year=YEAR, language=language, day=DAY).startswith(b"%PDF")


@pytest.mark.django_db
def test_silence_is_told_month_by_month_and_not_before_a_month_is_over(home):
    officer = home.world.officers["provincial"]
    send_return(by=officer, month=date(YEAR, 1, 1))
    (row,) = [row for row in sheet(home)["units"] if row[0] == officer.agency.name_en]
    assert row[1] == "1 / 12"
    assert f"{YEAR}/01" not in row[2]
    assert f"{YEAR}/12" in row[2]
    assert row[3].count("Q") == 4
    (row,) = [row for row in sheet(home, day=date(YEAR, 3, 20))["units"] if row[0] == officer.agency.name_en]
    assert (row[1], row[2], row[3]) == ("1 / 2", f"{YEAR}/02", "–")
    assert "No unit of the province sent all its returns" in " ".join(sheet(home)["heard"])


@pytest.mark.django_db
def test_what_the_plan_promises_there_stands_with_how_it_stands(home):
    by, there = home.world.officers["secretariat"], home.world.officers["provincial"].agency
    plan = draft_plan(
        by=by, title_km="ផែនការ", title_en="Plan", starts_on=date(2022, 1, 1), ends_on=date(2024, 12, 31)
    )
    pillar = add_pillar(by=by, plan=plan, title_km="ការពារ", title_en="Protection", code="1")
    days = {"starts_on": date(2022, 1, 1), "due_on": date(2022, 12, 31)}
    measure = add_measure(
        by=by, parent=pillar, code="1.1", title_km="ពិនិត្យ", title_en="Check", lead_agency=by.agency, **days
    )
    add_activity(
        by=by, parent=measure, code="1.1.1", title_km="ក្នុងខេត្ត", title_en="Here", lead_agency=there, **days
    )
    plan.state = PlanState.ADOPTED
    plan.save()
    (row,) = sheet(home)["plan"]["rows"]
    assert row[:2] == ["1.1.1", "Here"]
    assert "41 days late" in row[4]
    assert sheet(home, day=date(2025, 1, 2))["plan"]["rows"]
    assert sheet(home)["owed"] == []
    template = make_template(by=by, plan=plan, code="Q", title_km="ក", title_en="Quarter", units=[there])
    open_slots(by=by, template=template, period="2022-Q1")
    (owed,) = sheet(home)["owed"]
    assert owed[:3] == ["Quarter", "2022-Q1", there.name_en]
    assert "2022-04-15 (301 days late)" in owed[3]
