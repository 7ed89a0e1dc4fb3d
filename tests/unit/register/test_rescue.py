"""Rescue requests: who sees them, what steps do, that nothing is merged, doubled or told to the wrong side."""

import io
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.world import World

from sarana.base.accounts.enums import AgencyKind, Role
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.actions import keep_file_under
from sarana.base.ledger.models import Entry
from sarana.base.vault.actions import erase_identity
from sarana.base.vault.sealing import Erased
from sarana.register.cases.actions import assert_status, dispute_status
from sarana.register.rescue.actions import (
    add_person,
    add_photo,
    answer_detail,
    ask_unit,
    bar_officer_from_request,
    link_victim,
    names_of,
    open_photo,
    open_sought_identity,
    read_messages,
    read_request,
    read_sought,
    read_whereabouts,
    record_request,
    record_result,
    say_same_person,
    send_message,
    take_step,
    take_steps,
)
from sarana.register.rescue.enums import SoughtState as S
from sarana.register.rescue.models import RescueRequest, SoughtPerson
from sarana.register.rescue.queries import (
    late_for,
    namesakes_of,
    requests_visible_to,
    sought_like,
    sought_visible_to,
    totals_of,
    unread_messages,
)
from sarana.register.rescue.rules import may_see_request

RECEIVED = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_request(world: World, by: str = "embassy", **facts) -> RescueRequest:
    facts = {
        "received_at": RECEIVED,
        "words": {"contact": "Consul Dewi, +855 12 000 111", "place_words": "Blue tower"},
        **facts,
    }
    return record_request(by=world.officers[by], **facts)


def a_person(world: World, request: RescueRequest, name: str = "Putri Lestari", **facts) -> SoughtPerson:
    who = {"names": [name], **facts.pop("who", {})}
    return add_person(by=world.officers["embassy"], request=request, who=who, **facts)


def walk(world: World, person: SoughtPerson, *states: S, by: str = "secretariat") -> SoughtPerson:
    for state in states:
        missing = ["floor"] if state is S.NEEDS_DETAIL else []
        person = take_step(
            by=world.officers[by], person=person, state=state, reason="as it was", missing=missing
        )
    return person


@pytest.fixture
def second_mission(world: World) -> Officer:
    agency = Agency.objects.create(
        code="embassy-vn", name_km="ស្ថានទូតទីពីរ", name_en="SECOND", kind=AgencyKind.EMBASSY, path="/embassy-vn/", country="VN"
    )  # fmt: skip
    return Officer.objects.create(
        username="second_embassy",
        name_km="ខ",
        name_latin="Second",
        role=Role.EMBASSY,
        agency=agency,
        password="x",
    )


@settings(max_examples=40)
@given(
    units=st.lists(st.sampled_from(["police-18", "police", "immigration", "social", "shelter"]), max_size=2, unique=True),
    barred=st.lists(st.sampled_from(["secretariat", "investigator", "chief", "embassy", "immigration"]), max_size=2, unique=True),
)  # fmt: skip
def test_a_request_is_listed_exactly_for_those_who_may_see_it(world: World, units, barred):
    request = a_request(world)
    person = a_person(world, request)
    request.units.set([world.agencies[code] for code in units])
    request.barred.set([world.officers[name] for name in barred])
    for officer in world.officers.values():
        listed = requests_visible_to(officer).filter(pk=request.pk).exists()
        assert listed == may_see_request(officer, request), officer.username
        assert listed == sought_visible_to(officer).filter(pk=person.pk).exists()
        if officer.username in barred:
            assert not listed


def test_a_mission_never_sees_another_missions_request(world, second_mission):
    request = a_request(world)
    person = a_person(world, request)
    assert not may_see_request(second_mission, request)
    assert not requests_visible_to(second_mission).exists()
    for act, arguments in (
        (read_request, {"request": request}),
        (read_sought, {"person": person}),
        (send_message, {"request": request, "text": "?"}),
        (read_messages, {"request": request}),
    ):
        with pytest.raises(NotAllowed):
            act(by=second_mission, **arguments)
    assert names_of(by=second_mission, persons=[person]) == {}
    assert totals_of(second_mission.agency).lines == 0
    with pytest.raises(NotAllowed):
        record_request(by=second_mission, received_at=RECEIVED, words={}, mission=world.agencies["embassy"])


