"""# Search before create, for files too

Pages and programs look first whether a person is on record. So does an import: the person of every row is looked for
before anybody is created. A row whose person is probably on record, or stands further up in the same file, waits until
somebody says who she is: the same person, another, or nobody for now. The other rows are not held up.
"""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.models import Entry
from sarana.base.vault.crowd import probably_met, tokens_asked
from sarana.base.vault.meeting import identities_met_or_like
from sarana.base.vault.models import Identity
from sarana.base.vault.rules import Asked, births_fit
from sarana.base.vault.sealing import unseal
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.cli.main import app
from sarana.intake.actions import discard_row, import_htcds, mend_row
from sarana.intake.deciding import decide_rows
from sarana.intake.layout import Decision
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.other_systems_actions import import_records, load_field_rules
from sarana.intake.queries import rows_set_aside, rows_to_decide
from sarana.intake.waiting import read_rows_to_decide, take_rows_to_decide
from sarana.register.cases.actions import bar_officer_from_case
from sarana.register.cases.models import Case, Victim
from sarana.register.traces.models import Crossing

NAMES = ["prs_FirstName", "prs_SecondName", "prs_Birthdate", "prs_Gender", "prs_MobilePhone"]
SOPHEA = ["Sophea", "Chan", "1999-04-13", "Feminine", ""]
DARA = ["Dara", "Sok", "2001-02-03", "Masculine", ""]
# Words and years in which sixty invented persons differ.
GIVEN = ["Bopha", "Chanthy", "Kunthea", "Malis", "Phalla", "Rithy", "Samnang", "Theary", "Veasna", "Ying"]
FAMILY = ["Heng", "Kong", "Lim", "Meas", "Nhem", "Prak"]


@pytest.fixture
def bring(world, tmp_path):
    """Write rows as a CSV and import them."""
    load_vocabulary()

    def bring_rows(rows, header=NAMES, by="investigator"):
        file = tmp_path / "file.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([header, *rows])
        return import_htcds(by=world.officers[by], path=file, file_name=file.name)

    return bring_rows


@pytest.fixture
def ours(world):
    """Sophea is on record with the same agency: the officer who brings the file sees her."""
    return world.victim(world.case("investigator"), "investigator")


@pytest.fixture
def theirs(world):
    """Sophea is on record with the police of another province, whose case the officer does not see."""
    return world.victim(world.case("other_investigator"), "other_investigator")


def waiting(world, by="investigator"):
    """The rows that wait, as the officer is shown them."""
    batch = Batch.objects.get()
    rows = list(rows_to_decide(batch).select_related("batch", "agency_key"))
    return read_rows_to_decide(by=world.officers[by], batch=batch, rows=rows)


def decide(world, decision, by="investigator"):
    return decide_rows(
        by=world.officers[by],
        decisions=dict.fromkeys(QuarantinedRow.objects.values_list("pk", flat=True), decision),
    )


def numbers(one):
    return [person.number for _, people in one.known.seen for person in people]


# ## Who is on record is told, and nobody is created beside her


def test_a_row_whose_person_is_on_record_waits_and_the_others_come_in(bring, ours):
    batch = bring([SOPHEA, DARA])
    assert (batch.rows, batch.imported, batch.to_decide, batch.quarantined) == (2, 1, 1, 0)
    assert Victim.objects.filter(identity=ours.identity_id).get() == ours
    row = QuarantinedRow.objects.get()
    assert (row.row, row.may_be_known) == (2, True)


def test_the_row_says_field_reason_and_remedy_in_both_languages_and_no_number(bring, ours):
    bring([SOPHEA])
    (fault,) = QuarantinedRow.objects.get().faults
    assert fault["field"] == "prs_FirstName"
    assert "probably the same person" in fault["reason_en"]
    assert "same person or another" in fault["remedy_en"]
    assert "បុគ្គល" in fault["reason_km"]
    assert "បុគ្គល" in fault["remedy_km"]
    assert ours.number not in json.dumps(fault)


def test_whoever_brought_it_sees_who_she_is_like_and_why(bring, ours, world):
    bring([["សុភា", "ចាន់", *SOPHEA[2:]]])
    (one,) = waiting(world)
    ((likeness, people),) = one.known.seen
    assert people == (ours,)
    assert likeness.score > 0.9
    assert "born on the same day" in likeness.reasons


