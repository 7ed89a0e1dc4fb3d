from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.queries import provinces
from sarana.demo.agencies import officer_of
from sarana.register.returns.models import Return

# Provinces with few people that are often late, and two that fell silent for a year: as in real series.
_OFTEN_LATE = {"11": 0.25, "16": 0.2, "24": 0.2, "13": 0.12, "19": 0.12, "23": 0.1}
_SILENT_IN = {"09": 1, "22": 2, "15": 3}


def send_returns(
    months: list[date], until: date, agencies: dict[str, Agency], officers: dict[str, Officer], random: Random
) -> None:
    """The monthly returns of the provincial committees, with the late and the silent."""
    sent = []
    for code in sorted(provinces()):
        for month in months:
            due = (month + timedelta(days=32)).replace(day=1)
            is_silent = month.year == months[0].year + _SILENT_IN.get(code, -1) and month.month > 6
            if due > until or is_silent or random.random() < _OFTEN_LATE.get(code, 0.004):
                continue
            day = due + timedelta(days=random.randrange(3, 25))
            if day > until:
                continue
            moment = timezone.make_aware(datetime(day.year, day.month, day.day, 9, random.randrange(60)))  # noqa: DTZ001
            officer = officer_of(officers, "pcct", code)
            sent.append(Return(agency=agencies[f"pcct-{code}"], month=month, sent_by=officer, sent_at=moment))
    Return.objects.bulk_create(sent, batch_size=1000)