def test_the_nearest_unit_is_asked_only_by_name(world):
    request = a_request(world, place=world.places["18"])
    investigator = world.officers["investigator"]
    assert not may_see_request(investigator, request)
    ask_unit(by=world.officers["secretariat"], request=request, agency=world.agencies["police-18"])
    assert may_see_request(investigator, request)
    with pytest.raises(NotAllowed):
        ask_unit(by=investigator, request=request, agency=world.agencies["immigration"])
    with pytest.raises(ValueError, match="own requests only"):
        ask_unit(by=world.officers["secretariat"], request=request, agency=world.agencies["embassy"])
    bar_officer_from_request(
        by=world.officers["secretariat"], request=request, officer=investigator, reason="kin"
    )
    assert not may_see_request(investigator, request)


def test_an_early_step_starts_its_clock_and_a_wrong_one_is_answered_in_words(world):
    person = a_person(world, a_request(world))
    assert (person.state, person.leave_by - person.state_since) == (S.RECEIVED, timedelta(hours=24))
    secretariat = world.officers["secretariat"]
    with pytest.raises(ValueError, match="can't follow"):
        take_step(by=secretariat, person=person, state=S.HANDED_OVER)
    with pytest.raises(ValueError, match="left out"):
        take_step(by=secretariat, person=person, state=S.CONTACTED)
    with pytest.raises(ValueError, match="what the mission is asked"):
        take_step(by=secretariat, person=person, state=S.NEEDS_DETAIL)
    with pytest.raises(ValueError, match="future"):
        take_step(
            by=secretariat, person=person, state=S.ACKNOWLEDGED, at=person.state_since + timedelta(days=2)
        )
    with pytest.raises(NotAllowed):
        take_step(by=world.officers["embassy"], person=person, state=S.ACKNOWLEDGED)
    person = walk(world, person, S.ACKNOWLEDGED, S.LOCATED)
    assert person.result == "found"
    assert [(s.before, s.state) for s in person.steps.all()] == [
        ("", "received"), ("received", "acknowledged"), ("acknowledged", "located"),
    ]  # fmt: skip


def test_the_missing_floor_is_asked_for_and_given(world):
    person = walk(world, a_person(world, a_request(world)), S.NEEDS_DETAIL)
    assert person.missing == ["floor"]
    embassy = world.officers["embassy"]
    with pytest.raises(ValueError, match="asked for"):
        answer_detail(by=embassy, person=person, words={"floor": " "}, given=["floor"])
    person = answer_detail(by=embassy, person=person, words={"floor": "Fourth"}, given=["floor"])
    assert (person.state, person.missing) == (S.RECEIVED, [])
    assert read_sought(by=world.officers["secretariat"], person=person)["floor"] == "Fourth"


def test_a_status_needs_a_linked_victim_and_may_be_disputed(world):
    request = a_request(world)
    ask_unit(by=world.officers["secretariat"], request=request, agency=world.agencies["police-18"])
    person = walk(world, a_person(world, request), S.OUT_OF_PLACE, S.SCREENED)
    investigator = world.officers["investigator"]
    with pytest.raises(ValueError, match="Link the victim"):
        take_step(by=investigator, person=person, state=S.STATUS_GIVEN)
    victim = world.victim(world.case())
    said = assert_status(
        by=investigator, victim=victim, assertion="NotAVictimOfTrafficking", asserted_on=date(2026, 3, 1)
    )
    link_victim(by=investigator, person=person, victim=victim)
    victim.case.partners.add(world.agencies["court-18"])
    dispute_status(
        by=world.officers["prosecutor"],
        disputed=said,
        assertion="ActualVictimOfTrafficking",
        asserted_on=date(2026, 3, 2),
        reason="All were forced",
    )
    person = take_step(by=investigator, person=person, state=S.STATUS_GIVEN)
    assert totals_of(world.agencies["embassy"]).disputed == 1


def test_several_move_together_or_not_at_all(world):
    request = a_request(world)
    people = [a_person(world, request, name) for name in ("Putri Lestari", "Budi Santoso")]
    walk(world, people[1], S.ACKNOWLEDGED)
    people[1].refresh_from_db()
    with pytest.raises(ValueError, match=people[1].number):
        take_steps(by=world.officers["secretariat"], persons=people, state=S.ACKNOWLEDGED)
    people[0].refresh_from_db()
    assert people[0].state == S.RECEIVED


