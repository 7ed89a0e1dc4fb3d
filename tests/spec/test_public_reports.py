"""# Reports of the public page

What somebody tells without a name is read by two persons only, goes to the national body and never to those he excludes,
is answered through a box that only his receipt opens, and does not vanish: its row and its line in the ledger stay.
"""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.pages import client_of, text_of

import sarana
from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.queries import trail_of
from sarana.base.vault.sealing import Erased, unseal
from sarana.register.cases.actions import (
    KeptOut,
    bar_officer_from_case,
    hand_over_cases,
    link_report,
    name_to_team,
    share_case,
)
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_see_case, sees_case_by_right
from sarana.register.operations.actions import give_task, plan_operation
from sarana.register.reports.actions import (
    amend_report,
    ask_opening,
    bar_officer_from_report,
    close_report,
    confirm_closing,
    door_agency,
    expire_reports,
    give_receipt,
    grant_opening,
    open_alone,
    read_as_reporter,
    read_messages,
    read_report,
    refuse_closing,
    refuse_opening,
    replace_receipt,
    set_consents,
    share_report,
    write_as_reporter,
    write_to_reporter,
)
from sarana.register.reports.models import Report, ReportMessage, ReportReceipt, WordsOpening
from sarana.register.reports.queries import (
    openings_alone,
    openings_to_decide,
    receipt_shown,
    reports_visible_to,
)
from sarana.register.reports.rules import (
    CONFIRM_WITHIN,
    OPENING_LASTS,
    grouped,
    lookup_of,
    may_read_words,
    may_see_report,
    plain_status,
)


@pytest.fixture
def second(world) -> Officer:
    """Another officer of the secretariat."""
    officer = Officer.objects.create(
        username="second",
        name_km="ទីពីរ",
        name_latin="Second",
        role=Role.SECRETARIAT,
        agency=world.agencies["ncct"],
    )
    world.officers["second"] = officer
    return officer


def opened(world, report, by="secretariat", second="auditor"):
    opening = ask_opening(by=world.officers[by], report=report, motivation="To find the building")
    return grant_opening(by=world.officers[second], opening=opening)


# ------------------------------------------------------------------ two persons open


def test_nobody_reads_a_public_report_alone(world):
    report = world.public_report()
    for officer in world.officers.values():
        with pytest.raises(NotAllowed):
            read_report(by=officer, report=report)
        with pytest.raises(NotAllowed):
            read_messages(by=officer, report=report)


def test_one_asks_another_grants_and_only_the_one_who_asked_reads(world, second):
    report = world.public_report()
    opening = ask_opening(by=world.officers["secretariat"], report=report, motivation="To find the building")
    assert list(openings_to_decide(world.officers["auditor"])) == [opening]
    assert list(openings_to_decide(world.officers["secretariat"])) == []
    with pytest.raises(NotAllowed):
        grant_opening(by=world.officers["secretariat"], opening=opening)
    grant_opening(by=world.officers["auditor"], opening=opening)
    assert "blue gate" in read_report(by=world.officers["secretariat"], report=report)["narrative"]
    for officer in (second, world.officers["auditor"]):
        with pytest.raises(NotAllowed):
            read_report(by=officer, report=report)
    assert {e.action for e in trail_of(report)} >= {"ask_opening", "grant_opening", "read_report"}
    assert trail_of(report).get(action="ask_opening").reason == "To find the building"


def test_an_opening_ends_after_some_hours(world):
    report = world.public_report()
    opening = opened(world, report)
    officer, now = world.officers["secretariat"], timezone.now()
    assert may_read_words(officer, report, now)
    assert not may_read_words(officer, report, now + OPENING_LASTS + timedelta(minutes=1))
    WordsOpening.objects.filter(pk=opening.pk).update(ends_at=now)
    with pytest.raises(NotAllowed):
        read_report(by=officer, report=report)


