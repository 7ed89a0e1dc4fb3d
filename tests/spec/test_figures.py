"""# How figures are counted

A figure is (indicator, version, period, place, breakdown) on a frozen snapshot. Persons count once however many agencies
list them; the disputed count and are shown apart; unknown values are shown; parts add up to the total.
"""

from collections import defaultdict
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from sarana.measure.figures.actions import take_snapshot, verify_snapshot
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import COUNTRY, figures, folder_of
from sarana.register.care.actions import move_reintegration
from sarana.register.cases.actions import assert_status, dispute_status
from sarana.register.cooperation.models import Instrument
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.operations.enums import FoundAs
from sarana.register.outreach.models import Campaign, KapSurvey, Session
from sarana.register.plans.models import Evidence, Milestone, Node, Plan
from sarana.register.returns.actions import send_return
from sarana.science.indicators import INDICATORS

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def identify(world, victim, on, by="investigator", assertion="ActualVictimOfTrafficking"):
    return assert_status(
        by=world.officers[by], victim=victim, assertion=assertion, asserted_on=on, **ELEMENTS
    )


def value(found, code, place=COUNTRY, **breakdown):
    return next(
        (f.value for f in found if (f.indicator, f.place, f.breakdown) == (code, place, breakdown)), None
    )


def count(**wanted):
    snapshot = take_snapshot(by=None)
    return figures(snapshot, **{"years": [2022], **wanted})


def test_a_person_in_two_cases_counts_once(world):
    first = world.victim(world.case(), forms_of_exploitation=["ForcedLabour"])
    again = world.victim(world.case(), words=None, identity=first.identity)
    identify(world, first, date(2022, 9, 1))
    identify(world, again, date(2022, 11, 1))
    assert value(count(), "victims_identified") == 1


def test_a_disputed_person_counts_once_and_is_shown_apart(world):
    case = world.case()
    case.partners.add(world.agencies["shelter"])
    victim = world.victim(case)
    said = identify(world, victim, date(2022, 9, 1), by="ngo_worker")
    dispute_status(
        by=world.officers["investigator"],
        disputed=said,
        assertion="NotAVictimOfTrafficking",
        asserted_on=date(2022, 9, 2),
        reason="A labour dispute",
    )
    found = count()
    assert value(found, "victims_identified") == 1
    assert value(found, "victims_identified", standing="disputed") == 1
    assert value(found, "victims_identified", standing="victim") is None


def test_whom_every_authority_holds_not_to_be_a_victim_does_not_count(world):
    victim = world.victim(world.case())
    identify(world, victim, date(2022, 9, 1))
    identify(world, victim, date(2022, 9, 8), assertion="NotAVictimOfTrafficking")
    assert value(count(), "victims_identified") == 0


def test_possible_victims_are_kept_apart_from_the_identified(world):
    identify(world, world.victim(world.case()), date(2022, 9, 1), assertion="PossibleVictimOfTrafficking")
    found = count()
    assert (value(found, "victims_identified"), value(found, "victims_possible")) == (0, 1)


def test_the_two_calendars_put_march_into_different_years(world):
    identify(world, world.victim(world.case()), date(2022, 9, 1))
    identify(world, world.victim(world.case()), date(2023, 3, 31))
    assert value(count(), "victims_identified") == 1
    assert value(count(years=[2023], calendar="tip"), "victims_identified") == 2
    assert value(count(years=[2022], calendar="tip"), "victims_identified") == 0


def test_unknown_values_are_shown_never_dropped(world):
    victim = world.victim(world.case(place=None), sex="U", age_at_event=None)
    identify(world, victim, date(2022, 9, 1))
    found = count()
    for breakdown in (
        {"sex": "U"},
        {"age_group": "unknown"},
        {"form": "unknown"},
        {"citizenship": "unknown"},
    ):
        assert value(found, "victims_identified", **breakdown) == 1
    assert value(found, "victims_identified", place="unknown") == 1


def test_parts_add_up_to_the_total_by_place_and_by_every_breakdown(world):
    for number in range(7):
        case = world.case(
            place=world.places["18" if number % 2 else "12"], agency=world.agencies["police"], by="chief"
        )
        victim = world.victim(
            case, by="chief", sex="FMU"[number % 3], age_at_event=[None, 15, 30][number % 3]
        )
        identify(world, victim, date(2022, 1 + number, 1), by="chief")
    parts = defaultdict(float)
    for figure in count():
        if INDICATORS[figure.indicator].adds_up:
            kind = "place" if figure.place != COUNTRY else next(iter(figure.breakdown), "total")
            parts[figure.indicator, kind] += figure.value
    for (code, _), number in parts.items():
        assert number == parts[code, "total"]


def test_freed_reintegrated_and_the_days_from_report_to_operation(world):
    officer = world.officers["investigator"]
    report = world.report(received_at=datetime(2022, 9, 1, 3, tzinfo=UTC))
    case = world.case(reports=[report], opened_on=date(2022, 9, 2))
    case.partners.add(world.agencies["social"])
    victim = world.victim(case)
    operation = plan_operation(
        by=officer, kind="rescue", place=world.places["18"], planned_for=date(2022, 9, 5), cases=[case]
    )
    close_operation(
        by=officer,
        operation=operation,
        carried_out_on=date(2022, 9, 5),
        found={victim: FoundAs.FREED},
        persons_screened=1,
    )
    worker = world.officers["social_worker"]
    move_reintegration(by=worker, victim=victim, stage="integration", on=date(2022, 10, 1))
    found = count()
    assert value(found, "victims_freed") == 1
    assert value(found, "victims_reintegrated") == 0
    assert value(found, "median_days_report_to_operation") == 4
    move_reintegration(by=worker, victim=victim, stage="closed", on=date(2022, 12, 20), reason="Went abroad")
    assert value(count(), "victims_reintegrated") == 1


