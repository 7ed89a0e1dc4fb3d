"""Suspects, each stage of their proceedings, and allegations against officials."""

from sarana.measure.figures.rows.cases import joined_forms
from sarana.measure.figures.rows.reading import Only, Row, key, reader, text
from sarana.register.cases.models import Suspect
from sarana.register.complicity.models import Allegation
from sarana.register.proceedings.models import Step

_suspects = reader(
    Suspect.objects,
    "pk",
    key("pk"),
    key("identity_id"),
    "identity__kind",
    key("case_id"),
    "sex",
    "age",
    "citizenships",
    "arrest_place_id",
    "is_official",
    text("arrested_on"),
    "case__place_id",
)
_forms_by_suspect = reader(
    Suspect.objects.filter(case__victims__isnull=False),
    "pk",
    key("case_id"),
    "case__victims__forms_of_exploitation",
)


def suspects(only: Only) -> list[Row]:
    """Every suspect record with the forms of exploitation of the case."""
    forms = joined_forms(_forms_by_suspect(only))
    return [(*row[:7], row[7] or row[10], forms.get(row[3], ""), row[8], row[9]) for row in _suspects(only)]


_steps = reader(
    Step.objects,
    "proceeding__suspect_id",
    key("proceeding__suspect_id"),
    "stage",
    text("on"),
    "verdict",
    "months_imposed",
    "months_suspended",
    text("recorded_at"),
    key("proceeding_id"),
    text("articles"),
)


def steps(only: Only) -> list[Row]:
    """Each stage with the law of its whole proceeding, since a verdict often names no article again."""
    found = _steps(only)
    articles: dict[str, str] = {}
    for *_, proceeding, named in found:
        before = articles.get(proceeding, "")
        if named not in before:
            articles[proceeding] = before + named
    return [(*row[:7], articles.get(row[7], "")) for row in found]


# Every allegation against an official, without what is alleged.
allegations = reader(Allegation.objects, "pk", key("pk"), text("made_on"), text("handed_on"), "state")