def test_a_mission_reads_its_names_and_never_where_somebody_stays(world):
    request = a_request(world)
    ask_unit(by=world.officers["secretariat"], request=request, agency=world.agencies["social"])
    person = a_person(world, request)
    social_worker, embassy = world.officers["social_worker"], world.officers["embassy"]
    record_result(
        by=social_worker, person=person, seen_version=1, changes={"result": "found"}, words={"flight": "GA 1"},
        staying="House of the lotus, street 4",
    )  # fmt: skip
    person = sought_visible_to(embassy).get(pk=person.pk)
    assert names_of(by=embassy, persons=[person]) == {person.pk: ["Putri Lestari"]}
    assert "lotus" not in str(read_sought(by=embassy, person=person)).lower()
    for who in ("embassy", "secretariat", "auditor"):
        with pytest.raises(NotAllowed):
            read_whereabouts(by=world.officers[who], person=person)
    assert read_whereabouts(by=social_worker, person=person) == "House of the lotus, street 4"
    assert Entry.objects.filter(action="read_whereabouts").count() == 1
    for who in ("secretariat", "auditor", "social_worker"):
        assert names_of(by=world.officers[who], persons=[person]) == {}
    opened = open_sought_identity(by=social_worker, person=person, reason="Travel document")
    assert opened["names"] == ["Putri Lestari"]
    for entry in Entry.objects.all():
        assert "Putri" not in entry.change + entry.reason
        assert "lotus" not in entry.change + entry.reason


def test_namesakes_are_shown_and_never_merged_and_totals_count_persons(world, second_mission):
    first, second = a_request(world), a_request(world)
    one = a_person(world, first, who={"documents": ["C 123 4567"]})
    two = a_person(world, second, "Lestari Putri", who={"documents": ["C1234567"]})
    three = a_person(world, second, "Puteri Lestary")
    elsewhere = record_request(by=second_mission, received_at=RECEIVED, words={})
    add_person(by=second_mission, request=elsewhere, who={"names": ["Putri Lestari"]})
    secretariat = world.officers["secretariat"]
    assert {n.person.pk for n in namesakes_of(one, world.officers["embassy"])} >= {two.pk}
    assert len(namesakes_of(one, secretariat)) == 1 + len(namesakes_of(one, world.officers["embassy"]))
    totals = totals_of(world.agencies["embassy"])
    assert (totals.lines, totals.persons) == (3, 2)
    say_same_person(by=secretariat, person=three, other=one, reason="Same photograph")
    assert totals_of(world.agencies["embassy"]).persons == 1
    assert SoughtPerson.objects.count() == 4
    say_same_person(by=secretariat, person=three, other=None, reason="Another photograph came")
    assert totals_of(world.agencies["embassy"]).persons == 2


def test_where_is_she_is_asked_of_the_missions_own_people_only(world, second_mission):
    person = a_person(
        world,
        a_request(world),
        "王小芳",
        who={"names": ["王小芳", "Wang Xiaofang"], "documents": ["E9876543"]},
    )
    own = sought_visible_to(world.officers["embassy"])
    for words in ({"names": ["Wang Xiao Fang"]}, {"names": ["王小芳"]}, {"documents": ["e 987 6543"]}):
        assert [n.person.pk for n in sought_like(words, own)] == [person.pk]
        assert sought_like(words, sought_visible_to(second_mission)) == []


def test_messages_go_both_ways_and_are_read_by_the_other_side(world):
    request = a_request(world)
    embassy, secretariat = world.officers["embassy"], world.officers["secretariat"]
    send_message(by=embassy, request=request, text="Her mother asks.")
    assert unread_messages(secretariat).count() == 1
    assert unread_messages(embassy).count() == 0
    [(message, text)] = read_messages(by=secretariat, request=request)
    assert (text, message.from_mission) == ("Her mother asks.", True)
    assert unread_messages(secretariat).count() == 0
    send_message(by=secretariat, request=request, text="She is located.")
    assert unread_messages(embassy).count() == 1


def test_the_late_stand_on_the_desk_of_the_side_that_must_act(world):
    request = a_request(world)
    waiting = walk(world, a_person(world, request), S.NEEDS_DETAIL)
    slow = a_person(world, request, "Budi Santoso")
    later = max(waiting.leave_by, slow.leave_by) + timedelta(hours=1)
    embassy, secretariat = world.officers["embassy"], world.officers["secretariat"]
    assert [p.pk for p in late_for(embassy, later)] == [waiting.pk]
    assert [p.pk for p in late_for(secretariat, later)] == [slow.pk]
    assert not late_for(world.officers["auditor"], later).exists()


