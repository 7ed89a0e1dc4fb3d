"""Suspects, each stage of their proceedings, and allegations against officials."""

from sarana.measure.figures.rows import suspects
from sarana.measure.figures.tables.columns import (
    DAY,
    INT,
    TEXT,
    Table,
    age_group,
    citizenship,
    day,
    form,
    law_of,
    local_day,
    province,
    reference,
)

SUSPECTS = Table(
    "suspects",
    (
        ("ref", INT, reference),
        ("person", INT, reference),
        ("kind", TEXT, None),
        ("case_ref", INT, reference),
        ("sex", TEXT, None),
        ("age_group", TEXT, age_group),
        ("citizenship", TEXT, citizenship),
        ("province", TEXT, province),
        ("form", TEXT, form),
        ("is_official", TEXT, None),
        ("arrested_on", DAY, day),
    ),
    suspects.suspects,
    "suspect",
    "ref",
)
STEPS = Table(
    "steps",
    (
        ("suspect", INT, reference),
        ("stage", TEXT, None),
        ("on_date", DAY, day),
        ("verdict", TEXT, None),
        ("months_imposed", INT, None),
        ("months_suspended", INT, None),
        ("recorded_on", DAY, local_day),
        ("law", TEXT, law_of),
    ),
    suspects.steps,
    "suspect",
    "suspect",
)
ALLEGATIONS = Table(
    "allegations",
    (
        ("ref", INT, reference),
        ("made_on", DAY, day),
        ("handed_on", DAY, day),
        ("state", TEXT, None),
    ),
    suspects.allegations,
)
