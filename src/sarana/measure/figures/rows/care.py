"""What victims were given: referrals, services, the way home, the way back into a life, and compensation."""

from sarana.measure.figures.rows.reading import key, reader, text
from sarana.register.care.models import Compensation, Reintegration, Reopened, Service
from sarana.register.referrals.models import Referral
from sarana.register.repatriation.models import Repatriation

services = reader(Service.objects, "victim_id", key("victim_id"), "kind", text("started_on"), "agency__code")
reintegration = reader(Reintegration.objects, "victim_id", key("victim_id"), "stage", text("on"))
referrals = reader(Referral.objects, "victim_id", key("victim_id"), text("asked_at"), "state", "sender__code")
# Every repatriation that ended with a handover; every compensation of which something was paid.
repatriations = reader(
    Repatriation.objects.filter(handed_over_on__isnull=False),
    "victim_id",
    key("victim_id"),
    "direction",
    "country",
    text("handed_over_on"),
)
compensations = reader(
    Compensation.objects.filter(paid_on__isnull=False),
    "victim_id",
    key("victim_id"),
    "route",
    text("paid_on"),
)
reopenings = reader(Reopened.objects, "victim_id", key("victim_id"), "because", text("on"))
