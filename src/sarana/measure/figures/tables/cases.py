"""Cases, the victims in them, where and how long they were exploited, and what authorities said of them."""

from sarana.measure.figures.rows import cases
from sarana.measure.figures.tables.columns import (
    DAY,
    INT,
    TEXT,
    Table,
    age_group,
    citizenship,
    day,
    form,
    local_day,
    province,
    reference,
)

CASES = Table(
    "cases",
    (
        ("ref", INT, reference),
        ("opened_on", DAY, day),
        ("closed_on", DAY, day),
        ("state", TEXT, None),
        ("province", TEXT, province),
        ("agency", TEXT, None),
        ("form", TEXT, form),
    ),
    cases.cases,
    "case",
    "ref",
)
VICTIMS = Table(
    "victims",
    (
        ("ref", INT, reference),
        ("person", INT, reference),
        ("case_ref", INT, reference),
        ("sex", TEXT, None),
        ("age", INT, None),
        ("age_group", TEXT, age_group),
        ("citizenship", TEXT, citizenship),
        ("province", TEXT, province),
        ("form", TEXT, form),
        ("standing", TEXT, None),
        ("known_on", DAY, day),
        ("gender", TEXT, None),
        ("forms", TEXT, None),
        ("control", TEXT, None),
        ("industries", TEXT, None),
        ("sex_forms", TEXT, None),
        ("recruiters", TEXT, None),
    ),
    cases.victims,
    "victim",
    "ref",
)
EVENTS = Table(
    "events",
    (
        ("victim", INT, reference),
        ("country", TEXT, None),
        ("started_on", DAY, day),
        ("ended_on", DAY, day),
    ),
    cases.events,
    "victim",
    "victim",
)
ASSERTIONS = Table(
    "assertions",
    (
        ("victim", INT, reference),
        ("assertion", TEXT, None),
        ("body", TEXT, None),
        ("agency", TEXT, None),
        ("asserted_on", DAY, day),
        ("recorded_on", DAY, local_day),
    ),
    cases.assertions,
    "victim",
    "victim",
)
ELEMENTS = Table(
    "elements",
    (("victim", INT, reference), ("part", TEXT, None), ("code", TEXT, None)),
    cases.elements,
    "victim",
    "victim",
)
