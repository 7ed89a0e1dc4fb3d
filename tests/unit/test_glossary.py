"""The words of the code are the words of the field: GLOSSARY.md holds every record type and field."""

import re
from pathlib import Path

import pytest
from django.apps import apps

GLOSSARY = Path(__file__).resolve().parents[2] / "GLOSSARY.md"
ROW = re.compile(
    r"^\| (?P<en>[^|]+) \| (?P<km>[^|]+) \| (?P<source>[^|]+) \| (?P<names>[^|]*) \|$", re.MULTILINE
)


def rows():
    found = [m.groupdict() for m in ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))]
    return [row for row in found if row["en"].strip() not in {"English", "---"}]


def test_every_term_has_khmer_and_a_source():
    assert len(rows()) > 60
    for row in rows():
        assert re.search(r"[\u1780-\u17ff]", row["km"]), row["en"]
        assert row["source"].strip(), row["en"]


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("sarana.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_record_type_and_field_is_in_the_glossary(model):
    known = {name for row in rows() for name in re.findall(r"`(\w+)`", row["names"])}
    missing = [] if model.__name__ in known else [model.__name__]
    fields = [f.name for f in model._meta.get_fields() if f.concrete and not f.auto_created]
    missing += [f"{model.__name__}.{name}" for name in fields if name not in known]
    assert not missing
