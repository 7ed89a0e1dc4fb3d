"""# The self-assessment of a year

What the register counts is never overwritten by hand; three voices rate side by side; what was published stays.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.translation import override

from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.rules import FileRefused
from sarana.base.ledger.models import Entry
from sarana.measure.assessment.actions import (
    AssessmentClosed,
    add_criterion_evidence,
    load_tiers,
    open_assessment,
    publish_assessment,
    rate_criterion,
    tell_fact,
)
from sarana.measure.assessment.enums import Told
from sarana.measure.assessment.models import CountryTier
from sarana.measure.assessment.queries import (
    facts_of,
    gaps_of,
    latest_ratings,
    limit_ahead,
    measures_by_criterion,
    measures_for,
    reading_of,
    unexplained_years,
)
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.papers.dossier import dossier_content, dossier_pdf
from sarana.publish.tier_facts import shown_facts, two_years
from sarana.register.cases.actions import assert_status
from sarana.register.plans.actions import add_measure, add_pillar, draft_plan
from sarana.register.plans.enums import Scheme
from sarana.register.plans.models import NodeTag
from sarana.science.tiers import CRITERIA, FACTS, Silence, Standing

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


@pytest.fixture
def year(world):
    return open_assessment(by=world.officers["secretariat"], year=2022)


def tell(world, year, fact, value, **more):
    return tell_fact(
        by=world.officers["secretariat"],
        assessment=year,
        fact=fact,
        value=None if value is None else Decimal(value),
        source="A letter of the ministry",
        **more,
    )


def test_a_year_is_opened_once(world, year):
    assert open_assessment(by=world.officers["secretariat"], year=2022) == year
    with pytest.raises(NotAllowed):
        open_assessment(by=world.officers["ngo_worker"], year=2023)


def test_the_register_speaks_for_itself(world, year):
    victim = world.victim(world.case())
    assert_status(
        by=world.officers["investigator"],
        victim=victim,
        assertion="ActualVictimOfTrafficking",
        asserted_on=date(2022, 3, 31),
        **ELEMENTS,
    )
    snapshot = take_snapshot(by=None)
    assert facts_of(2022, snapshot)["victims_identified"] == 1
    assert facts_of(2023, snapshot)["victims_identified"] == 0
    with pytest.raises(ValueError, match="register counts this itself"):
        tell(world, year, "victims_identified", 900)


def test_what_people_tell_needs_a_source_and_the_latest_counts(world, year):
    tell(world, year, "staff_trained", 40)
    tell(world, year, "staff_trained", 60)
    assert facts_of(2022, None)["staff_trained"] == 60
    with pytest.raises(ValueError, match="Name the source"):
        tell_fact(
            by=world.officers["secretariat"],
            assessment=year,
            fact="campaigns",
            value=Decimal(1),
            source=" ",
        )
    with pytest.raises(ValueError, match="Give the value"):
        tell(world, year, "campaigns", None)
    with pytest.raises(ValueError, match="below zero"):
        tell(world, year, "campaigns", -1)


def test_no_answer_is_a_state_of_its_own(world, year):
    tell(world, year, "recruiters_sanctioned", None, told=Told.NO_ANSWER)
    assert facts_of(2022, None)["recruiters_sanctioned"] is Silence.NO_ANSWER


def test_three_voices_rate_side_by_side_and_none_overwrites_another(world, year):
    for who, rating in (("provincial", "met"), ("secretariat", "partly"), ("ngo_worker", "not_met")):
        rate_criterion(
            by=world.officers[who], assessment=year, criterion="I2", rating=rating, reason="Seen on site"
        )
    rated = {voice: one.rating for (code, voice), one in latest_ratings(year).items() if code == "I2"}
    assert rated == {"own": "met", "secretariat": "partly", "civil_society": "not_met"}
    with pytest.raises(NotAllowed):
        rate_criterion(
            by=world.officers["embassy"], assessment=year, criterion="I2", rating="met", reason="No voice"
        )


def test_evidence_names_what_it_is(world, year):
    add_criterion_evidence(
        by=world.officers["ngo_worker"],
        assessment=year,
        criterion="I1",
        kind="figure",
        figure="persons_convicted",
        title="Convictions",
    )
    with pytest.raises(ValueError, match="Name the figure"):
        add_criterion_evidence(
            by=world.officers["ngo_worker"],
            assessment=year,
            criterion="I1",
            kind="figure",
            figure="no_such",
            title="?",
        )


def test_what_was_published_is_not_changed_any_more(world, year):
    snapshot = take_snapshot(by=None)
    publish_assessment(by=world.officers["secretariat"], assessment=year, snapshot=snapshot)
    year.refresh_from_db()
    with pytest.raises(AssessmentClosed):
        tell(world, year, "staff_trained", 1)
    with pytest.raises(AssessmentClosed):
        rate_criterion(
            by=world.officers["secretariat"], assessment=year, criterion="I1", rating="met", reason="Later"
        )
    # The next year's tenth indicium asks whether the one before was published.
    assert facts_of(2023, snapshot)["assessment_published"] == 1
    assert reading_of(2023, snapshot).findings["I10"].standing is Standing.PARTLY


def test_the_gaps_name_what_is_missing_first_what_matters_most(world, year):
    gaps = gaps_of(2022, None)
    assert gaps[0].tiers
    assert len(gaps[0].tiers) >= len(gaps[-1].tiers)
    told_by_people = next(gap.fact for gap in gaps if not FACTS[gap.fact].figure)
    tell(world, year, told_by_people, 1)
    assert told_by_people not in {gap.fact for gap in gaps_of(2022, None)}


def test_the_limit_knows_the_real_placements(db):
    assert load_tiers() > 3000
    assert load_tiers() == 0
    assert CountryTier.objects.filter(iso3="KHM", year=2022).get().tier == "3"
    assert limit_ahead(2022).run == 3
    assert limit_ahead(2030) is None
    assert {"BLR", "VNM"} <= {one.placement.iso3 for one in unexplained_years()}


def test_small_counts_of_the_register_are_hidden_from_those_who_do_not_see_records(world, year):
    case = world.case()
    for _ in range(3):
        assert_status(
            by=world.officers["investigator"],
            victim=world.victim(case),
            assertion="ActualVictimOfTrafficking",
            asserted_on=date(2022, 3, 1),
            **ELEMENTS,
        )
    snapshot = take_snapshot(by=None)
    told = {
        exact: {
            fact.code: fact.now
            for fact in shown_facts(CRITERIA["I2"], two_years(2022, snapshot), exact=exact, language="en")
        }
        for exact in (True, False)
    }
    assert told[True]["victims_identified"] == "3"
    assert told[False]["victims_identified"] == "1–4"
    client = Client()
    client.force_login(world.officers["statistician"])
    page = client.get("/tier/2022/I8/").content.decode()
    assert "1–4" in page or "១–៤" in page
    assert ">3<" not in page


def test_a_file_is_evidence_that_is_kept_encrypted_and_handed_out_as_a_download(world, year):
    """A decree, a training list: whoever reads assessments may open it, and that it was opened is on record."""
    by, told = world.officers["secretariat"], {"criterion": "I1", "kind": "file", "title": "Decree"}
    with pytest.raises(ValueError, match="choose its file"):
        add_criterion_evidence(by=by, assessment=year, **told)
    with pytest.raises(FileRefused):
        add_criterion_evidence(by=by, assessment=year, file=("run.exe", b"MZ\x90\x00"), **told)
    made = add_criterion_evidence(by=by, assessment=year, file=("decree.txt", "ក្រឹត្យ".encode()), **told)
    assert "ក្រឹត្យ".encode() not in default_storage.open(made.file.path).read()
    client = Client()
    client.force_login(world.officers["auditor"])
    page = client.get("/tier/2022/I1/").text
    address = f"/tier/2022/I1/evidence/{made.pk}/"
    assert address in page
    answer = client.get(address)
    assert answer.content == "ក្រឹត្យ".encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(action="read_file", officer=world.officers["auditor"]).exists()
    assert client.get(f"/tier/2022/I2/evidence/{made.pk}/").status_code == 404


def test_the_dossier_is_read_as_a_page_too_its_gaps_first(world, year):
    """The same words as on paper, a part at a time, in the language that is asked for."""
    rate_criterion(
        by=world.officers["ngo_worker"], assessment=year, criterion="I7", rating="not_met", reason="Nobody"
    )
    load_tiers()
    client = Client()
    client.force_login(world.officers["auditor"])
    first = client.get("/tier/2022/dossier/?language=en").text
    assert "What is not on record" in first
    assert "It promises no tier" in first
    indicia = client.get("/tier/2022/dossier/?language=km&part=indicia").text
    assert "Nobody" in indicia
    assert "សង្គមស៊ីវិល៖ មិនបំពេញ" in indicia or "សង្គមស៊ីវិល: មិនបំពេញ" in indicia


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_dossier_tells_its_gaps_and_is_a_tagged_pdf(world, year, language):
    rate_criterion(
        by=world.officers["ngo_worker"],
        assessment=year,
        criterion="I7",
        rating="not_met",
        reason="Nobody was charged",
    )
    load_tiers()
    made = dossier_pdf(year, take_snapshot(by=None), language=language)
    assert made.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made


def test_the_dossier_tells_the_measures_of_each_criterion_the_latest_plan_first(world, year):
    by = world.officers["secretariat"]
    for begins, code in ((2019, "1.1"), (2024, "7.2")):
        plan = draft_plan(
            by=by, title_km="ក", title_en="A", starts_on=date(begins, 1, 1), ends_on=date(begins + 4, 12, 31)
        )
        pillar = add_pillar(by=by, plan=plan, order=1, title_km="ក", title_en="A")
        measure = add_measure(
            by=by, parent=pillar, title_km="ខ", title_en="Teach", code=code, lead_agency=world.agencies["labour"],
            starts_on=date(begins, 1, 1), due_on=date(begins, 2, 1),
        )  # fmt: skip
        NodeTag.objects.create(node=measure, scheme=Scheme.TVPA, code="3")
        NodeTag.objects.create(node=measure, scheme=Scheme.BOHOL, code="3")
    NodeTag.objects.create(node=measure, scheme=Scheme.TVPA, code="11")
    with override("en"):
        told = {
            one["code"]: one["measures"] for one in dossier_content(year, None, language="en")["sections"]
        }
    assert told["I3"] == ["7.2 Teach", "1.1 Teach"]
    assert told["I11"] == ["7.2 Teach"]
    assert not any(told[code] for code in told if code not in {"I3", "I11"})
    filed = measures_by_criterion()
    assert {code: list(measures_for(code)) for code in CRITERIA} == {
        code: filed.get(code, []) for code in CRITERIA
    }
