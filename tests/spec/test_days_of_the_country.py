"""# A day is a day in the country

The database tells moments in UTC, seven hours behind. From midnight until seven in the morning the day there is still the
one before, and on the first of January the year. Whatever says a day says that on the wall of the office.
"""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.releases import draft, identify, published

import sarana
from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import delay_triangle
from sarana.measure.press.queries import register_figures
from sarana.publish.papers.quarter import quarterly_content
from sarana.publish.releases.queries import released_totals
from sarana.register.cases.actions import assert_status
from sarana.register.proceedings.actions import (
    end_detention,
    move_proceeding,
    open_proceeding,
    record_detention,
)
from sarana.register.proceedings.enums import DeadlineKind
from sarana.register.proceedings.queries import deadlines_in
from sarana.register.rescue.actions import add_person, record_request, take_step
from sarana.register.returns.actions import send_quarter, write_quarter

# Half past midnight in Phnom Penh; in UTC it is still the day, the month and the year before.
NEW_YEAR = datetime(2025, 12, 31, 17, 30, tzinfo=UTC)
FIRST = date(2026, 1, 1)


@pytest.fixture
def new_year(settings, tmp_path, monkeypatch):
    """The clock shows half past midnight of the first of January."""
    settings.SNAPSHOTS = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: NEW_YEAR)


# ## Before a court


@pytest.fixture
def proceeding(world):
    case = world.case()
    case.partners.add(world.agencies["court-18"])
    by = world.officers["prosecutor"]
    opened = open_proceeding(
        by=by, suspect=world.suspect(case), court=world.agencies["court-18"], complaint_on=date(2022, 8, 20)
    )
    move_proceeding(by=by, proceeding=opened, stage="charge", on=date(2022, 9, 2), articles=["10"])
    return opened


def days_of(proceeding):
    """What runs out and when, as it is read from the database."""
    return {deadline.kind: deadline.on for deadline in deadlines_in(proceeding)}


def test_custody_that_began_at_night_ends_on_the_day_of_its_last_hour_here(world, proceeding):
    began = NEW_YEAR - timedelta(days=2)
    record_detention(by=world.officers["prosecutor"], proceeding=proceeding, kind="custody", began_at=began)
    assert days_of(proceeding)[DeadlineKind.CUSTODY] == FIRST


def test_detention_is_counted_from_the_day_here_on_which_it_began(world, proceeding):
    by = world.officers["prosecutor"]
    night = {"by": by, "proceeding": proceeding, "kind": "remand", "began_at": NEW_YEAR}
    with pytest.raises(ValueError, match="before the detention began"):
        record_detention(**night, ordered_until=date(2025, 12, 31))
    record_detention(**night, ordered_until=FIRST)
    assert days_of(proceeding)[DeadlineKind.REMAND_LIMIT] == date(2027, 7, 1)


def test_whoever_escapes_at_night_is_absent_from_the_day_here(world, proceeding):
    by = world.officers["prosecutor"]
    held = record_detention(
        by=by, proceeding=proceeding, kind="custody", began_at=NEW_YEAR - timedelta(hours=9)
    )
    end_detention(by=by, detention=held, ended_at=NEW_YEAR, ended_by="escaped")
    assert days_of(proceeding)[DeadlineKind.ABSENT] == FIRST


# ## On the road home


def test_a_step_at_night_lies_on_the_same_day_as_one_in_the_morning(world):
    mission, secretariat = world.officers["embassy"], world.officers["secretariat"]
    words = {"contact": "Consul Dewi, +855 12 000 111", "place_words": "Blue tower"}
    request = record_request(by=mission, received_at=NEW_YEAR, words=words)
    person = add_person(by=mission, request=request, who={"names": ["Putri Lestari"]})
    morning = NEW_YEAR + timedelta(hours=9)
    type(person).objects.filter(pk=person.pk).update(state_since=morning)
    take_step(by=secretariat, person=person, state="acknowledged", at=NEW_YEAR)
    person.refresh_from_db()
    assert person.state_since == morning


# ## In figures


def test_a_snapshot_of_the_first_of_january_belongs_to_the_new_year(world, new_year):
    victim = world.victim(world.case(opened_on=FIRST))
    assert_status(
        by=world.officers["investigator"], victim=victim, assertion="ActualVictimOfTrafficking", asserted_on=FIRST,
        acts=["recruitment"], means=["deception"], purposes=["forced_labour"],
    )  # fmt: skip
    snapshot = take_snapshot(by=None)
    snapshot.refresh_from_db()
    assert snapshot.taken_on == FIRST
    assert [month.month for month in delay_triangle(snapshot, "victims_identified")] == ["2026-01"]
    periods = {(figure.period_start, figure.period_end) for figure in register_figures(snapshot)}
    assert (FIRST, FIRST) in periods
    assert all(start <= end for start, end in periods)


def test_a_release_of_the_first_of_january_says_so(world, new_year, client):
    identify(world, [("F", 20, 30), ("M", 20, 30)])
    release = published(world, draft(world, take_snapshot(by=None), (("sex",), {})))
    assert {total.as_of for total in released_totals().values()} == {FIRST}
    about = json.loads(release.files.get(name="dcat.jsonld").content)
    assert about["dct:created"] == "2026-01-01"
    page = client.get(reverse("web:public-release", args=[release.code]), headers={"accept-language": "en"})
    assert f"(2026). {release.title_en}" in page.content.decode()


# ## On paper


def test_the_quarterly_form_says_on_which_day_here_it_was_sent(world, new_year):
    clerk = world.officers["provincial"]
    form = write_quarter(by=clerk, year=2025, quarter=4, words={"done": "ចុះត្រួតពិនិត្យអគារមួយ"})
    form = send_quarter(by=clerk, form=form)
    form.refresh_from_db()
    assert quarterly_content(form, {}, [], "en")["sent"] == "01.01.2026"


# ## Nowhere else


# What takes the day or year of a moment as the database tells it.
DAY_OF_A_MOMENT = re.compile(r"_at\.(date\(\)|year\b|month\b|day\b|strftime)|_at:%|now\(\)\.date\(\)")


@pytest.mark.parametrize("line", ["snapshot.taken_at.date()", "found.sent_at.year", "timezone.now().date()"])
def test_the_look_through_the_source_finds_a_day_in_utc(line):
    assert DAY_OF_A_MOMENT.search(line)


def test_no_line_of_the_source_takes_the_day_of_a_moment_without_asking_where():
    sources = Path(sarana.__file__).parent.rglob("*.py")
    lines = {(file.name, line.strip()) for file in sources for line in file.read_text("utf-8").splitlines()}
    assert [one for one in lines if DAY_OF_A_MOMENT.search(one[1])] == []
