from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.meetings.actions import open_action_by_rule
from sarana.register.plans.enums import Priority, Rag
from sarana.register.plans.models import Node
from sarana.register.plans.queries import standings
from sarana.register.plans.rules import STEPS_APART, binds, steps_apart
from sarana.register.reporting.models import Rating
from sarana.register.reporting.rules import rater_of

_TO_EXPLAIN = timedelta(days=30)


@transaction.atomic
def rate_node(
    *, by: Officer, node: Node, rag: Rag | str, on: date | None = None, text_km: str = "", text_en: str = ""
) -> Rating:
    """Say how a node stands; two steps from what the rule says opens an action point for its lead agency.

    Raises:
        ValueError: nothing is written, the plan isn't in force, or grey is given.
    """
    rater = rater_of(by, node)
    if rater is None:
        raise NotAllowed(Power.NOTE_PROGRESS)
    if not binds(node.plan):
        raise Refused("Only a plan that is adopted is rated.", field=None)
    if Rag(rag) == Rag.GREY:
        raise Refused("Choose one of on course, at risk, off course.", field="rag")
    if not (text_km.strip() or text_en.strip()):
        raise Refused("Write one sentence about why you see it so.", field="text_km")
    day = on or timezone.localdate()
    stands = standings(node.plan, day, path=node.path)[node.path]
    rating = Rating.objects.create(
        node=node, rater=rater, rag=Rag(rag), rule=stands.rag, rated_by=by, on=day, text_km=text_km, text_en=text_en
    )  # fmt: skip
    change = {"rater": rater, "rag": rag, "rule": stands.rag, "on": day}
    record_deed(by=by, action="rate_node", record=node, change=change)
    if steps_apart(rag, stands.rag) >= STEPS_APART and node.lead_agency is not None:
        open_action_by_rule(
            by=by, node=node, assigned_to=node.lead_agency, due_on=day + _TO_EXPLAIN, priority=Priority.HIGH,
            text_km=f"{node.code}៖ ការវាយតម្លៃ និងវិធានខុសគ្នាពីរកម្រិត។ សូមពន្យល់ ដោយមានភស្តុតាង។",
            text_en=f"{node.code}: a rating and the rule lie two steps apart. Explain, with proof.",
        )  # fmt: skip
    return rating
