"""# What the FATF asks of a year

Immediate outcomes 6 to 8: letters with the financial intelligence unit, cases with a financial investigation beside them, what was
frozen, confiscated and paid to victims; and suspects against lists. All of it registered figures on a snapshot, few counts hidden.
"""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import COUNTRY, figures
from sarana.register.fiu.models import FiuLetter
from sarana.register.money.actions import open_inquiry
from sarana.register.money.models import AssetMeasure

# A year that is over: each of its days lies in the past, whatever day it is.
YEAR = timezone.localdate().year - 1


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


def letter(world, case, at, direction, kind, state, **more):
    from sarana.base.vault.sealing import give_key, key_of, seal

    found = FiuLetter(
        number=f"L-{at}", case=case, direction=direction, kind=kind, state=state, agency=world.agencies["police-18"],
        written_by=world.officers["investigator"], dated_on=date(YEAR, 1, 20), **more,
    )  # fmt: skip
    seal(found, {"text": "Zq secret"}, key=give_key(found, key_of(found.agency)))
    found.save(force_insert=True)
    return found


@pytest.fixture
def a_year(world):
    """Twelve cases, seven of them with an investigation; six requests out, one being written, five answers after eight days."""
    by = world.officers["investigator"]
    cases = [world.case(opened_on=date(YEAR, 1, 5)) for _ in range(12)]
    for case in cases[:7]:
        open_inquiry(by=by, case=case, opened_on=date(YEAR, 1, 6), question="Who was paid?")
    for at in range(6):
        asked = letter(world, cases[0], at, "to_fiu", "request", "released")
        FiuLetter.objects.filter(pk=asked.pk).update(dated_on=date(YEAR, 1, 12))
        if at < 5:
            letter(world, cases[0], at + 10, "from_fiu", "answer", "received", answers=asked)
    letter(world, cases[0], 20, "to_fiu", "spontaneous", "draft")
    for _ in range(6):
        AssetMeasure.objects.create(
            case=cases[0],
            deed="frozen",
            kind="cash",
            on=date(YEAR, 1, 9),
            ordered_by="A court",
            recorded_by=by,
        )
    return cases


def total(snapshot, code):
    return next(
        f.value
        for f in figures(snapshot, years=[YEAR])
        if f.indicator == code and f.place == COUNTRY and not f.breakdown
    )


def test_letters_cases_and_days_are_registered_figures(a_year):
    snapshot = take_snapshot(by=None)
    assert total(snapshot, "fiu_letters_sent") == 6  # what is being written does not count
    assert total(snapshot, "fiu_letters_received") == 5
    assert total(snapshot, "fiu_days_to_answer") == 8
    assert total(snapshot, "cases_with_financial_investigation") == 7


def test_the_page_tells_them_with_the_share_and_leads_to_what_each_counts(world, a_year):
    take_snapshot(by=None)
    statistician = client_of(world, "statistician")
    page = text_of(statistician.get(f"/figures/fatf/?year={YEAR}"))
    assert "58.3% of the cases opened (7 of 12) have a financial investigation." in page
    assert "Frozen" in page
    links = set(re.findall(r'href="(/figures/[a-z_]+/\?[^"]+)"', page))
    told = {unescape(link): text_of(statistician.get(unescape(link))) for link in links if "letters" in link}
    assert len(told) == 2
    assert any("Victims are never named in one." in definition for definition in told.values())
    # Letters in all, by kind sent, by kind received; cases; measures by what was done.
    assert page.count("<figure") == 5
    assert "secret" not in page


def test_few_are_hidden_from_everybody_and_their_parts_with_them(world, a_year):
    FiuLetter.objects.filter(direction="from_fiu", number__in=["L-10", "L-11"]).update(
        direction="to_fiu", answers=None, kind="feedback"
    )
    take_snapshot(by=None)
    for who in ("statistician", "secretariat", "investigator"):
        response = client_of(world, who).get(f"/figures/fatf/?year={YEAR}")
        lines = {row["name"]: row["value"] for one in response.context["outcomes"] for row in one["rows"]}
        assert lines["Letters received from the financial intelligence unit"] == "hidden"
        assert not any(
            name.startswith("Letters received from the financial intelligence unit: ") for name in lines
        )
        sent = {
            name.partition(": ")[2]: value for name, value in lines.items() if name.startswith("Letters sent")
        }
        assert sent[""] == 8
        assert sent["Word on what it was worth"] == "hidden"
        # Nor can the hidden one be had by subtraction.
        assert sum(value == "hidden" for value in sent.values()) > 1


def test_zero_is_an_answer_and_what_is_not_on_record_says_so(world):
    take_snapshot(by=None)
    response = client_of(world, "statistician").get(f"/figures/fatf/?year={YEAR}")
    lines = {row["name"]: row["value"] for one in response.context["outcomes"] for row in one["rows"]}
    assert lines["Letters sent to the financial intelligence unit"] == 0
    assert lines["Median days until the financial intelligence unit answers"] == "not on record"
    assert lines["Measures on money and goods"] == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_taken_away_with_definitions(world, a_year, kind):
    take_snapshot(by=None)
    answer = client_of(world, "secretariat").get(f"/figures/fatf/?year={YEAR}&as={kind}")
    assert f"fatf-{YEAR}-unodc.{kind}" in answer["Content-Disposition"]
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("outcome,indicator,version,name,part,year")
        assert any("fiu_letters_sent,1," in line and ",6," in line for line in lines)


def test_before_the_first_snapshot_it_says_so(world):
    assert client_of(world, "statistician").get("/figures/fatf/").status_code == 200


def test_letters_behind_the_figure_are_for_those_who_follow_the_money(world, a_year):
    take_snapshot(by=None)
    address = f"/figures/fiu_letters_sent/records/?year={YEAR}"
    assert "L-0" in text_of(client_of(world, "investigator").get(address))
    for who in ("secretariat", "social_worker", "auditor"):
        assert client_of(world, who).get(address).status_code == 404
    few = client_of(world, "secretariat").get(f"/figures/fiu_letters_sent/?year={YEAR - 1}")
    assert few.context["hides"]
