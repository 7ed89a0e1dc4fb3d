"""# Identification: a guide that explains, and interviews that nobody has to give twice

The guide asks for act, means, purpose and the ILO's eleven indicators; it explains what was seen and what was not asked,
and proposes nothing. The three official interviews share their questions, so that the second body reads what the first
was told.
"""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.actions import erase_identity
from sarana.base.vault.models import IdentityOpening
from sarana.base.vault.sealing import Erased
from sarana.publish.papers.interviews import interview_pdf
from sarana.register.cases.actions import share_case
from sarana.register.identification.actions import (
    answer_interview,
    begin_interview,
    end_interview,
    note_screening,
    print_interview,
    read_interview,
)
from sarana.register.identification.models import Interview
from sarana.register.identification.queries import interviews_visible_to
from sarana.register.identification.rules import may_see_interview, seen_in
from sarana.science.palermo import (
    ACTS,
    ELEVEN,
    FORMS,
    GUIDE_VERSION,
    MEANS,
    PARTS,
    PURPOSES,
    Seen,
    Standing,
    elements_seen,
    questions_of,
    support,
)

KHMER = ("\u1780", "\u17ff")


def begin(world: World, victim, by: str = "investigator", **more) -> Interview:
    facts = {
        "form": "police", "interpretation": "own_language", "setting": "safe_room", "consent": "yes", "reason": "To identify her",
        **more,
    }  # fmt: skip
    return begin_interview(by=world.officers[by], victim=victim, **facts)


def test_the_guide_asks_for_every_element_of_the_protocol_and_for_eleven_indicators():
    assert (set(PARTS["act"]), set(PARTS["means"]), set(PARTS["purpose"])) == (ACTS, MEANS, PURPOSES)
    assert [one.code for one in ELEVEN] == [f"FL{n:02}" for n in range(1, 12)]
    for one in ELEVEN:
        assert all(code in PARTS[part] for part, code in one.speaks_for)


def test_every_sentence_of_guide_and_forms_stands_in_both_languages():
    from sarana.science.palermo import ACT_GUIDE, MEANS_GUIDE, PURPOSE_GUIDE

    for one in (*ACT_GUIDE, *MEANS_GUIDE, *PURPOSE_GUIDE, *(i.guidance for i in ELEVEN)):
        assert one.plain_en
        assert one.ask_en.endswith("?")
        assert bool(one.avoid_en) == bool(one.avoid_km)
        for text in (one.plain_km, one.ask_km):
            assert any(KHMER[0] <= sign <= KHMER[1] for sign in text)
    for form in FORMS:
        for questions in questions_of(form).values():
            assert all(any(KHMER[0] <= sign <= KHMER[1] for sign in q.km) for q in questions)


def test_the_short_form_asks_nothing_that_the_detailed_ones_leave_out():
    codes = {form: {q.code for questions in questions_of(form).values() for q in questions} for form in FORMS}
    assert codes["mission"] <= codes["social"] & codes["police"]


def test_what_was_seen_is_explained_and_what_was_not_asked_is_said():
    act, means, purpose = support(
        {
            ("act", "harbouring"): Seen.CLEAR,
            ("means", "threat"): Seen.NOTHING,
            ("indicator", "FL02"): Seen.SOME,
        },
        is_minor=False,
    )
    assert (act.standing, act.clear) == (Standing.SUPPORTED, ("harbouring",))
    assert means.standing is Standing.SOME_SIGNS
    assert means.through == (("FL02", "deception"),)
    assert means.nothing == ("threat",)
    assert (purpose.standing, len(purpose.unasked)) == (Standing.NOTHING_SEEN, len(PURPOSES))


def test_for_a_minor_no_means_is_needed():
    _, means, _ = support({}, is_minor=True)
    assert means.standing is Standing.NOT_NEEDED


answers = st.dictionaries(
    st.sampled_from([(part, code) for part, codes in PARTS.items() for code in codes]),
    st.sampled_from(list(Seen)),
)


@given(answers, st.sampled_from([True, False, None]))
def test_every_answer_is_found_again_in_the_explanation_and_nothing_else_is(given_answers, is_minor):
    for one in support(given_answers, is_minor=is_minor):
        told = (
            dict.fromkeys(one.clear, Seen.CLEAR)
            | dict.fromkeys(one.some, Seen.SOME)
            | dict.fromkeys(one.nothing, Seen.NOTHING)
        )
        assert told == {code: seen for (part, code), seen in given_answers.items() if part == one.part}
        assert {*told, *one.unasked} == set(PARTS[one.part])
    ticked = elements_seen(given_answers)
    for part, codes in ticked.items():
        assert not any(given_answers.get((part, code)) is Seen.NOTHING for code in codes), (
            "asked in vain is never ticked"
        )


def test_an_answer_to_what_the_guide_does_not_ask_is_refused():
    with pytest.raises(ValueError, match="asks for no act"):
        support({("act", "kidnapping"): Seen.CLEAR}, is_minor=False)


def test_a_screening_keeps_the_version_of_the_guide_and_says_no_status(world: World):
    victim = world.victim(world.case())
    officer = world.officers["investigator"]
    screening = begin(world, victim, form="screening")
    note_screening(
        by=officer, interview=screening, part="act", seen={"harbouring": ("clear", "Fourth floor")}
    )
    note_screening(
        by=officer, interview=screening, part="act", seen={"harbouring": ("some", ""), "transfer": ("", "")}
    )
    end_interview(by=officer, interview=screening)
    assert screening.guide_version == GUIDE_VERSION
    assert seen_in(screening.seen.all()) == {("act", "harbouring"): Seen.SOME}
    victim.refresh_from_db()
    assert victim.standing == "none"
    assert not victim.assertions.exists()
    with pytest.raises(ValueError, match="over"):
        note_screening(by=officer, interview=screening, part="act", seen={})