@pytest.mark.parametrize(
    "row",
    [
        ["Chan", "Sophea", "1999-04-13"],  # the names in another order
        ["Sophea", "Chan", "1999-04-14"],  # a slip of a day
        ["Sophea", "Chan", "13/04/1999"],
        ["Sophea", "Chann", "1999-04-13"],
        ["Sophea", "Chan", "1999-01-01"],  # only the year was known
        ["Sophea", "Chan", ""],
        ["ចាន់ សុភា", "", "1999-04-13"],
    ],
)
def test_however_she_is_written(bring, ours, row):
    assert bring([row], NAMES[:3]).to_decide == 1


@pytest.mark.parametrize(
    "row",
    [
        ["Sophea", "Chan", "1971-11-30"],  # a namesake: both births were told, and speak against it
        ["Bopha", "Chan", "1999-04-13"],
        ["Dara", "Sok", "1999-04-13"],
        ["", "", "1999-04-13"],
    ],
)
def test_who_only_shares_a_name_or_a_day_comes_in(bring, ours, row):
    batch = bring([[*row, "Feminine"]], NAMES[:4])
    assert (batch.imported, batch.to_decide) == (1, 0)


def test_the_same_document_is_enough_whatever_the_name(bring, world):
    case = world.case("investigator")
    world.victim(case, "investigator", words={"names": ["Chan Sophea"], "documents": ["N 00112233"]})
    header = ["prs_FirstName", "prs_SecondName", "prs_IdentityNumber"]
    assert bring([["Srey", "Mom", "N00112233"]], header).to_decide == 1


def test_a_common_name_of_which_nothing_else_is_known_holds_nobody_up(bring, world):
    case = world.case("investigator")
    for year in range(1980, 1984):
        words = {"names": ["Sok Dara"], "birth_date": f"{year}-05-06"}
        world.victim(case, "investigator", words=words)
    assert bring([["Dara", "Sok", "", "Masculine"]], NAMES[:4]).imported == 1


def test_a_list_of_sixty_with_three_who_are_known_leaves_three_to_decide(bring, world):
    case = world.case("investigator")
    known = [f"{FAMILY[n]} {GIVEN[n]}" for n in range(3)]
    for n, name in enumerate(known):
        world.victim(case, "investigator", words={"names": [name], "birth_date": f"{1950 + n}-0{1 + n}-1{n}"})
    sixty = [
        [GIVEN[n % 10], FAMILY[n % 6], f"{1950 + n}-0{1 + n % 9}-1{n % 9}", "Feminine", ""] for n in range(60)
    ]
    batch = bring(sixty)
    assert (batch.imported, batch.to_decide) == (57, 3)
    assert [one.row.row for one in waiting(world)] == [2, 3, 4]
    assert decide(world, Decision(another=True)).another == 3
    assert Victim.objects.count() == 63


def test_whom_an_import_finds_the_form_finds_too(world, ours):
    """One search, in two shapes: nobody is held back whom an officer would not be shown when he adds her by hand."""
    for names, born in (
        (["Sophea Chan"], "1999-04-14"),
        (["ចាន់ សុភា"], "1999-01-01"),
        (["Sophea Chann"], None),
    ):
        words = {"names": names, **({"birth_date": born} if born else {})}
        (found,) = probably_met([(words, tokens_asked(words))], {})
        assert [one.identity for one in found] == [ours.identity]
        assert ours.identity in [one.identity for one in identities_met_or_like(words)]


# ## Twice in one file


def test_two_rows_about_one_person_are_told_by_row(bring, world):
    batch = bring([SOPHEA, DARA, ["Chan", "Sophea", "1999-04-13", "Feminine", ""]])
    assert (batch.imported, batch.to_decide) == (2, 1)
    row = QuarantinedRow.objects.get()
    assert row.row == 4
    assert "Row 2 of the same file" in row.faults[0]["reason_en"]
    assert "ជួរទី 2" in row.faults[0]["reason_km"]
    (one,) = waiting(world)
    assert numbers(one) == [Victim.objects.order_by("id").first().number]


