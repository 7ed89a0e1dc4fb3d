"""What stands before the public and the agencies: reports, versions of plans and ratings."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from sarana.base.accounts.models import Agency
from sarana.register.plans.models import Node, PlanVersion
from sarana.register.plans.rules import Difference, differences
from sarana.register.reporting.enums import ReportState
from sarana.register.reporting.models import PeriodReport, PublishedPlan, Rating


def reports_published() -> QuerySet[PeriodReport]:
    """What the public may read: published reports, and those that a corrected one replaced."""
    return (
        PeriodReport.objects.exclude(state=ReportState.SIGNED)
        .select_related("template__plan", "signed_by", "published_by")
        .prefetch_related("errata__line__use")
    )


def latest_ratings(nodes: Iterable[Node]) -> dict[tuple[object, str], Rating]:
    """The last rating of each node by each rater."""
    found: dict[tuple[object, str], Rating] = {}
    for rating in Rating.objects.filter(node__in=nodes).select_related("rated_by__agency"):
        found.setdefault((rating.node_id, rating.rater), rating)
    return found


def plans_published() -> QuerySet[PublishedPlan]:
    """The published versions of plans, the latest first."""
    return PublishedPlan.objects.select_related("plan_version__plan", "published_by")


def agencies_of(version: PlanVersion) -> QuerySet[Agency]:
    """The agencies that lead or help with something in the plan: each is asked to say that it has read it."""
    nodes = Node.objects.filter(plan=version.plan_id, proposed_in=None, dropped_on=None)
    asked = Q(pk__in=nodes.values("lead_agency")) | Q(pk__in=nodes.values("partners"))
    return Agency.objects.filter(asked, closed_on=None)


def changes_since_published(version: PlanVersion) -> list[Difference]:
    """What a version changed against the version that was published before it."""
    before = (
        PlanVersion.objects.filter(plan=version.plan_id, number__lt=version.number, published__isnull=False)
        .order_by("-number")
        .first()
    )
    return differences(before.content, version.content) if before else []