def test_without_consent_nobody_is_interviewed(world: World):
    victim = world.victim(world.case())
    for consent in ("no", "unknown"):
        with pytest.raises(ValueError, match="consent"):
            begin(world, victim, consent=consent)
    with pytest.raises(ValueError, match="future"):
        begin(world, victim, started_at=timezone.now() + timedelta(hours=1))


def test_an_official_interview_is_filled_in_from_vault_and_case_and_the_opening_is_logged(world: World):
    victim = world.victim(world.case(), citizenships=["KH"])
    interview = begin(world, victim)
    words = read_interview(by=world.officers["investigator"], interview=interview)
    assert words["answers"]["names"] == "ចាន់ សុភា · Chan Sophea"
    assert words["sources"]["names"] == "identity"
    assert words["sources"]["sex"] == "case"
    assert IdentityOpening.objects.get().reason == "To identify her"


def test_the_second_body_reads_what_the_first_was_told(world: World):
    case = world.case()
    victim = world.victim(case)
    officer, worker = world.officers["investigator"], world.officers["social_worker"]
    first = begin(world, victim)
    first = answer_interview(
        by=officer, interview=first, answers={"promise": "Work in a shop", "who": "A man called Uncle"}
    )
    end_interview(by=officer, interview=first)
    share_case(by=officer, case=case, agency=world.agencies["social"], reason="Care")
    second = begin(world, victim, "social_worker", form="social")
    words = read_interview(by=worker, interview=second)
    assert words["answers"]["promise"] == "Work in a shop"
    assert words["sources"]["promise"] == first.number
    assert "who" not in words["answers"], "social affairs' form does not ask for those who did it"
    second = answer_interview(by=worker, interview=second, answers={"promise": "Work in a hotel"})
    words = read_interview(by=worker, interview=second)
    assert words["answers"]["promise"] == "Work in a hotel"
    assert "promise" not in words["sources"]
    assert read_interview(by=officer, interview=first)["answers"]["promise"] == "Work in a shop"


def test_a_question_of_another_form_is_refused(world: World):
    mission = begin(world, world.victim(world.case()), form="mission")
    with pytest.raises(ValueError, match="does not ask"):
        answer_interview(by=world.officers["investigator"], interview=mission, answers={"who": "A man"})


def test_what_she_said_stands_nowhere_in_the_database_and_goes_with_her_identity(world: World):
    victim = world.victim(world.case())
    officer = world.officers["investigator"]
    interview = begin(world, victim)
    answer_interview(by=officer, interview=interview, answers={"promise": "Work in a shop"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM identification_interview")
        assert b"shop" not in bytes(cursor.fetchone()[0])
    assert not Entry.objects.filter(change__contains="shop").exists()
    erase_identity(by=world.officers["social_worker"], identity=victim.identity, reason="Her wish")
    interview = Interview.objects.get(pk=interview.pk)
    with pytest.raises(Erased):
        read_interview(by=officer, interview=interview)


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_long_answer_begins_below_its_question_and_goes_on_overleaf(world: World, language):
    """It had been kept in one piece, and what was left of the page before it stayed empty."""
    interview = begin(world, world.victim(world.case()))
    (first, *_others), *_sections = (list(asked) for asked in questions_of("police").values())
    told = "\n".join(f"w{n}." for n in range(60))
    answered = answer_interview(
        by=world.officers["investigator"], interview=interview, answers={first.code: told}
    )
    words = read_interview(by=world.officers["investigator"], interview=answered)
    paper = interview_pdf(answered, words, language=language)
    pages = [set(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper)).pages]
    assert {"w0.", "w5."} <= pages[0]
    assert "w59." in pages[1]
    assert all(sum(f"w{n}." in page for page in pages) == 1 for n in range(60))


def test_printing_takes_a_reason_and_counts_as_an_opening(world: World):
    victim = world.victim(world.case())
    officer = world.officers["investigator"]
    interview = begin(world, victim)
    with pytest.raises(ValueError, match="why"):
        print_interview(by=officer, interview=interview, reason=" ")
    print_interview(by=officer, interview=interview, reason="For the court")
    assert IdentityOpening.objects.filter(reason="For the court").exists()
    for name in ("secretariat", "provincial", "other_investigator"):
        with pytest.raises(NotAllowed):
            print_interview(by=world.officers[name], interview=interview, reason="Curious")
        with pytest.raises(NotAllowed):
            read_interview(by=world.officers[name], interview=interview)


a_few = st.lists(
    st.sampled_from(["secretariat", "investigator", "other_investigator", "chief", "prosecutor"]),
    max_size=3,
    unique=True,
)


@settings(max_examples=20)
@given(team=a_few, barred=a_few, place=st.sampled_from([None, "12", "18"]))
def test_an_interview_is_listed_exactly_for_those_who_may_see_it(world: World, team, barred, place):
    case = world.case(place=world.places.get(place or ""))
    interview = begin(world, world.victim(case))
    case.team.set(world.officers[name] for name in team)
    case.barred.set(world.officers[name] for name in barred)
    for officer in world.officers.values():
        listed = interviews_visible_to(officer).filter(pk=interview.pk).exists()
        assert listed == may_see_interview(officer, Interview.objects.get(pk=interview.pk)), officer.username
