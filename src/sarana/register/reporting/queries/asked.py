"""What units are asked for: templates, their lines, and whom a template can ask."""

from django.db.models import Prefetch, Q, QuerySet

from sarana.base.accounts.models import Agency
from sarana.base.accounts.queries import agencies_owing_returns
from sarana.register.plans.models import Node
from sarana.register.reporting.models import Template, TemplateLine
from sarana.register.reporting.rules import days_of_period


def lines_asked(template: Template, period: str) -> QuerySet[TemplateLine]:
    """What units are asked for in a period, in order."""
    first, last = days_of_period(period)
    since = Q(asked_from=None) | Q(asked_from__lte=first)
    until = Q(asked_until=None) | Q(asked_until__gte=last)
    return template.lines.filter(since, until).select_related("use__node")


def lines_of_node(node: Node) -> QuerySet[TemplateLine]:
    """The lines by which units are asked for indicators of a node, with their templates' units."""
    return (
        TemplateLine.objects.filter(use__node=node)
        .select_related("use", "template")
        .prefetch_related("template__units")
        .order_by("template", "order")
    )


def templates() -> QuerySet[Template]:
    """The templates in use, with their lines."""
    lines = Prefetch("lines", TemplateLine.objects.select_related("use__node"))
    return Template.objects.filter(closed_on=None).select_related("plan").prefetch_related(lines)


def units_askable(template: Template) -> QuerySet[Agency]:
    """Whoever a template can ask: agencies that owe returns, lead something in its plan, or are asked already."""
    leads = Node.objects.filter(plan=template.plan_id, proposed_in=None, dropped_on=None).values(
        "lead_agency"
    )
    owing = agencies_owing_returns().order_by().values("pk")
    asked = Q(pk__in=owing) | Q(pk__in=leads) | Q(pk__in=template.units.order_by().values("pk"))
    return Agency.objects.filter(asked, closed_on=None).order_by("path")
