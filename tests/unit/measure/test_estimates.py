"""Lists of persons by the kind of agency that met them, and the page that tells what they say."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sarana.base.accounts.models import Agency
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.measure.estimates.actions import keep_estimate
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.estimates.queries import (
    LISTS,
    Met,
    answers_of,
    change_since_last_year,
    estimates_of,
    lists_of,
)
from sarana.measure.figures.actions import take_snapshot
from sarana.register.care.models import Service
from sarana.register.cases.models import Case
from sarana.science.estimation import TableNotUsable


@pytest.fixture
def snapshots(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


def meet(world, kinds, number, of="investigator"):
    """So many persons of a case of the officer's agency whom agencies of these kinds gave a service besides."""
    worker = world.officers["social_worker"]
    case = world.case()
    for _ in range(number):
        victim = world.victim(case)
        for kind in kinds:
            agency = Agency.objects.filter(kind=kind).first()
            Service.objects.create(
                victim=victim, kind="Health", agency=agency, started_on=date(2022, 9, 1), recorded_by=worker
            )
    Case.objects.filter(pk=case.pk).update(agency=world.officers[of].agency)


def test_every_list_is_a_kind_of_agency_that_meets_victims(db):
    assert set(LISTS.values()) == {"POLICE", "NGO", "SOCIAL", "COURTS", "EMBASSY"}


def test_too_few_lists_are_refused(world, snapshots):
    world.victim(world.case())
    with pytest.raises(TableNotUsable, match="with fewer than 3"):
        lists_of(take_snapshot(by=None), 2022)


def test_persons_are_on_the_list_of_each_kind_of_agency_that_met_them(world, snapshots):
    meet(world, [], 7)
    meet(world, ["ngo"], 5)
    meet(world, ["ngo", "social_affairs"], 3)
    table = lists_of(take_snapshot(by=None), 2022)
    assert table.lists == ("NGO", "POLICE", "SOCIAL")
    assert {table.listed(pattern): n for pattern, n in enumerate(table.counts) if n} == {
        "POLICE": 7,
        "NGO&POLICE": 5,
        "NGO&POLICE&SOCIAL": 3,
    }


def test_without_an_assumption_the_year_has_diagnostics_alone(world, snapshots):
    meet(world, [], 7)
    meet(world, ["ngo"], 5)
    meet(world, ["ngo", "social_affairs"], 6)
    snapshot = take_snapshot(by=None)
    assert estimates_of(snapshot, 2022, "unodc", "").estimates == ()
    with pytest.raises(TableNotUsable):
        change_since_last_year(snapshot, 2022, "unodc", "they work apart")


def test_the_page_hides_small_overlaps_and_answers_only_to_an_assumption(world, snapshots):
    meet(world, [], 9)
    meet(world, ["ngo"], 8)
    meet(world, ["social_affairs"], 3)
    meet(world, ["ngo", "social_affairs"], 6)
    take_snapshot(by=None)
    signed_in = Client(headers={"Accept-Language": "en"})
    signed_in.force_login(world.officers["statistician"])
    address = f"{reverse('web:hidden-number')}?year=2022"
    page = signed_in.get(address)
    assert page.context["form"].errors == {}
    assert "answers" not in page.context
    rows = {row["lists"]: str(row["persons"]) for row in page.context["overlap_rows"]}
    assert rows["POLICE & SOCIAL"] not in {"3", "5", "0"}
    assert rows["NGO & POLICE"] == "10"
    words = {"assumption": "The police refer to organisations; the others work apart."}
    answered = signed_in.post(address, words)
    assert answered.status_code == 200
    assert [one["method"] for one in answered.context["answers"]]
    assert signed_in.post(address, {"assumption": "too short"}).status_code == 422