def test_two_rows_that_both_wait_are_told_of_each_other(bring, ours):
    """Else two decisions, each right by itself, would make two records of one person."""
    assert bring([SOPHEA, ["Chan", "Sophea", "1999-04-13", "Feminine", ""]]).to_decide == 2
    second = QuarantinedRow.objects.get(row=3)
    assert "Row 2 of the same file" in second.faults[0]["reason_en"]
    assert "on record" in second.faults[1]["reason_en"]


def test_two_of_whom_the_same_little_is_known_stay_two(bring):
    assert bring([["", "", "", "Feminine", ""], ["", "", "", "Feminine", ""]]).imported == 2


# ## What is decided


def test_the_same_person_gets_another_record_under_the_identity_she_has(bring, ours, world):
    bring([[*SOPHEA[:4], "012 555 019"]])
    assert decide(world, Decision(same_as=ours.number)).same == 1
    assert Identity.objects.count() == 1
    assert Victim.objects.filter(identity=ours.identity).count() == 2
    # What the row knows more of her is on record now.
    assert unseal(Identity.objects.get())["phones"] == ["012 555 019"]
    batch = Batch.objects.get()
    assert (batch.imported, batch.to_decide) == (1, 0)


def test_another_person_gets_an_identity_of_her_own(bring, ours, world):
    bring([SOPHEA])
    decide(world, Decision(another=True))
    assert Identity.objects.count() == 2


def test_the_decision_stands_in_the_ledger_and_the_words_of_the_row_stand_nowhere_twice(bring, ours, world):
    bring([SOPHEA])
    decide(world, Decision(same_as=ours.number))
    row = QuarantinedRow.objects.get()
    entry = Entry.objects.get(action="decide_row")
    assert (row.state, row.sealed, row.wrapped_key) == ("decided", None, None)
    assert ours.number in str(entry.change)
    assert verify_ledger().is_whole


def test_without_a_decision_nothing_happens(bring, ours, world):
    bring([SOPHEA])
    decide(world, Decision())
    assert QuarantinedRow.objects.get().state == "waiting"
    assert Case.objects.count() == 1


def test_decided_twice_is_decided_once(bring, ours, world):
    bring([SOPHEA])
    decide(world, Decision(another=True))
    decide(world, Decision(another=True))
    assert Victim.objects.count() == 2


def test_one_wrong_number_and_none_of_them_is_decided(bring, ours, world):
    bring([SOPHEA, SOPHEA])
    first, second = QuarantinedRow.objects.values_list("pk", flat=True)
    with pytest.raises(ValueError, match="V-NOBODY"):
        decide_rows(
            by=world.officers["investigator"],
            decisions={first: Decision(another=True), second: Decision(same_as="V-NOBODY")},
        )
    assert Victim.objects.count() == 1


def test_left_out_for_good_needs_a_reason_and_is_counted(bring, ours, world):
    bring([SOPHEA])
    discard_row(
        by=world.officers["investigator"], row=QuarantinedRow.objects.get(), reason="Sent twice by the sender"
    )
    assert Batch.objects.get().to_decide == 0


def test_a_row_that_was_mended_is_looked_for_as_well(bring, ours, world):
    bring([[*SOPHEA[:2], "31/02/1999", *SOPHEA[3:]]])
    row, worker = QuarantinedRow.objects.get(), world.officers["investigator"]
    assert not mend_row(by=worker, row=row, changes={"prs_Birthdate": "1999-04-13"})
    batch = Batch.objects.get()
    assert (batch.quarantined, batch.to_decide, Victim.objects.count()) == (0, 1, 1)
    assert mend_row(by=worker, row=row, changes={"prs_FirstName": "Bopha", "prs_Birthdate": "1971-11-30"})
    batch.refresh_from_db()
    assert (batch.imported, batch.to_decide) == (1, 0)


# ## By the file itself


def test_the_same_file_again_adds_nobody_and_decides_nothing(bring, ours):
    bring([SOPHEA, DARA])
    again = bring([SOPHEA, DARA])
    assert (again.imported, again.already_there, again.to_decide) == (0, 2, 0)
    assert Victim.objects.count() == 2


def test_a_column_of_the_file_says_that_she_is_the_same(bring, ours):
    batch = bring([[*SOPHEA, ours.number.lower()]], [*NAMES, "same_as"])
    assert (batch.imported, batch.to_decide, batch.unknown_columns) == (1, 0, [])
    assert Victim.objects.filter(identity=ours.identity).count() == 2