def test_an_opening_needs_a_motivation_a_refusal_its_reason_and_each_is_decided_once(world):
    report, officer = world.public_report(), world.officers["secretariat"]
    with pytest.raises(ValueError, match="why"):
        ask_opening(by=officer, report=report, motivation=" ")
    opening = ask_opening(by=officer, report=report, motivation="Building")
    with pytest.raises(ValueError, match="already"):
        ask_opening(by=officer, report=report, motivation="Building")
    with pytest.raises(ValueError, match="why"):
        refuse_opening(by=world.officers["auditor"], opening=opening, reason="")
    refuse_opening(by=world.officers["auditor"], opening=opening, reason="Ask the police first")
    with pytest.raises(ValueError, match="decided"):
        grant_opening(by=world.officers["auditor"], opening=opening)
    with pytest.raises(NotAllowed):
        read_report(by=officer, report=report)
    with pytest.raises(ValueError, match="nothing here"):
        ask_opening(by=world.officers["investigator"], report=world.report(), motivation="Mine")


# ------------------------------------------------------------------ one opens, another decides afterwards


def in_danger(world, **more):
    return world.public_report(**{"danger_now": "yes", **more})


def test_where_somebody_is_in_danger_one_opens_alone_and_another_confirms_within_a_day(world):
    report, officer = in_danger(world), world.officers["secretariat"]
    opening = open_alone(by=officer, report=report, motivation="She is beaten tonight; nobody answers")
    assert "blue gate" in read_report(by=officer, report=report)["narrative"]
    assert timedelta(hours=24) == CONFIRM_WITHIN
    assert opening.confirm_by - opening.asked_at < CONFIRM_WITHIN + timedelta(minutes=1)
    assert opening.ends_at < opening.confirm_by

    with pytest.raises(NotAllowed):
        grant_opening(by=officer, opening=opening)
    ends_at = opening.ends_at
    confirmed = grant_opening(by=world.officers["auditor"], opening=opening)
    assert confirmed.decided_by == world.officers["auditor"]
    assert confirmed.ends_at == ends_at
    deeds = trail_of(report)
    assert deeds.get(action="open_alone").reason == "She is beaten tonight; nobody answers"
    assert deeds.filter(action="confirm_opening").exists()


def test_a_second_officer_who_says_no_closes_it_at_once(world):
    report, officer = in_danger(world), world.officers["secretariat"]
    opening = open_alone(by=officer, report=report, motivation="Danger")
    refuse_opening(by=world.officers["auditor"], opening=opening, reason="I was at my desk")
    with pytest.raises(NotAllowed):
        read_report(by=officer, report=report)
    assert list(openings_alone(world.officers["auditor"])) == [opening]


@pytest.mark.parametrize("danger", ["no", "unknown"])
def test_nothing_is_opened_alone_where_nobody_is_in_danger(world, danger):
    with pytest.raises(ValueError, match="in danger now"):
        open_alone(
            by=world.officers["secretariat"], report=in_danger(world, danger_now=danger), motivation="Late"
        )


def test_what_stands_unconfirmed_bars_the_next_opening_alone(world):
    officer, first, next_one = world.officers["secretariat"], in_danger(world), in_danger(world)
    opening = open_alone(by=officer, report=first, motivation="Danger")
    with pytest.raises(ValueError, match="waits for a second officer"):
        open_alone(by=officer, report=next_one, motivation="Danger as well")
    ask_opening(by=officer, report=next_one, motivation="Danger as well")
    grant_opening(by=world.officers["auditor"], opening=opening)
    open_alone(by=officer, report=next_one, motivation="Danger as well")
    assert next_one.openings.count() == 1  # the request that waited became the opening


def test_opening_alone_needs_a_written_reason_and_the_right_to_see_the_report(world, second):
    report = in_danger(world)
    with pytest.raises(ValueError, match="why"):
        open_alone(by=world.officers["secretariat"], report=report, motivation=" ")
    for name in ("investigator", "prosecutor", "embassy", "administrator"):
        with pytest.raises(NotAllowed):
            open_alone(by=world.officers[name], report=report, motivation="Danger")
    bar_officer_from_report(
        by=second, report=report, officer=world.officers["secretariat"], reason="Named in it"
    )
    with pytest.raises(NotAllowed):
        open_alone(by=world.officers["secretariat"], report=report, motivation="Danger")


