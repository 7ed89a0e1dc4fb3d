"""# Suspects against lists: what people do with what the machine finds

A list comes as a file with a day and a hash. Suspects are held against it, and nobody else: no victim, no person sought,
no reporter. What looks alike is a lead; two people decide on it, and what they decided holds until the entry or the suspect
changes. A new edition screens what it changed. "None" is an answer.
"""

import json
from datetime import date, timedelta
from itertools import product

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.models import IdentityOpening
from sarana.measure.screening.actions import (
    EditionRefused,
    agree_on_alert,
    bring_edition,
    object_to_alert,
    open_alert,
    propose_verdict,
    screen_every_list,
    screen_register,
)
from sarana.measure.screening.enums import AlertState, RaisedFor, Verdict
from sarana.measure.screening.models import Alert, ScreenedName
from sarana.measure.screening.queries import alerts_visible_to, reason_of, screening_counts, subjects
from sarana.measure.screening.rules import is_stale, raised_for
from sarana.register.cases.actions import extend_identity
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.rescue.actions import add_person, record_request
from sarana.register.rescue.models import SoughtPerson
from sarana.register.traces.actions import add_trace, link_trace
from sarana.science.screening import ListNotUsable
from sarana.science.screening.europe import regime_of_words

BORN = "1971-05-04"
KEO = ("QDi.900", "KEO", "VUTHY", BORN)
SOK = ("KPi.901", "SOK", "DARAVUTH", "1980-02-03")
RIM = ("TAi.902", "RIM", "KOSALVATH", "1966-08-09")


def un(day, *entries):
    """The Security Council's form with invented people."""
    people = "".join(
        f"<INDIVIDUAL><DATAID>{key}</DATAID><FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>{second}</SECOND_NAME>"
        f"<REFERENCE_NUMBER>{key}</REFERENCE_NUMBER><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
        f"<DATE>{born}</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
        for key, first, second, born in entries
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:09Z">'
    return f"{head}<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>".encode()


@pytest.fixture
def analysts(world):
    one = world.officers["analyst"]
    other = Officer(
        username="analyst2",
        name_km="មន្ត្រី ពីរ",
        name_latin="Second Analyst",
        role=Role.ANALYST,
        agency=one.agency,
    )
    other.save()
    return one, other


@pytest.fixture
def screened(world, analysts):
    """One suspect who looks like an entry, and the alert."""
    world.suspect(world.case(), words={"names": ["Keo Vuthy"], "birth_date": BORN})
    bring_edition(by=analysts[0], content=un("2026-02-01", KEO, SOK))
    screen_register(by=analysts[0], source="un")
    return Alert.objects.get()


def decide(alert, analysts, verdict):
    first, second = analysts
    for officer in analysts:
        open_alert(by=officer, alert=alert, reason="Screening of February")
    propose_verdict(by=first, alert=alert, verdict=verdict, reason="Another year of birth on paper")
    return agree_on_alert(by=second, alert=alert, reason="I see the same")


# ## Nobody but suspects


def test_no_path_leads_from_screening_to_victims_persons_sought_or_reports():
    allowed = {"vault.Identity", "accounts.Officer"}
    for model in apps.get_app_config("screening").get_models():
        ends = {
            field.related_model for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)
        }
        outside = {end._meta.label for end in ends if end._meta.app_label != "screening"}
        assert outside <= allowed, model