def test_nobody_rules_out_whom_he_was_never_told_of(bring, ours):
    """“Another” in a file that comes for the first time would be a way around the search."""
    header = [*NAMES, "another"]
    assert bring([[*SOPHEA, "yes"]], header).to_decide == 1
    again = bring([[*SOPHEA, "yes"]], header)
    assert (again.decided, again.to_decide) == (1, 0)
    assert Identity.objects.count() == 2


def test_a_number_that_he_can_not_see_decides_nothing(bring, theirs):
    header = [*NAMES, "ជាបុគ្គលដដែលនឹង"]
    assert bring([[*SOPHEA, theirs.number]], header).to_decide == 1
    (fault,) = QuarantinedRow.objects.get().faults
    assert fault["field"] == "same_as"
    assert bring([[*SOPHEA, theirs.number]], header).decided == 0


def test_the_rows_that_wait_leave_as_a_file_and_come_again_decided(bring, ours, world, tmp_path):
    bring([SOPHEA, DARA])
    worker = world.officers["investigator"]
    told = take_rows_to_decide(by=worker, batch=Batch.objects.get())
    head, row = csv.reader(io.StringIO(told))
    assert ours.number in row[head.index("_like")]
    row[head.index("same_as")] = ours.number
    batch = bring([row], head)
    assert (batch.rows, batch.already_there, batch.decided, batch.unknown_columns) == (1, 1, 1, [])
    assert Victim.objects.filter(identity=ours.identity).count() == 2
    assert Entry.objects.filter(action="export_records").count() == 1


def test_the_command_tells_the_rows_that_wait_and_writes_them_down(bring, ours, world, tmp_path):
    """Without a decision nobody is created, and the exit code says that somebody has to decide."""
    file, rows = tmp_path / "cases.csv", tmp_path / "waiting.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([NAMES, SOPHEA, DARA])
    command = ["import", "htcds", "--by", "investigator", "--json"]
    done = CliRunner().invoke(app, [*command, str(file), "--waiting", str(rows)])
    assert done.exit_code == 1
    told = json.loads(done.stdout[: done.stdout.rindex("}") + 1])
    assert (told["imported"], told["to_decide"]) == (1, 1)
    (one,) = told["waiting"]
    assert (one["row"], one["faults"][0]["field"]) == (2, "prs_FirstName")
    assert one["known"][0]["number"] == ours.number
    # Why she is like her is told without the name that is on record.
    assert "Sophea" not in json.dumps(one)
    filled = rows.read_text(encoding="utf-8-sig").replace(",2,,,", f",2,{ours.number},,")
    rows.write_text(filled, encoding="utf-8")
    again = CliRunner().invoke(app, [*command, str(rows)])
    assert again.exit_code == 0
    assert json.loads(again.stdout)["decided"] == 1
    assert Victim.objects.filter(identity=ours.identity).count() == 2


def test_records_of_another_system_are_looked_for_and_keep_the_help_they_tell_of(world):
    load_vocabulary()
    load_field_rules()
    worker = world.officers["investigator"]
    ours = world.victim(world.case(), "investigator")
    client = {
        "global_id": "c1", "given_name": "Sophea", "family_name": "Chan", "gender": "female", "date_of_birth": "1999-04-13",
        "services": [{"uuid": "u1", "name": "Rescue Services", "enrollment_date": "2022-05-02"}],
    }  # fmt: skip
    text = json.dumps({"data": [client, {**client, "global_id": "c2", "date_of_birth": "1971-11-30"}]})
    batch = import_records(by=worker, system="oscar", text=text, file_name="clients.json")
    assert (batch.imported, batch.to_decide) == (1, 1)
    decide(world, Decision(same_as=ours.number))
    victim = Victim.objects.filter(identity=ours.identity).latest("id")
    assert victim.services.get().service_group == "anti_trafficking_rescue"


# ## Who may see what


def test_of_somebody_elsewhere_only_whom_to_ask_is_told(bring, theirs, world):
    bring([SOPHEA])
    (one,) = waiting(world)
    assert one.known.seen == ()
    assert [identity.agency_key.agency.code for identity in one.known.elsewhere] == ["police-12"]
    file = take_rows_to_decide(by=world.officers["investigator"], batch=Batch.objects.get())
    assert "police-12" in file
    assert theirs.number not in file
    with pytest.raises(ValueError, match="You can see nobody"):
        decide(world, Decision(same_as=theirs.number))


