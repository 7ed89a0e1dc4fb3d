"""The review desk: rows get a word, words add up to a precision, confirmed numbers are kept, wrong ones noted, spokespersons asked."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sarana.measure.press.actions import (
    ask_spokesperson,
    keep_check,
    link_promise,
    link_text,
    note_answer,
    note_erratum,
    publish_row,
    review_row,
)
from sarana.measure.press.desk import links_of, precision_per_method
from sarana.measure.press.enums import ReviewWord, TextState
from sarana.measure.press.models import FollowUp, PromiseLink, PublishedErratum, PublishedFigure, TextLink
from sarana.measure.press.rules import row_at, rows_of, state_of_question
from sarana.register.plans.actions import add_measure, add_pillar, draft_plan
from sarana.register.plans.enums import PlanState
from sarana.science.statements import Figure
from sarana.science.statements.preflight import preflight
from sarana.web.views.preflight import _definition

STORY = (
    "Police spokesman Chea Invented said on Monday that police opened 150 cases in 2021.\n\n"
    "“Nobody is above the law,” Chea Invented said.\n\n"
    "Cases rose from 100 in 2020 to 150 in 2021.\n"
)


@pytest.fixture
def desk(world):
    return world.officers["statistician"]


@pytest.fixture
def story(desk):
    return keep_check(
        by=desk,
        title="",
        text=STORY,
        published_on=date(2022, 9, 5),
        snapshot=None,
        address="https://post.example/1",
    )


def test_rows_are_claims_and_statements_without_claims_in_order(story):
    rows = rows_of(story.result)
    assert [row.place for row in rows] == ["s1c1", "s2", "n1", "n2"]
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert rows[0].method == "cue"
    assert rows[-1].method == "narrated"
    assert row_at(story.result, "s9") is None


def test_the_last_word_counts_and_the_last_row_ends_the_review(story, desk):
    for row in rows_of(story.result):
        assert story.state == TextState.NEW
        review_row(by=desk, checked=story, place=row.place, word=ReviewWord.ACCEPT)
    assert story.state == TextState.REVIEWED
    review_row(by=desk, checked=story, place="s1c1", word=ReviewWord.WRONG_VERDICT)
    review_row(by=desk, checked=story, place="n1", word=ReviewWord.WRONG_NUMBER)
    told = {one.method: (one.seen, one.right, one.verdicts_right) for one in precision_per_method()}
    assert told["narrated"] == (2, 1, 1)
    assert told["cue"][1] - told["cue"][2] == 1
    assert all(one.low <= one.share <= one.high for one in precision_per_method())


def test_only_a_confirmed_number_with_period_and_address_is_kept_and_once(story, desk):
    with pytest.raises(ValueError, match="Review it first"):
        publish_row(by=desk, checked=story, place="s1c1")
    review_row(by=desk, checked=story, place="s1c1", word=ReviewWord.ACCEPT)
    figure = publish_row(by=desk, checked=story, place="s1c1")
    assert (figure.indicator, figure.value, figure.period_start) == ("cases", "150", date(2021, 1, 1))
    assert figure.source == "https://post.example/1"
    with pytest.raises(ValueError, match="on file already"):
        publish_row(by=desk, checked=story, place="s1c1")
    review_row(by=desk, checked=story, place="s2", word=ReviewWord.ACCEPT)
    with pytest.raises(ValueError, match="no number"):
        publish_row(by=desk, checked=story, place="s2")


def test_an_erratum_changes_no_number_and_adds_the_right_one(story, desk):
    review_row(by=desk, checked=story, place="s1c1", word=ReviewWord.ACCEPT)
    figure = publish_row(by=desk, checked=story, place="s1c1")
    with pytest.raises(ValueError, match="Say where"):
        note_erratum(by=desk, figure=figure, words="Nine were counted twice.", value="141")
    noted = note_erratum(
        by=desk, figure=figure, words="Nine were counted twice.", value="141", source="https://post.example/2"
    )
    figure.refresh_from_db()
    assert (figure.value, noted.replaced_by.value) == ("150", "141")


def test_a_question_is_open_then_overdue_then_answered(story, desk):
    today = timezone.localdate()
    with pytest.raises(ValueError, match="past"):
        ask_spokesperson(
            by=desk, checked=story, place="s1c1", spokesperson="A", question="B", due_on=today - timedelta(1)
        )
    asked = ask_spokesperson(
        by=desk, checked=story, place="s1c1", spokesperson="A", question="B", due_on=today
    )
    assert state_of_question(today, None, today) == "open"
    assert state_of_question(today, None, today + timedelta(1)) == "overdue"
    note_answer(by=desk, asked=asked, answer="It was 141.", answered_on=today)
    with pytest.raises(ValueError, match="answered already"):
        note_answer(by=desk, asked=asked, answer="No.", answered_on=today)


def test_a_link_to_a_case_is_made_and_seen_by_those_who_see_the_case(story, world):
    secretariat = world.officers["secretariat"]
    case = world.case()
    link_text(by=secretariat, checked=story, case=case.number.lower())
    assert links_of(secretariat, story).count() == 1
    assert not links_of(world.officers["statistician"], story).exists()
    with pytest.raises(ValueError, match="that you may see"):
        link_text(by=world.officers["statistician"], checked=story, case=case.number)
    with pytest.raises(ValueError, match="one at a time"):
        link_text(by=secretariat, checked=story)
    assert TextLink.objects.count() == 1


def test_the_pages_work_without_javascript(client, desk, story):
    client.force_login(desk)
    address = reverse("web:press-review", args=[story.pk])
    assert "s1c1" in client.get(address).text
    answer = client.post(address, {"place": "s1c1", "word": "accept"})
    assert answer["Location"].endswith("#s2")
    assert client.post(address, {"place": "s9", "word": "accept"}).status_code == 404
    assert (
        client.post(reverse("web:press-publish", args=[story.pk]), {"place": "s1c1"}, follow=True).status_code
        == 200
    )
    figure = PublishedFigure.objects.get()
    due = f"{timezone.localdate():%d/%m/%Y}"
    client.post(
        reverse("web:press-ask", args=[story.pk, "s1c1"]),
        {"spokesperson": "A", "question": "Why 150?", "due_on": due},
    )
    assert "Why 150?" in client.get(reverse("web:press-questions")).text
    client.post(
        reverse("web:press-answer", args=[FollowUp.objects.get().pk]),
        {"answer": "So it was.", "answered_on": due},
    )
    client.post(reverse("web:press-erratum-new", args=[figure.pk]), {"words": "Counted twice"})
    assert PublishedErratum.objects.count() == 1
    for name in ("press-questions", "press-errata", "press-precision"):
        assert client.get(reverse(f"web:{name}")).status_code == 200
        assert client.get(reverse(f"web:{name}"), {"as": "csv"}).status_code == 200
    page = client.get(reverse("web:press-check", args=[story.pk])).text
    assert "So it was." in page
    client.post(reverse("web:press-state", args=[story.pk]), {"state": "set_aside"})
    story.refresh_from_db()
    assert story.state == TextState.SET_ASIDE


def test_who_does_not_keep_the_desk_reads_and_changes_nothing(client, world, story):
    client.force_login(world.officers["provincial"])
    assert client.get(reverse("web:press-precision")).status_code == 200
    assert (
        client.post(
            reverse("web:press-review", args=[story.pk]), {"place": "s1", "word": "accept"}
        ).status_code
        == 403
    )


PROMISE = "Minister Chea Invented said on Monday that the government will open new shelters for victims."


@pytest.fixture
def shelters(world):
    """A plan in force on the day of the story, with a measure about shelters and one about passports."""
    by = world.officers["secretariat"]
    first, last = date(2022, 1, 1), date(2060, 12, 31)
    plan = draft_plan(by=by, title_km="ផែនការ", title_en="An invented plan", starts_on=first, ends_on=last)
    pillar = add_pillar(by=by, plan=plan, order=1, title_km="ការពារ", title_en="Protection")
    measures = [
        add_measure(
            by=by, parent=pillar, code=f"1.{number}", title_km=km, title_en=en, lead_agency=by.agency, starts_on=first, due_on=last,
        )
        for number, km, en in ((1, "ពិនិត្យលិខិតឆ្លងដែន", "Check passports"), (2, "បើកទីជម្រកថ្មី", "Open shelters for victims"))
    ]  # fmt: skip
    plan.state = PlanState.ADOPTED
    plan.save()
    return measures[1]


def test_a_commitment_is_held_against_the_plan_and_seen_on_both_pages(client, desk, shelters):
    story = keep_check(by=desk, title="A", text=PROMISE, published_on=date(2022, 9, 5), snapshot=None)
    (row,) = rows_of(story.result)
    client.force_login(desk)
    address = reverse("web:press-promise", args=[story.pk, row.place])
    assert address in client.get(reverse("web:press-review", args=[story.pk])).text
    offered = client.get(address).context["form"].fields["node"].choices
    assert [name for _key, name in offered[1:]] == [
        f"{shelters.code} {shelters.title}"
    ]  # what shares no word is not offered
    assert client.post(address, {"node": "", "code": "9.9.9"}).status_code == 422
    assert client.post(address, {"node": str(shelters.pk), "code": ""})["Location"].endswith(f"#{row.place}")
    node_page = reverse("web:node", args=[shelters.pk])
    assert node_page in client.get(reverse("web:press-check", args=[story.pk])).text
    shown = client.get(node_page).text
    assert "will open new shelters" in shown
    assert reverse("web:press-check", args=[story.pk]) in shown
    client.post(address, {"node": "", "code": shelters.code})
    assert PromiseLink.objects.get().node == shelters
    client.post(address, {"node": "", "code": ""})
    assert not PromiseLink.objects.exists()


def test_only_a_commitment_is_held_against_the_plan(story, desk, shelters):
    with pytest.raises(ValueError, match="commits himself"):
        link_promise(by=desk, checked=story, place="s1c1", node=shelters)


def test_a_choice_in_a_speech_is_named_in_the_language_of_the_page():
    record = [
        Figure("victims_rescued", Decimal(351), date(2021, 1, 1), date(2021, 12, 31), "NCCT"),
        Figure("victims_rescued", Decimal(390), date(2021, 1, 1), date(2021, 12, 31), "National Police"),
    ]
    (told,) = preflight("In 2021 we rescued 500 victims.", record, said_on=date(2022, 9, 5))
    with override("en"):
        assert "Victims rescued, the National Police, 2021" in {_definition(one) for one in told.choices}
    with override("km"):
        named = [_definition(one) for one in told.choices]
    assert len(named) == 2
    assert not any(re.search(r"[a-z]{3}", one) for one in named), named