def test_who_is_protected_is_never_screened_whatever_else_she_is(world, analysts):
    """All eight ways in which an identity may stand as suspect, victim and person sought, each with a listed name."""
    case = world.case()
    request = _request(world)
    expected = set()
    for is_suspect, is_victim, is_sought in product([True, False], repeat=3):
        holder = world.victim(case, words={"names": ["Keo Vuthy"], "birth_date": BORN})
        identity = holder.identity
        if is_suspect:
            world.suspect(case, words=None, identity=identity)
        if is_sought:
            _sought(request, identity)
        if not is_victim:
            Victim.objects.filter(pk=holder.pk).delete()
        if is_suspect and not is_victim and not is_sought:
            expected.add(identity.pk)
    world.report(words={"narrative": "He sold us.", "reporter": "Keo Vuthy"})
    bring_edition(by=analysts[0], content=un("2026-02-01", KEO))
    screen_register(by=analysts[0], source="un")
    assert set(subjects().values_list("pk", flat=True)) == expected
    assert set(ScreenedName.objects.values_list("identity", flat=True)) == expected
    assert set(Alert.objects.values_list("identity", flat=True)) == expected
    assert len(expected) == 1


def _request(world):
    words = {"contact": "Consul Dewi", "place_words": "Blue tower"}
    return record_request(by=world.officers["embassy"], received_at=timezone.now(), words=words)


def _sought(request, identity):
    person = add_person(by=request.recorded_by, request=request, who={"names": ["Putri Lestari"]})
    SoughtPerson.objects.filter(pk=person.pk).update(identity=identity)


def test_who_turns_out_to_be_a_victim_is_forgotten_by_the_screening(world, analysts, screened):
    one = world.officers["investigator"]
    open_alert(by=analysts[0], alert=screened, reason="Screening of February")
    propose_verdict(by=analysts[0], alert=screened, verdict=Verdict.UNSURE, reason="Same day of birth")
    world.victim(Case.objects.get(), words=None, identity=screened.identity)
    assert not alerts_visible_to(analysts[0]).exists()
    assert [count.possible for count in screening_counts()] == [0, 0, 0, 0]
    with pytest.raises(NotAllowed):
        open_alert(by=analysts[1], alert=screened, reason="Screening of March")
    screen_register(by=analysts[0], source="un")
    screened.refresh_from_db()
    assert (screened.sealed, screened.score, screened.state) == (None, 0.0, AlertState.LAPSED)
    assert screened.steps.get().sealed is None
    assert not ScreenedName.objects.exists()
    assert one.is_active


def test_an_account_that_a_victim_is_tied_to_too_is_asked_of_no_list(world, analysts):
    """Victims' accounts are used as mules; the number alone may not lead to her."""
    case, officer = world.case(), world.officers["investigator"]
    suspect, victim = world.suspect(case), world.victim(case)
    content = b"name,id,document\nSome Body Else,N1,000 111 222\nAny One Other,N2,000 333 444\n"
    for value, people in (("000111222", [suspect]), ("000333444", [suspect, victim])):
        trace = add_trace(by=officer, case=case, kind="account", value=value)
        for person in people:
            link_trace(by=officer, trace=trace, to=person, relation="uses", known_from="provider")
    bring_edition(by=analysts[0], content=content, generated_on=date(2026, 2, 1))
    screen_register(by=analysts[0], source="national")
    alert = Alert.objects.get()
    _known, entry = open_alert(by=analysts[0], alert=alert, reason="Screening of February")
    assert entry["key"] == "N1"
    assert "same document" in entry["reasons"]


# ## Editions


def test_an_edition_keeps_its_day_its_hash_and_what_it_changed(world, analysts):
    first = bring_edition(by=analysts[0], content=un("2026-01-05", KEO, SOK))
    later = ("QDi.900", "KEO", "VUTHY", "1972-05-04")
    second = bring_edition(by=analysts[0], content=un("2026-02-01", later, RIM))
    assert (first.differences, first.entry_count, len(second.digest)) == ([], 2, 64)
    assert second.before == first
    assert [(what, key) for what, key, _name in second.differences] == [
        ("came", "TAi.902"), ("changed", "QDi.900"), ("went", "KPi.901"),
    ]  # fmt: skip
    assert not is_stale(second, date(2026, 3, 1))
    assert is_stale(second, date(2026, 3, 5))