def test_what_cannot_be_is_answered_in_words(world):
    request = a_request(world)
    with pytest.raises(ValueError, match="future"):
        a_request(world, received_at=datetime(2999, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="at least a name"):
        add_person(by=world.officers["embassy"], request=request, who={})
    with pytest.raises(ValueError, match="Say which mission"):
        a_request(world, by="secretariat")
    with pytest.raises(NotAllowed):
        a_request(world, by="investigator", mission=world.agencies["embassy"])
    on_paper = a_request(world, by="secretariat", mission=world.agencies["embassy"])
    assert may_see_request(world.officers["embassy"], on_paper)
    person = a_person(world, request)
    with pytest.raises(ValueError, match="what the search came to"):
        take_step(by=world.officers["secretariat"], person=person, state=S.CLOSED, reason="no answer")


def test_no_role_but_missions_and_the_committees_side_asks_or_works(world):
    request = a_request(world)
    person = a_person(world, request)
    for name, state in product(["auditor", "prosecutor", "ngo_worker", "analyst"], [S.ACKNOWLEDGED]):
        with pytest.raises(NotAllowed):
            take_step(by=world.officers[name], person=person, state=state)


# ------------------------------------------------------------ photographs


def a_photograph(red: int = 200) -> bytes:
    """A small picture that also says with which camera it was taken."""
    picture, out, exif = Image.new("RGB", (40, 50), (red, 10, 10)), io.BytesIO(), Image.Exif()
    exif[0x0110] = "Telling Camera 3"
    picture.save(out, format="JPEG", exif=exif)
    assert b"Telling Camera" in out.getvalue()
    return out.getvalue()


def test_a_photograph_answers_what_was_asked_and_is_shown_to_few(world):
    request = a_request(world)
    ask_unit(by=world.officers["secretariat"], request=request, agency=world.agencies["social"])
    person = take_step(
        by=world.officers["secretariat"], person=a_person(world, request), state=S.NEEDS_DETAIL, missing=["photo"]
    )  # fmt: skip
    embassy, worker = world.officers["embassy"], world.officers["social_worker"]
    with pytest.raises(ValueError, match="PNG or JPEG"):
        add_photo(by=embassy, person=person, name="face.txt", content=b"no picture")
    photo = add_photo(by=embassy, person=person, name="Putri.jpg", content=a_photograph())
    person = sought_visible_to(embassy).get(pk=person.pk)
    assert (person.state, person.missing) == (S.RECEIVED, [])
    name, content = open_photo(by=embassy, person=person, photo=photo)
    assert name == "Putri.jpg"
    assert b"Telling Camera" not in content
    with pytest.raises(ValueError, match="why"):
        open_photo(by=worker, person=person, photo=photo, reason=" ")
    assert open_photo(by=worker, person=person, photo=photo, reason="To know her at the door")[1] == content
    for who in ("secretariat", "auditor", "investigator"):
        with pytest.raises(NotAllowed):
            open_photo(by=world.officers[who], person=person, photo=photo, reason="Curious")
    with pytest.raises(NotAllowed):
        open_photo(by=embassy, person=a_person(world, request, "Sri Wahyuni"), photo=photo)
    assert Entry.objects.filter(action="open_photo").count() == 2
    with default_storage.open(photo.path) as stored:
        assert content not in stored.read()
    for _ in range(3):
        add_photo(by=worker, person=person, name="more.jpg", content=a_photograph())
    with pytest.raises(ValueError, match="enough"):
        add_photo(by=embassy, person=person, name="more.jpg", content=a_photograph())


def test_a_photograph_goes_where_the_person_goes_and_ends_with_the_identity(world):
    request = a_request(world)
    person, other = a_person(world, request), a_person(world, request, "Lestari Putri")
    embassy = world.officers["embassy"]
    photo = add_photo(by=embassy, person=person, name="face.jpg", content=a_photograph())
    before = open_photo(by=embassy, person=person, photo=photo)
    keep_file_under(photo, before=person.identity, to=other.identity)
    person.identity = other.identity
    person.save(update_fields=["identity"])
    assert open_photo(by=embassy, person=person, photo=photo) == before
    erase_identity(by=world.officers["social_worker"], identity=other.identity, reason="Her wish")
    person = SoughtPerson.objects.get(pk=person.pk)
    photo.refresh_from_db()
    with pytest.raises(Erased):
        open_photo(by=embassy, person=person, photo=photo)