def test_every_figure_says_how_many_units_reported(world):
    for month in range(1, 13):
        send_return(by=world.officers["provincial"], month=date(2022, month, 1), nothing_to_report=month < 6)
    found = count()
    national = next(f for f in found if f.indicator == "units_heard" and f.place == COUNTRY)
    assert (national.value, national.units_reporting, national.units_expected) == (1, 1, 2)
    silent = next(f for f in found if f.indicator == "cases_opened" and f.place == "12")
    assert (silent.value, silent.units_reporting, silent.units_expected) == (0, 0, 1)


def test_a_unit_that_left_out_a_month_is_not_heard_from(world):
    for month in range(1, 12):
        send_return(by=world.officers["provincial"], month=date(2022, month, 1))
    assert value(count(), "units_heard") == 0


def test_a_snapshot_is_the_same_bit_by_bit_and_can_be_verified_from_its_files_alone(world):
    identify(world, world.victim(world.case()), date(2022, 9, 1))
    one, other = folder_of(take_snapshot(by=None)), folder_of(take_snapshot(by=None, whole=True))
    names = {file.relative_to(one) for file in one.rglob("*.parquet")}
    assert names == {file.relative_to(other) for file in other.rglob("*.parquet")}
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes()
    assert verify_snapshot(one) == []
    head = Snapshot.objects.get(folder=one.name).ledger_head
    assert verify_snapshot(one, head=head[:16]) == []
    assert verify_snapshot(one, head="0" * 16) == ["it was not taken at this ledger head"]
    assert verify_snapshot(one, head=head[:4]) == ["the head given has fewer than 12 signs"]
    part = next((one / "cases").glob("*.parquet"))
    part.unlink()
    part.write_bytes(b"forged")
    (one / "units.parquet").unlink()
    (one / "cases" / "extra.txt").write_text("?")
    assert verify_snapshot(one) == [
        f"cases/{part.name} was changed",
        "units.parquet is missing",
        "cases/extra.txt does not belong to it",
    ]


def test_no_identity_and_no_record_identifier_enters_a_snapshot(world):
    victim = world.victim(world.case())
    folder = folder_of(take_snapshot(by=None))
    stored = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for secret in ("Sophea", "សុភា", str(victim.pk), victim.pk.hex, victim.number, "1999-04-13"):
        assert secret.encode() not in stored
    for file in folder.rglob("*.parquet"):
        for column in pq.read_table(file).columns:
            assert not {1999, "1999", date(1999, 4, 13)} & set(column.to_pylist())


def test_campaigns_surveys_agreements_and_milestones_are_figures_too(world):
    officer, place = world.officers["secretariat"], world.places["18"]
    campaign = Campaign.objects.create(
        title_km="យ", title_en="C", agency=officer.agency, audience="youth", channel="school", place=place,
        starts_on=date(2022, 5, 1), ends_on=date(2022, 6, 1), recorded_by=officer,
    )  # fmt: skip
    Session.objects.create(campaign=campaign, held_on=date(2022, 5, 2), reached=40)
    Session.objects.create(campaign=campaign, held_on=date(2022, 5, 9), reached=2, place=world.places["12"])
    for at, right in (("before", 3), ("after", 9)):
        KapSurvey.objects.create(
            campaign=campaign, round=at, held_on=date(2022, 5, 2), sampling="random", asked=10,
            answers={"hotline": [10, right], "passport": [8, 1]},
        )  # fmt: skip
    Instrument.objects.create(
        title_km="ក", title_en="MoU", kind="mou", agency=officer.agency, in_force_on=date(2022, 7, 1)
    )
    plan = Plan.objects.create(
        title_km="ផ", title_en="P", starts_on=date(2022, 1, 1), ends_on=date(2023, 1, 1)
    )
    node = Node.objects.create(
        plan=plan, kind="measure", order=1, path="001", code="1", title_km="ក", title_en="M"
    )
    proof = Evidence.objects.create(
        node=node, title="P", digest="0" * 64, added_by=officer, added_at=timezone.now()
    )
    Milestone.objects.create(
        node=node, title_km="ច", title_en="M", due_on=date(2022, 8, 1), share=50, reached_on=date(2022, 8, 1), shown_by=proof
    )  # fmt: skip
    draft = count()
    Plan.objects.update(state="adopted")
    found = count()
    assert [value(draft, "milestones_reached"), value(found, "milestones_reached")] == [0, 1]
    assert [value(found, code) for code in ("campaigns_begun", "sessions_held", "persons_reached")] == [
        1,
        2,
        42,
    ]
    assert [value(found, "persons_reached", place=code) for code in ("18", "12")] == [40, 2]
    assert [value(found, "kap_right_answers", round=at) for at in ("before", "after")] == [4, 10]
    assert [value(found, code) for code in ("kap_asked", "kap_answers", "instruments_in_force")] == [
        20,
        36,
        1,
    ]
