from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.plans.models import PlanVersion
from sarana.register.plans.rules import binds
from sarana.register.reporting.models import PublishedPlan, ReadReceipt


@transaction.atomic
def publish_plan(*, by: Officer, version: PlanVersion) -> PublishedPlan:
    """Put a frozen version of a plan before the public, as it was adopted.

    Raises:
        ValueError: the plan isn't in force, a later version exists, or it is published.
    """
    require(by, Power.EDIT_PLAN)
    if not binds(version.plan):
        raise Refused("Only a plan in force is published.", field=None)
    if version.plan.versions.filter(number__gt=version.number).exists():
        raise Refused("A later version was adopted; publish that one.", field=None)
    if PublishedPlan.objects.filter(plan_version=version).exists():
        raise Refused("This version is published already.", field=None)
    found = PublishedPlan.objects.create(plan_version=version, published_by=by, published_at=timezone.now())
    change = {"version": version.number, "digest": version.digest}
    record_deed(by=by, action="publish_plan", record=version.plan, change=change)
    return found


@transaction.atomic
def confirm_reading(*, by: Officer, published: PublishedPlan) -> ReadReceipt:
    """Say for one's agency that it has read the plan; saying it twice changes nothing."""
    require(by, Power.SEE_FIGURES)
    receipt, is_new = ReadReceipt.objects.get_or_create(
        published=published, agency=by.agency, defaults={"read_by": by, "read_at": timezone.now()}
    )
    if is_new:
        change = {"version": published.plan_version.number, "agency": by.agency}
        record_deed(by=by, action="confirm_reading", record=published.plan_version.plan, change=change)
    return receipt