def test_half_a_file_an_older_one_or_one_without_a_day_replaces_nothing(world, analysts):
    by = analysts[0]
    whole = un("2026-02-01", KEO, SOK, RIM)
    bring_edition(by=by, content=whole)
    for content, fault in (
        (whole[: len(whole) // 2], ListNotUsable),
        (un("2026-03-01", KEO), EditionRefused),
        (un("2026-01-01", KEO, SOK, RIM), EditionRefused),
        (whole, EditionRefused),
        (b"name\nRim Kosalvath\n", EditionRefused),
        (un(timezone.localdate() + timedelta(days=2), KEO, SOK), EditionRefused),
    ):
        with pytest.raises(fault):
            bring_edition(by=by, content=content)
    assert bring_edition(by=by, content=un("2026-03-01", KEO), is_shrunk=True).entry_count == 1
    for name, officer in world.officers.items():
        if name != "analyst":
            with pytest.raises(NotAllowed):
                bring_edition(by=officer, content=un("2026-04-01", KEO))


# ## Four eyes


def test_the_reason_of_an_opening_tells_nobody_who_the_suspect_is(analysts, screened):
    """It stays in the audit trail, and the suspect may be forgotten one day: the rule for victims holds here as well."""
    for reason in ("Is it Keo Vuthy?", "Vuthy again", "KEO vuthy, as in February"):
        with pytest.raises(ValueError, match="Leave out names"):
            open_alert(by=analysts[0], alert=screened, reason=reason)
    assert not IdentityOpening.objects.exists()
    assert not Entry.objects.filter(action="open_alert").exists()
    open_alert(by=analysts[0], alert=screened, reason="Screening of February")


def test_two_people_decide_and_each_has_looked(world, analysts, screened):
    first, second = analysts
    with pytest.raises(ValueError, match="unseen"):
        propose_verdict(by=first, alert=screened, verdict=Verdict.SAME, reason="Same day of birth")
    known, entry = open_alert(by=first, alert=screened, reason="Screening of February")
    assert (known["names"], entry["key"]) == (["Keo Vuthy"], "QDi.900")
    assert "born on the same day" in entry["reasons"]
    propose_verdict(by=first, alert=screened, verdict=Verdict.SAME, reason="Same day of birth")
    for judge in (agree_on_alert, object_to_alert):
        with pytest.raises(ValueError, match="second person"):
            judge(by=first, alert=screened, reason="I am sure")
        with pytest.raises(ValueError, match="unseen"):
            judge(by=second, alert=screened, reason="I am sure")
    open_alert(by=second, alert=screened, reason="Second pair of eyes")
    object_to_alert(by=second, alert=screened, reason="The photograph is another man's")
    screened.refresh_from_db()
    assert screened.state == AlertState.WAITING
    propose_verdict(by=second, alert=screened, verdict=Verdict.OTHER, reason="Another man's photograph")
    decided = agree_on_alert(by=first, alert=screened, reason="So it is")
    assert (decided.state, decided.verdict) == (AlertState.DECIDED, Verdict.OTHER)
    assert reason_of(decided.steps.first(), decided.identity) == "Same day of birth"
    told = Entry.objects.filter(record_id=str(screened.pk)).values_list("action", flat=True)
    assert set(told) >= {"raise_alert", "open_alert", "alert_proposed", "alert_objected", "alert_agreed"}
    assert IdentityOpening.objects.filter(identity=screened.identity).count() == 2


def test_a_hit_changes_nothing_in_the_case(world, analysts, screened):
    before = Suspect.objects.values().get()
    decide(screened, analysts, Verdict.SAME)
    assert Suspect.objects.values().get() == before


def test_nothing_about_who_it_is_stands_readable_or_leaves_by_the_ledger(world, analysts, screened):
    decide(screened, analysts, Verdict.SAME)
    row = json.dumps([{k: str(v) for k, v in a.items()} for a in Alert.objects.values()])
    ledger = json.dumps(list(Entry.objects.values("change", "record_id", "action", "reason")), default=str)
    for text in (row, ledger):
        assert not any(word in text for word in ("VUTHY", "Vuthy", "QDi.900", "1971"))


def test_who_is_kept_from_the_case_sees_no_alert(world, analysts, screened):
    Case.objects.get().barred.add(analysts[1])
    assert alerts_visible_to(analysts[0]).count() == 1
    assert not alerts_visible_to(analysts[1]).exists()
    for name, officer in world.officers.items():
        assert alerts_visible_to(officer).exists() == (name == "analyst")


# ## Memory, and what a new edition changes


def test_a_decision_holds_until_the_entry_or_the_suspect_changes(world, analysts, screened):
    by = analysts[0]
    decide(screened, analysts, Verdict.OTHER)
    bring_edition(by=by, content=un("2026-02-08", KEO, SOK, RIM))
    run = screen_register(by=by, source="un")
    assert (run.screened, run.in_part, run.raised, run.lapsed) == (1, 1, 0, 0)
    assert not alerts_visible_to(by).exclude(state=AlertState.DECIDED).exists()
    bring_edition(by=by, content=un("2026-02-15", ("QDi.900", "KEO", "VUTHY", "1971-05-05"), SOK, RIM))
    assert screen_register(by=by, source="un").raised == 1
    again = Alert.objects.get(state=AlertState.WAITING)
    assert (again.raised_for, again.before) == (RaisedFor.ENTRY, screened)
    decide(again, analysts, Verdict.OTHER)
    suspect = Suspect.objects.get()
    extend_identity(by=world.officers["investigator"], person=suspect, words={"documents": ["N 01"]})
    assert screen_register(by=by, source="un").raised == 1
    assert Alert.objects.get(state=AlertState.WAITING).raised_for == RaisedFor.PERSON


def test_nothing_changed_means_nothing_is_done_twice(analysts, screened):
    run = screen_register(by=analysts[0], source="un")
    assert (run.screened, run.in_part, run.raised, run.remembered, run.lapsed) == (1, 0, 0, 0, 0)
    assert Alert.objects.count() == 1


def test_at_night_every_list_in_force_meets_who_is_new(world, analysts, screened):
    bring_edition(by=analysts[0], content=b"name,id\nRim Kosalvath,N1\n", generated_on=date(2026, 2, 1))
    world.suspect(world.case(), words={"names": ["Rim Kosalvath"]})
    told = [(run.edition.source, run.screened, run.raised, run.by) for run in screen_every_list()]
    assert told == [("un", 2, 0, None), ("national", 2, 1, None)]
    assert [(run.raised, run.lapsed) for run in screen_every_list()] == [(0, 0), (0, 0)]


def test_an_entry_that_went_takes_its_open_alert_along_and_brings_it_back(analysts, screened):
    by = analysts[0]
    bring_edition(by=by, content=un("2026-02-08", SOK, RIM))
    assert screen_register(by=by, source="un").lapsed == 1
    assert not Alert.objects.exclude(state=AlertState.LAPSED).exists()
    bring_edition(by=by, content=un("2026-02-15", KEO, SOK, RIM))
    screen_register(by=by, source="un")
    assert Alert.objects.get(state=AlertState.WAITING).raised_for == RaisedFor.AGAIN


def test_what_a_new_edition_brings_meets_those_who_were_screened_before(world, analysts, screened):
    world.suspect(world.case(), words={"names": ["Rim Kosalvath"], "birth_date": "1966-08-09"})
    by = analysts[0]
    screen_register(by=by, source="un")
    bring_edition(by=by, content=un("2026-02-08", KEO, SOK, RIM))
    run = screen_register(by=by, source="un")
    assert (run.in_part, run.raised) == (2, 1)
    assert Alert.objects.get(regime="terrorism", edition=run.edition).raised_for == RaisedFor.NEW


def test_a_new_edition_writes_nothing_of_who_has_not_changed_but_its_name(world, analysts, screened):
    changes = world.suspect(world.case(), words={"names": ["Heng Mony"]})
    by, told = analysts[0], []
    screen_register(by=by, source="un")
    before = {row.identity_id: row for row in ScreenedName.objects.all()}
    extend_identity(by=world.officers["investigator"], person=changes, words={"names": ["Heng Monny"]})
    bring_edition(by=by, content=un("2026-02-08", KEO, SOK, RIM))
    run = screen_register(by=by, source="un", steps=lambda done, of: told.append((done, of)))
    assert (run.screened, run.in_part) == (2, 1)
    for row in ScreenedName.objects.all():
        former = before[row.identity_id]
        assert (row.edition_id, row.first_at, row.pk) == (run.edition_id, former.first_at, former.pk)
        assert (row.person_digest == former.person_digest) == (row.identity_id != changes.identity_id)
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)


def test_screening_in_parts_finds_what_screening_at_once_finds(world, analysts):
    """Edition by edition, or the last one alone: the same open alerts."""
    by = analysts[0]
    for names in (["Keo Vuthy"], ["Sok Daravuth"], ["Rim Kosalvath"], ["Nobody Listed"]):
        world.suspect(world.case(), words={"names": names})
    for day, entries in (("2026-01-01", (KEO, RIM)), ("2026-01-08", (KEO, SOK)), ("2026-01-15", (SOK, RIM))):
        bring_edition(by=by, content=un(day, *entries))
        screen_register(by=by, source="un")
    in_parts = _open()
    Alert.objects.update(before=None)
    Alert.objects.all().delete()
    ScreenedName.objects.all().delete()
    screen_register(by=by, source="un")
    assert _open() == in_parts
    assert len(in_parts) == 2


def _open():
    live = Alert.objects.filter(state=AlertState.WAITING)
    return {(alert.identity_id, bytes(alert.entry_token), alert.score) for alert in live}


@pytest.mark.parametrize(
    ("state", "verdict", "entry", "person", "expected"),
    [
        ("decided", "same", b"new", b"new", None),
        ("decided", "other", b"e", b"p", None),
        ("decided", "unsure", b"new", b"p", RaisedFor.ENTRY),
        ("waiting", "", b"e", b"new", RaisedFor.PERSON),
        ("lapsed", "other", b"e", b"p", RaisedFor.AGAIN),
    ],
)
def test_when_a_likeness_comes_up_again(state, verdict, entry, person, expected):
    known = Alert(state=state, verdict=verdict, entry_digest=b"e", person_digest=b"p")
    assert raised_for(known, entry, person) == expected
    assert raised_for(None, entry, person) == RaisedFor.NEW


# ## Counts


@pytest.mark.parametrize(
    ("programme", "regime"),
    [
        ("Counter-Terrorism (International)", "terrorism"), ("ហិរញ្ញប្បទានភេរវកម្ម", "terrorism"), ("DPRK", "proliferation"),
        ("Global Human Trafficking", "trafficking"), ("បទល្មើសជួញដូរមនុស្ស", "trafficking"), ("Drugs trafficking", "other"),
    ],
)  # fmt: skip
def test_a_programme_is_counted_under_its_regime(programme, regime):
    assert regime_of_words(programme) == regime


def test_the_counts_say_none_and_count_people_once(world, analysts, screened):
    counts = {count.regime: count for count in screening_counts()}
    assert (counts["terrorism"].screened, counts["terrorism"].possible, counts["terrorism"].confirmed) == (
        1,
        1,
        0,
    )
    assert (counts["proliferation"].possible, counts["proliferation"].confirmed) == (0, 0)
    decide(screened, analysts, Verdict.SAME)
    counts = {count.regime: count for count in screening_counts()}
    assert (counts["terrorism"].possible, counts["terrorism"].confirmed) == (0, 1)
