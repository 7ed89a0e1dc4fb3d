"""Services of social affairs beside those of the organisations, so that a third list overlaps with the other two."""

from random import Random

from sarana.base.accounts.models import Officer
from sarana.register.care.models import Service

_SHARE = 0.35
_BATCH = 1_000


def add_social_care(officers: dict[str, Officer], random: Random) -> None:
    """For some of those who have a service another one, begun on the same day: the figures count each person once."""
    worker = officers["social_worker"]
    seen = set()
    further = []
    for service in Service.objects.order_by("started_on", "pk").iterator():
        if service.victim_id in seen:
            continue
        seen.add(service.victim_id)
        if random.random() < _SHARE:
            further.append(
                Service(
                    victim_id=service.victim_id,
                    kind="SocialCare",
                    agency=worker.agency,
                    started_on=service.started_on,
                    ended_on=service.ended_on,
                    recorded_by=worker,
                )
            )
    Service.objects.bulk_create(further, batch_size=_BATCH)
