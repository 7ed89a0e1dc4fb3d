"""What an amendment may be given while it is open; how each kind of change is told apart."""

from sarana.base.refused import Refused
from sarana.register.plans.enums import AmendmentState
from sarana.register.plans.models import Amendment, Node

TARGET, MILESTONE = "target", "milestone"


def still_open(amendment: Amendment, node: Node) -> Amendment:
    """The amendment, held until the end of the transaction.

    Raises:
        ValueError: it is decided, or the node is of another plan.
    """
    found = Amendment.objects.select_for_update(of=("self",)).get(pk=amendment.pk)
    if found.state != AmendmentState.PROPOSED:
        raise Refused("This amendment is decided.", field=None)
    if node.plan_id != found.plan_id:
        raise Refused("An amendment changes what its own plan promises.", field=None)
    return found
