"""Suspects against an invented national list: two editions, alerts in every state, one decided by two.

The list is the demonstration's own: invented people, some of whom bear the names of its invented suspects.
"""

import csv
import io
from datetime import date, timedelta
from random import Random

from sarana.base.accounts.models import Officer
from sarana.base.vault.sealing import unseal
from sarana.demo.names import invented_name
from sarana.measure.screening.actions import (
    agree_on_alert,
    bring_edition,
    open_alert,
    propose_verdict,
    screen_register,
)
from sarana.measure.screening.enums import Verdict
from sarana.measure.screening.models import Alert
from sarana.measure.screening.queries import subjects

_LISTED_SUSPECTS = 6
_OTHERS = 40
_PROGRAMMES = ("terrorism (invented)", "proliferation (invented)", "human trafficking (invented)")
_WEEK = timedelta(days=7)
_REASON = "Weekly screening"


def screen_suspects(officers: dict[str, Officer], until: date, random: Random) -> None:
    """Bring two editions, screen with each, and decide on some of what looks alike."""
    first, second = officers["analyst"], officers["second_analyst"]
    rows = _listed(random)
    for day, part in ((until - _WEEK, rows[: -_LISTED_SUSPECTS // 2]), (until, rows[2:])):
        bring_edition(by=first, content=_table(part), generated_on=day)
        screen_register(by=first, source="national")
    alerts = list(Alert.objects.filter(state="waiting").order_by("pk")[:3])
    for at, alert in enumerate(alerts):
        open_alert(by=first, alert=alert, reason=_REASON)
        verdict = Verdict.OTHER if at else Verdict.UNSURE
        propose_verdict(by=first, alert=alert, verdict=verdict, reason="Another village on the identity card")
    for alert in alerts[:2]:
        open_alert(by=second, alert=alert, reason=_REASON)
        agree_on_alert(by=second, alert=alert, reason="I see the same")


def _listed(random: Random) -> list[tuple[str, str, str, str]]:
    """Number, name, birth and programme: strangers first, then people with the names of suspects."""
    rows = []
    for at in range(_OTHERS):
        name = invented_name(random, "KH", random.choice("FM"))[-1]
        rows.append((f"DEMO-{at:03}", name, str(random.randrange(1955, 2000)), random.choice(_PROGRAMMES)))
    found = subjects().filter(kind="person").select_related("agency_key").order_by("-pk")[:_LISTED_SUSPECTS]
    for at, identity in enumerate(found, _OTHERS):
        words = unseal(identity)
        # The name as somebody else would hear it, and a birth that fits some of them only.
        name = words["names"][-1].replace("h", "", 1)
        born = str(words.get("birth_date") or "")[:4] if at % 2 else str(random.randrange(1955, 2000))
        rows.append((f"DEMO-{at:03}", name, born, _PROGRAMMES[at % 3]))
    return rows


def _table(rows: list[tuple[str, str, str, str]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("id", "name", "date of birth", "programme"))
    writer.writerows(rows)
    return file.getvalue().encode()