def test_whom_he_must_not_learn_of_is_not_found(bring, ours, world):
    """An officer who is barred from a case learns by no file that somebody stands in it: her row comes in."""
    boss, other = world.officers["other_investigator"], world.case("other_investigator")
    bar_officer_from_case(by=boss, case=other, officer=world.officers["investigator"], reason="His sister")
    world.victim(other, "other_investigator", words={"names": ["Keo Bopha"], "birth_date": "1990-06-07"})
    assert bring([["Bopha", "Keo", "1990-06-07", "Feminine", ""]]).imported == 1


def test_a_colleague_who_is_barred_is_not_shown_that_the_row_waits(bring, world):
    """The officer who brought the file sees the case; his colleague is barred from it and sees the file."""
    boss, chief, case = world.officers["investigator"], world.officers["chief"], world.case()
    bar_officer_from_case(by=boss, case=case, officer=chief, reason="His brother-in-law")
    world.victim(case, words={"names": ["Keo Bopha"], "birth_date": "1990-06-07"})
    bring([["Bopha", "Keo", "1990-06-07", "Feminine", ""]], by="investigator")
    assert len(waiting(world, "investigator")) == 1
    assert waiting(world, "chief") == []
    assert not rows_set_aside(Batch.objects.get(), everything=True)
    with pytest.raises(NotAllowed):
        decide(world, Decision(another=True), "chief")


def test_a_colleague_who_would_find_her_himself_decides_in_the_others_place(bring, ours, world):
    bring([SOPHEA])
    Batch.objects.update(brought_by=world.officers["chief"])
    assert len(waiting(world)) == 1
    assert decide(world, Decision(same_as=ours.number)).same == 1


def test_who_may_not_open_the_rows_neither_reads_nor_decides_them(bring, ours, world):
    bring([SOPHEA])
    assert waiting(world, "secretariat") == []
    with pytest.raises(NotAllowed):
        decide(world, Decision(another=True), "secretariat")


def test_reading_the_rows_is_on_record(bring, ours, world):
    bring([SOPHEA])
    waiting(world)
    assert Entry.objects.filter(action="read_rows_to_decide").count() == 1


def test_a_suspect_who_is_known_elsewhere_crosses_their_case_once_he_is_another(bring, world):
    case = world.case("other_investigator")
    world.suspect(case, "other_investigator", words={"names": ["Chan Sophea"], "birth_date": "1999-04-13"})
    header = [*NAMES[:4], "prs_Citizenship", "per_RoleInProcess"]
    bring([["Sophea", "Chan", "1999-04-13", "Feminine", "KH", "Exploiter"]], header)
    assert not Crossing.objects.exists()
    decide(world, Decision(another=True))
    assert Crossing.objects.filter(case=case, kind="suspect").count() == 1


# ## The rule

days = st.dates(min_value=date(1930, 1, 1)).map(lambda day: day.isoformat())
births = (
    st.none() | days | st.integers(1930, 2010).map(str) | st.integers(1930, 2010).map(lambda y: f"{y}-01-01")
)
people = st.fixed_dictionaries(
    {"names": st.lists(st.sampled_from([f"{f} {g}" for f in FAMILY for g in GIVEN]), min_size=1, max_size=2)},
    optional={
        "birth_date": births,
        "phones": st.just(["012 555 019"]),
        "documents": st.sampled_from([["N1"], ["N2"]]),
    },
)


def probably(asked, stored):
    one = Asked(asked)
    return one.is_probably(stored, one.likeness(stored)[0])


@given(people)
def test_everybody_is_probably_herself(words):
    assert probably(words, words)


@given(births, births)
def test_births_fit_or_not_whichever_is_asked(one, other):
    assert births_fit(one, other) == births_fit(other, one)


@given(people, people)
def test_a_number_that_both_share_only_ever_speaks_for_it(one, other):
    shared = [{**words, "phones": ["099 111 222"]} for words in (one, other)]
    if probably(one, other):
        assert probably(*shared)
    assert probably({**one, "documents": ["N9"]}, {**other, "documents": ["N9"]})
