"""# A review says of every measure what becomes of it, and what is left goes into the next plan

Nothing is closed before each unfinished measure has its verdict. What changes becomes one amendment that has to be adopted by a
legal act; what is carried over stands in the draft of the next plan and says where it came from.
"""

from datetime import date

import pytest

from sarana.register.plans.actions import add_measure, add_objective, add_pillar, draft_plan, set_plan_state
from sarana.register.plans.models import Node
from sarana.register.reporting.actions import close_review, judge_node, open_review

FIRST, LAST = date(2019, 1, 1), date(2023, 12, 31)


@pytest.fixture
def former(world):
    """A plan with a measure under an objective, and one under the strategy itself."""
    by = world.officers["secretariat"]
    plan = draft_plan(by=by, title_km="ក", title_en="Former", starts_on=FIRST, ends_on=LAST)
    pillar = add_pillar(by=by, plan=plan, title_km="យ", title_en="Prevention")
    objective = add_objective(by=by, parent=pillar, code="1.0", title_km="គ", title_en="Teach")
    for parent, code in ((objective, "1.1"), (pillar, "1.2")):
        add_measure(
            by=by, parent=parent, code=code, title_km=f"វ {code}", title_en=f"Measure {code}", starts_on=FIRST,
            due_on=date(2022, 1, 1), lead_agency=world.agencies["police"], partners=[world.agencies["shelter"]],
        )  # fmt: skip
    set_plan_state(by=by, plan=plan, state="adopted", on=FIRST)
    return plan


def judged(by, review, verdict, *codes, **more):
    for code in codes:
        judge_node(
            by=by,
            review=review,
            node=review.plan.nodes.get(code=code),
            verdict=verdict,
            text_en="So.",
            **more,
        )


def test_what_is_left_is_carried_into_the_next_plan_once_and_says_where_it_came_from(world, former):
    by = world.officers["secretariat"]
    review = open_review(by=by, plan=former, kind="final")
    draft = draft_plan(
        by=by, title_km="ថ", title_en="Next", starts_on=date(2024, 1, 1), ends_on=date(2028, 12, 31)
    )
    judged(by, review, "carry", "1.1")
    with pytest.raises(ValueError, match="no verdict yet"):
        close_review(by=by, review=review, next_plan=draft)
    judged(by, review, "carry", "1.2")
    with pytest.raises(ValueError, match="draft of the next plan"):
        close_review(by=by, review=review)
    assert not Node.objects.filter(plan=draft).exists()
    close_review(by=by, review=review, next_plan=draft)
    carried = Node.objects.filter(plan=draft, kind="measure").order_by("code")
    assert [(node.code, node.carried_from.code) for node in carried] == [("1.1", "1.1"), ("1.2", "1.2")]
    assert carried[0].parent.kind == "objective"
    assert carried[0].partners.get().code == "shelter"
    assert carried[0].starts_on == date(2024, 1, 1)
    assert Node.objects.filter(plan=draft, kind="pillar").count() == 1
    with pytest.raises(ValueError, match="review is closed"):
        judged(by, review, "carry", "1.1")


def test_what_changes_becomes_one_amendment_that_is_still_to_be_adopted(world, former):
    by = world.officers["secretariat"]
    review = open_review(by=by, plan=former, kind="annual")
    judged(by, review, "change", "1.1", new_due_on=date(2023, 6, 30))
    judged(by, review, "drop", "1.2")
    review = close_review(by=by, review=review)
    assert {change.field for change in review.amendment.changes.all()} == {"due_on", "dropped_on"}
    assert former.nodes.get(code="1.1").due_on == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("kind", "verdict", "more", "why"),
    [
        ("annual", "carry", {}, "final review only"),
        ("final", "finished", {}, "noted as done"),
        ("annual", "change", {}, "later day"),
        ("annual", "change", {"new_due_on": date(2024, 6, 1)}, "after the end of the plan"),
    ],
)
def test_a_verdict_fits_its_measure(world, former, kind, verdict, more, why):
    by = world.officers["secretariat"]
    review = open_review(by=by, plan=former, kind=kind)
    with pytest.raises(ValueError, match=why):
        judged(by, review, verdict, "1.1", **more)


def test_one_review_at_a_time_and_only_of_a_plan_in_force(world, former):
    by = world.officers["secretariat"]
    open_review(by=by, plan=former, kind="annual")
    with pytest.raises(ValueError, match="is open"):
        open_review(by=by, plan=former, kind="final")
    draft = draft_plan(by=by, title_km="ថ", title_en="N", starts_on=FIRST, ends_on=LAST)
    with pytest.raises(ValueError, match="in force"):
        open_review(by=by, plan=draft, kind="annual")
