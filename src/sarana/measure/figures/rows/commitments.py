"""What was agreed, planned and owed: instruments with other countries, milestones, and monthly returns."""

from sarana.base.accounts.queries import agencies_owing_returns
from sarana.measure.figures.rows.reading import Only, Row, key, read, reader, text
from sarana.register.cooperation.models import Instrument
from sarana.register.plans.models import Milestone
from sarana.register.returns.models import Return

instruments = reader(
    Instrument.objects,
    "pk",
    key("pk"),
    "kind",
    text("signed_on"),
    text("in_force_on"),
    text("expires_on"),
    text("ended_on"),
)
# What was reached in plans that were adopted; a draft's milestones are nobody's promise yet.
milestones = reader(
    Milestone.objects.filter(
        reached_on__isnull=False, shown_by__isnull=False, node__proposed_in=None
    ).exclude(node__plan__state="draft"),
    "pk",
    key("pk"),
    text("due_on"),
    text("reached_on"),
    "node__place_id",
    "node__lead_agency__code",
)
returns = reader(Return.objects, "pk", "agency__code", text("month"), text("sent_at"))


def units(_only: Only) -> list[Row]:
    """The units that owe monthly returns, and where they are."""
    return read(agencies_owing_returns(), "code", "place_id")
