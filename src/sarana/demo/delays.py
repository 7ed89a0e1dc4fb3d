"""When the records of the demonstration came: most within days, some months late, so that past months still grow."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from sarana.register.cases.models import StatusAssertion
from sarana.register.proceedings.models import Step

_AT_ONCE, _WITHIN_MONTHS = 0.7, 0.25
_A_BATCH = 2000


def date_records(until: date, random: Random) -> None:
    """Give every word on a status and every stage of a proceeding its day of recording, no later than ``until``."""
    words, stages = StatusAssertion.objects.order_by("pk"), Step.objects.order_by("pk")
    _date([(word, word.asserted_on) for word in words.only("asserted_on")], until, random)
    _date([(stage, stage.on) for stage in stages.only("on")], until, random)


def _date[Record: (StatusAssertion, Step)](
    records: list[tuple[Record, date]], until: date, random: Random
) -> None:
    for record, on in records:
        day = min(on + timedelta(days=_delay(random)), until)
        record.recorded_at = timezone.make_aware(datetime.combine(day, time(9)))
    if records:
        kind = type(records[0][0])
        kind._default_manager.bulk_update(  # noqa: SLF001
            [record for record, _on in records], ["recorded_at"], batch_size=_A_BATCH
        )


def _delay(random: Random) -> int:
    """Days from the event to its recording."""
    luck = random.random()
    if luck < _AT_ONCE:
        return random.randrange(6)
    if luck < _AT_ONCE + _WITHIN_MONTHS:
        return random.randrange(6, 75)
    return random.randrange(75, 300)
