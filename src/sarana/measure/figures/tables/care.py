"""What victims were given: referrals, services, the way home, the way back into a life, and compensation."""

from sarana.measure.figures.rows import care
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, day, local_day, reference

SERVICES = Table(
    "services",
    (
        ("victim", INT, reference),
        ("kind", TEXT, None),
        ("started_on", DAY, day),
        ("agency", TEXT, None),
    ),
    care.services,
    "victim",
    "victim",
)
REINTEGRATION = Table(
    "reintegration",
    (("victim", INT, reference), ("stage", TEXT, None), ("on_date", DAY, day)),
    care.reintegration,
    "victim",
    "victim",
)
REFERRALS = Table(
    "referrals",
    (
        ("victim", INT, reference),
        ("asked_on", DAY, local_day),
        ("state", TEXT, None),
        ("agency", TEXT, None),
    ),
    care.referrals,
    "victim",
    "victim",
)
REPATRIATIONS = Table(
    "repatriations",
    (
        ("victim", INT, reference),
        ("direction", TEXT, None),
        ("country", TEXT, None),
        ("handed_over_on", DAY, day),
    ),
    care.repatriations,
    "victim",
    "victim",
)
COMPENSATIONS = Table(
    "compensations",
    (("victim", INT, reference), ("route", TEXT, None), ("paid_on", DAY, day)),
    care.compensations,
    "victim",
    "victim",
)
REOPENINGS = Table(
    "reopenings",
    (("victim", INT, reference), ("because", TEXT, None), ("on_date", DAY, day)),
    care.reopenings,
    "victim",
    "victim",
)