@pytest.mark.parametrize("role", ["statistician", "investigator"])
def test_the_page_says_what_is_missing_where_lists_cannot_answer(world, snapshots, role):
    world.victim(world.case())
    take_snapshot(by=None)
    signed_in = Client()
    signed_in.force_login(world.officers[role])
    page = signed_in.get(reverse("web:hidden-number"), {"year": 2022}, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert page.context["unusable"]


WORDS = "The police refer to organisations; the others work apart."


def met(lists, *persons):
    """So many persons on the lists of a pattern, all of one sex, of one citizenship but for some."""
    rows = [
        (pattern, (sex, "18+", "labour", "KHM")) for pattern, sex, number in persons for _ in range(number)
    ]
    patterns, known = zip(*rows, strict=True)
    return Met(lists, patterns, known)


PERSONS = [(0b001, 60), (0b010, 50), (0b100, 40), (0b011, 20), (0b101, 16), (0b110, 12), (0b111, 6)]


class TestWhatIsKnownOfPersons:
    three = met(
        ("COURTS", "NGO", "POLICE"),
        *((pattern, "female", number) for pattern, number in PERSONS),
        *((pattern, "male", 2 * number) for pattern, number in PERSONS),
    )

    def test_it_answers_beside_the_methods_with_gates_of_its_own(self):
        alone, known = answers_of(self.three, WORDS), answers_of(self.three, WORDS, (), ("sex",))
        assert [one.method for one in known.estimates] == [
            *(one.method for one in alone.estimates),
            "covariates",
        ]
        # Men and women are met alike here, so that knowing it changes nothing.
        assert known.estimates[-1].estimate == pytest.approx(alone.estimates[0].estimate, rel=0.02)
        gates = {gate.name for gate in known.gates if gate.method == "covariates"}
        assert gates >= {"replicates", "limits", "width", "kinds"}

    def test_in_what_all_are_alike_it_is_said_that_it_tells_nothing(self):
        found = answers_of(self.three, WORDS, (), ("age_group",))
        assert [one.method for one in found.estimates] == ["stepwise", "bic", "graphical"]
        (words,) = (gate.words for gate in found.gates if gate.name == "alike")
        assert "child or adult" in words.en
        assert "កុមារ" in words.km

    def test_values_of_few_persons_are_taken_together_or_with_the_commonest(self):
        sexes = ["female"] * 40 + ["male"] * 30 + ["other"] * 12 + ["unknown"] * 11 + ["x"] * 4
        known = Met(("A", "B", "C"), (1,) * 97, tuple((sex, "", "", "") for sex in sexes))
        numbers = known.numbers(("sex",))
        assert [numbers[at] for at in (0, 40, 70, 82, 96)] == [[0, 0], [1, 0], [0, 1], [0, 1], [0, 1]]
        fewer = Met(("A", "B", "C"), (1,) * 82, tuple((sex, "", "", "") for sex in sexes[:82]))
        assert [fewer.numbers(("sex",))[at] for at in (0, 40, 70)] == [[0], [1], [0]]

    def test_a_value_without_overlap_refuses_and_the_methods_stand(self):
        apart = met(
            ("COURTS", "NGO", "POLICE"),
            *((pattern, "female", number) for pattern, number in PERSONS),
            (0b001, "male", 30),
        )
        found = answers_of(apart, WORDS, (), ("sex",))
        assert {one.method for one in found.estimates} == {"stepwise", "bic", "graphical"}
        (refused,) = (gate for gate in found.gates if gate.method == "covariates")
        assert "none is on two lists" in refused.words.en

    def test_two_lists_answer_where_it_is_told_in_what_persons_differ(self):
        two = met(
            ("NGO", "POLICE"),
            *((0b01, sex, 120) for sex in ("female", "male")),
            *((0b10, sex, 90) for sex in ("female", "male")),
            (0b11, "female", 60),
            (0b11, "male", 20),
        )
        with pytest.raises(TableNotUsable, match="with fewer than 3"):
            answers_of(two, WORDS)
        found = answers_of(two, WORDS, (), ("sex",))
        # By Lincoln and Petersen for women and men: 180 · 150 / 60 and 140 · 110 / 20.
        assert [one.estimate for one in found.estimates] == [pytest.approx(450 + 770, rel=0.1)]
        assert {"assumption", "chances", "bounded", "width"} <= {gate.name for gate in found.gates}
        assert answers_of(two, "", (), ("sex",)).estimates == ()


@pytest.fixture
def answerable(world, snapshots):
    """A snapshot of a year whose lists overlap; one overlap is of three persons only."""
    meet(world, [], 9)
    meet(world, ["ngo"], 8)
    meet(world, ["social_affairs"], 3)
    meet(world, ["ngo", "social_affairs"], 6)
    meet(world, ["ngo"], 7, of="provincial")
    meet(world, ["social_affairs"], 6, of="provincial")
    meet(world, ["ngo", "social_affairs"], 4, of="provincial")
    return take_snapshot(by=None)


def test_a_kept_answer_has_its_assumption_its_snapshot_and_the_next_version(world, answerable):
    by = world.officers["statistician"]
    asked = {"by": by, "snapshot": answerable, "year": 2022, "calendar": "unodc"}
    first = keep_estimate(**asked, assumption=WORDS)
    again = keep_estimate(**asked, assumption=WORDS, referrals=(("NGO", "POLICE"),))
    assert (first.version, again.version) == (1, 2)
    assert first.assumption == WORDS
    assert first.snapshot == answerable
    assert again.result["referrals"] == [["NGO", "POLICE"]]
    assert "referrals" in {gate["name"] for gate in again.result["gates"]}
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.record_id) == ("keep_estimate", str(again.pk))


