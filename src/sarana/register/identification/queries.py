from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.base.places.queries import full_name
from sarana.base.vocabulary.queries import labels
from sarana.register.cases.enums import Sex
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victims_visible_to
from sarana.register.identification.models import Interview


def interviews_visible_to(officer: Officer) -> QuerySet[Interview]:
    """Interviews with the people whom the officer may see."""
    seen = victims_visible_to(officer).filter(pk=OuterRef("victim"))
    return Interview.objects.filter(Exists(seen)).select_related(
        "victim__case__agency", "identity__agency_key", "by", "agency"
    )


def interviews_with(victim: Victim, officer: Officer) -> QuerySet[Interview]:
    """Every interview with this person that the officer may see, in this case or another, latest first."""
    return interviews_visible_to(officer).filter(identity=victim.identity_id).order_by("-pk")


@composed_once
def _any_with(*, identity: UUID) -> QuerySet[Interview, tuple[UUID]]:
    return Interview.objects.filter(identity=identity).values_list("pk")[:1]


def latest_interviews(officer: Officer, *, identity: UUID) -> list[Interview]:
    """Of ``interviews_with``, as many as a person's page shows."""
    # Most were never interviewed here; the question whether he may see it takes the database long to plan.
    return _latest_with(officer, identity=identity) if _any_with(identity=identity) else []


@composed_once
def _latest_with(officer: Officer, *, identity: UUID) -> QuerySet[Interview]:
    return interviews_visible_to(officer).filter(identity=identity).order_by("-pk")[:12]


def facts_of_case(victim: Victim) -> dict[str, str]:
    """What the case holds about her already, by question, in the page's language."""
    event = victim.events.select_related("place").order_by("-ended_on").first()
    place = victim.exploitation_place or (event.place if event else None)
    age = victim.age_at_event
    facts = {
        "sex": "" if victim.sex == Sex.UNKNOWN else str(victim.get_sex_display()),
        "birth_date": "" if age is None else str(age),
        "citizenship": _words("Country", victim.citizenships),
        "recruited_how": _words("MethodOfRecruitment", victim.methods_of_recruitment),
        "work": _words("TypeOfExploitation", victim.forms_of_exploitation),
        "movement": _words("MethodsOfControl", victim.methods_of_control),
        "place": full_name(place) if place else "",
        "left_when": f"{event.started_on:%d/%m/%Y}" if event and event.started_on else "",
    }
    return {code: text for code, text in facts.items() if text}


def _words(code_list: str, codes: list[str]) -> str:
    return ", ".join(labels(code_list, codes))


@composed_once
def interviews_of_case(*, case: UUID) -> QuerySet[Interview]:
    """The interviews with the victims of a case."""
    return Interview.objects.filter(victim__case=case).select_related("victim", "agency")