def test_the_standing_list_is_for_those_who_decide_and_hides_what_they_may_not_see(world, second):
    report = in_danger(world)
    opening = open_alone(by=second, report=report, motivation="Danger")
    assert list(openings_to_decide(world.officers["auditor"])) == [opening]
    for name in ("secretariat", "auditor"):
        assert list(openings_alone(world.officers[name])) == [opening]
    for name in ("investigator", "provincial", "ngo_worker", "administrator"):
        assert list(openings_alone(world.officers[name])) == []
    bar_officer_from_report(
        by=second, report=report, officer=world.officers["secretariat"], reason="Named in it"
    )
    assert list(openings_alone(world.officers["secretariat"])) == []


def test_the_database_itself_opens_nothing_for_one_person_without_the_mark(world):
    opening = ask_opening(by=world.officers["secretariat"], report=in_danger(world), motivation="Danger")
    with pytest.raises(IntegrityError), transaction.atomic():
        WordsOpening.objects.filter(pk=opening.pk).update(ends_at=timezone.now() + OPENING_LASTS)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordsOpening.objects.filter(pk=opening.pk).update(alone=True)


def test_the_database_itself_refuses_one_person_in_two_roles(world):
    opening = ask_opening(
        by=world.officers["secretariat"], report=world.public_report(), motivation="Building"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        WordsOpening.objects.filter(pk=opening.pk).update(decided_by=world.officers["secretariat"])


def test_who_was_barred_after_he_asked_neither_reads_nor_grants(world, second):
    report = world.public_report()
    opened(world, report)
    bar_officer_from_report(
        by=second, report=report, officer=world.officers["secretariat"], reason="Named in it"
    )
    with pytest.raises(NotAllowed):
        read_report(by=world.officers["secretariat"], report=report)
    opening = ask_opening(by=second, report=report, motivation="Building")
    with pytest.raises(NotAllowed):
        grant_opening(by=world.officers["secretariat"], opening=opening)


def test_no_other_code_unseals_a_report(world):
    """The words go through ``read_report`` and ``_conversation``; nothing else in the product opens them."""
    package = Path(sarana.__file__).parent
    opening = re.compile(r"unseal\(\s*(?:report|message|found_report)\b")
    allowed = {"entry.py", "messages.py"}
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "register.reports" in text and opening.search(text):
            assert file.parent == package / "register" / "reports" / "actions", file
            assert file.name in allowed, file


# ------------------------------------------------------------------ where it goes


def test_it_goes_to_the_national_body_not_to_the_unit_nearest_the_place(world):
    agency = door_agency("")
    assert agency == world.agencies["ncct"]
    report = world.public_report()
    for near in ("investigator", "provincial", "chief"):
        assert not may_read_words(world.officers[near], report, timezone.now())
    assert door_agency("police, social", [world.agencies["police"]]) == world.agencies["social"]
    assert door_agency("", [world.agencies["ncct"]]) is None
    assert door_agency("nobody") is None


def test_it_is_shared_as_far_as_the_reporter_allows_and_words_stay_closed(world):
    by = world.officers["secretariat"]
    report = world.public_report(excluded_provinces=[world.places["12"]])
    for refused in ("shelter", "embassy", "police-12"):
        with pytest.raises(ValueError, match="does not want"):
            share_report(by=by, report=report, agency=world.agencies[refused], reason="A bed")
    share_report(by=by, report=report, agency=world.agencies["police-18"], reason="To go there")
    with pytest.raises(NotAllowed):
        read_report(by=world.officers["investigator"], report=report)
    opening = ask_opening(by=world.officers["investigator"], report=report, motivation="To go there")
    grant_opening(by=by, opening=opening)
    assert read_report(by=world.officers["investigator"], report=report)["building"].startswith("Mekong")


def test_consent_taken_back_takes_sight_away(world):
    report = world.public_report(consents={"rescue": True, "ngo": True})
    by = world.officers["secretariat"]
    share_report(by=by, report=report, agency=world.agencies["shelter"], reason="A bed")
    set_consents(receipt=receipt_shown(world.receipts["last"]), consents={"rescue": True})
    report.refresh_from_db()
    assert (report.consent_rescue, report.consent_ngo) == (True, False)
    assert not report.shared_with.exists()
    assert "shelter" in trail_of(report).get(action="set_consents").change


# ------------------------------------------------------------------ receipts and messages


def test_of_a_receipt_only_a_slow_hash_is_kept(world):
    world.public_report()
    digits, kept = world.receipts["last"], ReportReceipt.objects.get()
    assert re.fullmatch(r"\d{16}", digits)
    assert re.fullmatch(r"\d{3} \d{3} \d{3} \d{3} \d{4}", grouped(digits))
    assert kept.slow_hash.startswith("$argon2id$")
    assert digits not in kept.slow_hash
    assert len(bytes(kept.lookup)) == 3
    assert receipt_shown(grouped(digits)) == kept
    khmer = digits.translate(str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩"))
    assert receipt_shown(f" {khmer} ") == kept
    for wrong in ("", "12", f"{(int(digits) + 1) % 10**16:016}", digits + "1", "x" * 200):
        assert receipt_shown(wrong) is None


def test_two_receipts_may_share_their_lookup(world):
    first, second = world.public_report(key="a"), world.public_report(key="b")
    ReportReceipt.objects.filter(report=second).update(lookup=lookup_of(world.receipts["a"]))
    assert receipt_shown(world.receipts["a"]).report == first


def test_the_box_goes_both_ways_and_the_status_tells_five_words(world):
    report = world.public_report()
    receipt = receipt_shown(world.receipts["last"])
    assert plain_status(report, has_answer=False) == "received"
    write_to_reporter(by=world.officers["secretariat"], report=report, text="Which floor?")
    assert [text for _, text in read_as_reporter(receipt=receipt)] == ["Which floor?"]
    write_as_reporter(receipt=receipt, text="The fourth")
    opened(world, report)
    told = read_messages(by=world.officers["secretariat"], report=report)
    assert [text for _, text in told] == ["Which floor?", "The fourth"]
    assert ReportMessage.objects.filter(is_read=False).count() == 0
    for message in ReportMessage.objects.all():
        assert b"fourth" not in bytes(message.sealed)
    with pytest.raises(ValueError, match="Write something"):
        write_as_reporter(receipt=receipt, text="  ")


def test_a_caller_gets_a_receipt_from_the_operator_and_replaces_it(world):
    report, by = world.report(), world.officers["investigator"]
    digits = give_receipt(by=by, report=report)
    with pytest.raises(ValueError, match="already"):
        give_receipt(by=by, report=report)
    fresh = replace_receipt(receipt=receipt_shown(digits))
    assert receipt_shown(digits) is None
    assert receipt_shown(fresh).report == report
    with pytest.raises(ValueError, match="already"):
        give_receipt(by=world.officers["secretariat"], report=world.public_report())


def test_whom_the_reporter_keeps_out_is_drawn_into_nothing_that_comes_of_it(world):
    """Neither the province's own police nor another body, by the case, its team or owner, nor by the operation."""
    chief, local = world.officers["chief"], world.officers["investigator"]
    report = world.public_report(
        agency=world.agencies["police"],
        excluded_provinces=[world.places["18"]],
        excluded_agencies=[world.agencies["immigration"]],
    )
    case = world.case("chief", agency=world.agencies["police"], reports=[report])
    day = timezone.localdate()
    planned = {"by": chief, "kind": "raid", "place": world.places["18"], "planned_for": day}
    operation = plan_operation(cases=[case], **planned)
    for draw in (
        lambda: share_case(by=chief, case=case, agency=world.agencies["immigration"], reason="Papers"),
        lambda: share_case(by=chief, case=case, agency=world.agencies["court-18"], reason="Charges"),
        lambda: name_to_team(by=chief, case=case, officer=local),
        lambda: hand_over_cases(by=chief, cases=[case], to=local, reason="He is nearer"),
        lambda: give_task(by=chief, operation=operation, kind="transport", officer=local),
        lambda: give_task(
            by=chief, operation=operation, kind="transport", agency=world.agencies["police-18"]
        ),
        lambda: plan_operation(cases=[case], team=[local], **planned),
        lambda: plan_operation(reports=[report], lead_agency=world.agencies["police-18"], **planned),
    ):
        with pytest.raises(ValueError, match="keeps this body or province out"), transaction.atomic():
            draw()
    share_case(by=chief, case=case, agency=world.agencies["social"], reason="A bed")
    give_task(by=chief, operation=operation, kind="transport", agency=world.agencies["police-12"])


def test_whom_the_reporter_keeps_out_leaves_the_case_before_the_report_is_linked_to_it(world):
    """They would not read it, but see what comes of it; whoever links it is asked first, and the case stays as it was."""
    chief, local = world.officers["chief"], world.officers["investigator"]
    social, fled = world.agencies["social"], world.agencies["immigration"]
    wishes = {"excluded_provinces": [world.places["18"]], "excluded_agencies": [fled]}
    report = world.public_report(agency=world.agencies["police"], **wishes)
    case = world.case("chief", agency=world.agencies["police"])
    case.partners.add(fled, social)
    case.team.add(local, world.officers["other_investigator"])
    with pytest.raises(KeptOut) as refused, transaction.atomic():
        link_report(by=chief, case=case, report=report)
    assert set(refused.value.whom) == {fled, local}
    assert (case.reports.count(), case.partners.count(), case.team.count()) == (0, 2, 2)
    link_report(by=chief, case=case, report=report, let_out=True)
    assert list(case.partners.all()) == [social]
    assert list(case.team.all()) == [world.officers["other_investigator"]]
    entry = trail_of(case).get(action="link_report")
    assert json.loads(entry.change)["let_out"] == [fled.code, str(local.pk)]
    assert not sees_case_by_right(local, Case.objects.get())


def test_a_report_is_not_linked_to_a_case_of_those_whom_its_reporter_keeps_out(world):
    chief = world.officers["chief"]
    report = world.public_report(agency=world.agencies["police"], excluded_provinces=[world.places["18"]])
    case = world.case("investigator")
    for let_out in (False, True):
        with pytest.raises(ValueError, match="open a case of its own"), transaction.atomic():
            link_report(by=chief, case=case, report=report, let_out=let_out)


def test_the_page_asks_before_it_lets_somebody_out(world, settings):
    settings.DEMONSTRATION = True
    chief, fled = world.officers["chief"], world.agencies["immigration"]
    report = world.public_report(agency=world.agencies["police"], excluded_agencies=[fled])
    case = world.case("chief", agency=world.agencies["police"])
    case.partners.add(fled)
    client = client_of(world, "chief")
    sent = {"link-case": case.number.lower()}
    asked = client.post(f"/reports/{report.number}/link/", sent)
    assert asked.status_code == 422
    assert "The reporter keeps somebody out who takes part in this case" in text_of(asked)
    assert fled.name_en in text_of(asked)
    assert not case.reports.exists()
    done = client.post(f"/reports/{report.number}/link/", {**sent, "link-let_out": "on"})
    assert done.url == f"/cases/{case.number}/"
    assert not case.partners.exists()
    assert chief == case.owner


def test_a_caller_keeps_a_province_or_a_body_out_as_well(world):
    """What is told by telephone is no less dangerous than what is typed."""
    chief, told = world.officers["chief"], {"place": world.places["18"], "agency": world.agencies["police"]}
    report = world.report(
        "chief", excluded_provinces=[world.places["18"]], excluded_agencies=[world.agencies["ncct"]], **told
    )
    assert may_see_report(chief, report)
    for who in ("investigator", "provincial", "secretariat", "auditor"):
        assert not may_see_report(world.officers[who], report)
        assert not reports_visible_to(world.officers[who]).exists()
    for by, out in (("investigator", {"excluded_provinces": [world.places["18"]]}),
                    ("chief", {"excluded_agencies": [world.agencies["police"]]})):  # fmt: skip
        with pytest.raises(ValueError, match="somebody else must record"), transaction.atomic():
            world.report(by, **out)
    assert Report.objects.count() == 1


# ------------------------------------------------------------------ closing


def test_what_is_called_vague_is_closed_by_a_supervisor_and_not_by_a_colleague(world):
    colleague = Officer.objects.create(
        username="colleague",
        name_km="មិត្ត",
        name_latin="Colleague",
        role=Role.INVESTIGATOR,
        agency=world.agencies["police-18"],
    )
    asked = {"because": "vague", "reason": "No building named", "asked_how": "No answer to three calls"}
    for supervisor in ("chief", "secretariat"):
        report = close_report(by=world.officers["investigator"], report=world.report(), **asked)
        assert may_see_report(colleague, report)
        with pytest.raises(ValueError, match="supervisor"):
            confirm_closing(by=colleague, report=report)
        assert confirm_closing(by=world.officers[supervisor], report=report).state == "closed"


def test_where_the_reporter_keeps_every_supervisor_out_a_second_officer_decides(world):
    report = world.public_report(agency=world.agencies["police"], excluded_agencies=[world.agencies["ncct"]])
    second = Officer.objects.create(
        username="deputy", name_km="រង", name_latin="Deputy", role=Role.INVESTIGATOR, agency=world.agencies["police"]
    )  # fmt: skip
    close_report(
        by=world.officers["chief"],
        report=report,
        because="vague",
        reason="No street",
        question="Which street?",
    )
    assert confirm_closing(by=second, report=report).state == "closed"


def test_what_is_called_vague_needs_a_question_back_and_a_second_officer(world):
    report, by = world.report(), world.officers["investigator"]
    with pytest.raises(ValueError, match="how the reporter was asked"):
        close_report(by=by, report=report, because="vague", reason="No building named")
    asked = {
        "because": "vague",
        "reason": "No building named",
        "asked_how": "The number did not answer twice",
    }
    report = close_report(by=by, report=report, **asked)
    assert (report.state, report.closed_at) == ("to_close", None)
    with pytest.raises(ValueError, match="Another officer"):
        confirm_closing(by=by, report=report)
    report = refuse_closing(by=world.officers["chief"], report=report, reason="The caller named a market")
    assert (report.state, report.closure_reason) == ("acknowledged", "")
    report = close_report(by=by, report=report, **asked)
    report = confirm_closing(by=world.officers["chief"], report=report)
    assert (report.state, report.closure_reason) == ("closed", "vague")
    with pytest.raises(ValueError, match="open"):
        close_report(by=by, report=report, **asked)


def test_where_there_is_a_box_the_question_goes_there(world, second):
    report, by = world.public_report(), world.officers["secretariat"]
    with pytest.raises(ValueError, match="message box"):
        close_report(by=by, report=report, because="vague", reason="No street", asked_how="Not possible")
    close_report(by=by, report=report, because="vague", reason="No street", question="Which street?")
    receipt = receipt_shown(world.receipts["last"])
    assert [text for _, text in read_as_reporter(receipt=receipt)] == ["Which street?"]


def test_a_public_report_is_closed_by_two_for_any_reason(world, second):
    report = world.public_report()
    report = close_report(
        by=world.officers["secretariat"], report=report, because="unfounded", reason="Empty house"
    )
    assert report.state == "to_close"
    assert confirm_closing(by=second, report=report).state == "closed"


# ------------------------------------------------------------------ nothing vanishes


def test_a_report_cannot_be_hidden_by_keeping_everybody_from_it(world):
    """Of those who watch over reports one at least goes on seeing it."""
    report, case, by = world.report("chief"), world.case("chief"), world.officers["chief"]
    for hide, record in (
        (bar_officer_from_report, {"report": report}),
        (bar_officer_from_case, {"case": case}),
    ):
        hide(by=by, officer=world.officers["auditor"], reason="Named", **record)
        with pytest.raises(ValueError, match="Nobody who watches"):
            hide(by=by, officer=world.officers["secretariat"], reason="Named as well", **record)
    assert may_see_report(world.officers["secretariat"], report)
    assert may_see_case(world.officers["secretariat"], case)


def test_every_path_leaves_the_row_and_the_chain(world, second):
    by, case = world.officers["secretariat"], world.case()
    closed, expired, linked, barred = (world.public_report(key=str(n)) for n in range(4))
    numbers = set(Report.objects.values_list("number", flat=True))
    close_report(by=by, report=closed, because="withdrawn", reason="He asked for it")
    confirm_closing(by=second, report=closed)
    Report.objects.filter(pk=expired.pk).update(received_at=timezone.now() - timedelta(days=91))
    expire_reports(now=timezone.now())
    case.reports.add(linked)
    bar_officer_from_report(by=by, report=barred, officer=by, reason="Named in it")
    amend_report(by=second, report=barred, seen_version=1, changes={"danger_now": "no"})
    assert set(Report.objects.values_list("number", flat=True)) == numbers
    for report in (closed, expired, linked, barred):
        assert trail_of(report).filter(action="receive_report").count() == 1
    assert verify_ledger().is_whole
    with pytest.raises(ValueError, match="stays one"):
        amend_report(by=second, report=barred, seen_version=2, changes={"channel": "hotline"})


def test_after_ninety_days_the_words_are_destroyed_and_the_row_is_counted(world):
    old, fresh, in_case, talked = (world.public_report(key=str(n)) for n in range(4))
    staff, case = world.report(), world.case()
    long_ago = timezone.now() - timedelta(days=91)
    Report.objects.exclude(pk=fresh.pk).update(received_at=long_ago)
    case.reports.add(in_case)
    write_as_reporter(receipt=receipt_shown(world.receipts["3"]), text="Still here")
    write_to_reporter(by=world.officers["secretariat"], report=old, text="Which floor?")
    ReportMessage.objects.filter(report=old).update(sent_at=long_ago)
    assert expire_reports(now=timezone.now()) == 1
    assert expire_reports(now=timezone.now()) == 0
    old.refresh_from_db()
    assert (old.sealed, old.wrapped_key, old.danger_now, old.place_id) == (None, None, "yes", "18")
    assert old.expired_at
    with pytest.raises(Erased):
        unseal(old)
    assert not old.tokens.exists()
    assert not ReportMessage.objects.filter(report=old).exclude(sealed=None).exists()
    assert receipt_shown(world.receipts["0"]) is None
    for kept in (fresh, in_case, talked, staff):
        kept.refresh_from_db()
        assert unseal(kept)["narrative"]


def test_an_operation_order_carries_the_number_alone(world):
    report = world.report()
    unseen = world.report("other_investigator", place=world.places["12"])
    with pytest.raises(NotAllowed):
        plan_operation(
            by=world.officers["investigator"],
            kind="raid",
            place=world.places["18"],
            planned_for=timezone.localdate(),
            reports=[report, unseen],
        )
    operation = plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=timezone.localdate(),
        words={"plan": "Two cars at the back"},
        reports=[report],
    )
    assert unseal(operation) == {"plan": "Two cars at the back"}
    assert list(operation.reports.values_list("number", flat=True)) == [report.number]
    assert "Twelve people" not in " ".join(e.reason + e.change for e in trail_of(operation))