def test_what_is_kept_holds_no_count_of_an_overlap(world, answerable):
    kept = keep_estimate(
        by=world.officers["statistician"],
        snapshot=answerable,
        year=2022,
        calendar="unodc",
        assumption=WORDS,
    )
    assert kept.result["cases"] == "45"
    assert set(kept.result) == {
        "referrals",
        "covariates",
        "cases",
        "lists",
        "reading",
        "change",
        "estimates",
        "gates",
    }
    told = {"method", "words", "estimate", "lower", "upper", "level", "interval"}
    assert all(set(one) == told for one in kept.result["estimates"])


def test_nothing_is_kept_without_an_assumption_or_the_power(world, answerable):
    asked = {"snapshot": answerable, "year": 2022, "calendar": "unodc"}
    with pytest.raises(ValueError, match="Write down"):
        keep_estimate(by=world.officers["statistician"], assumption=" ", **asked)
    with pytest.raises(NotAllowed):
        keep_estimate(by=world.officers["investigator"], assumption=WORDS, **asked)
    assert not KeptEstimate.objects.exists()


def test_the_page_leads_to_a_kept_answer_that_everybody_reads(world, answerable):
    address = f"{reverse('web:hidden-number')}?year=2022"
    words = {"assumption": WORDS, "referrals": ["NGO+POLICE"], "covariates": ["sex"], "keep": "yes"}
    reader = Client(headers={"Accept-Language": "en"})
    reader.force_login(world.officers["investigator"])
    assert reader.post(address, words).status_code == 200
    assert not KeptEstimate.objects.exists()
    writer = Client(headers={"Accept-Language": "en"})
    writer.force_login(world.officers["statistician"])
    kept = writer.post(address, words)
    assert kept.status_code == 302
    page = reader.get(kept.url)
    assert page.status_code == 200
    for said in (
        WORDS,
        answerable.digest,
        "NGO &amp; POLICE",
        "In what the persons differ: Sex",
        "This is a range and not a number",
    ):
        assert said in page.text
    listed = reverse("web:hidden-number-list")
    assert [row["year"] for row in reader.get(listed, {"q": "organisations"}).context["rows"]] == ["2022"]
    assert reader.get(listed, {"q": "nobody wrote this"}).context["rows"] == []
    assert WORDS in reader.get(listed, {"as": "csv"}).text
