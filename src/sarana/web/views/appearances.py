"""Where else the same identity appears: as a victim, a suspect, before a court, in a rescue request.

Only what this officer may see is looked for. How many records he may not see is told nowhere, not even as a number:
"2 more that you can't see" would tell a complicit officer that somebody works on a person, and a curious one that a
neighbour was a victim. Who must know is told by deconfliction, which gives a contact and nothing else.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import suspects_visible_to, victims_visible_to
from sarana.register.proceedings.models import Proceeding
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.queries import sought_visible_to
from sarana.web.components import Column
from sarana.web.views.phrases import case_state, code_words, proceeding_state, standing_of, url_of
from sarana.web.views.sections import Section

_MOST = 20


def appearances_section(officer: Officer, person: Victim | Suspect) -> Section:
    """Every other record of the same identity that the officer may see."""
    here = person.identity_id
    rows = []
    # Most people appear nowhere else; what everybody may ask is asked before what takes the officer's sight into account.
    for (where,) in _where_else(identity=here, person=person.pk):
        rows += _LOOKS[where](officer, person)
    return Section(
        title=_("Appears also in"),
        anchor="appearances",
        columns=[
            Column(key="number", label=_("Record"), kind="code", link="url"),
            Column(key="as", label=_("As")),
            Column(key="case", label=_("Case or request"), kind="code", link="case_url"),
            Column(key="state", label=_("State")),
        ],
        rows=rows[:_MOST],
        nothing=_("In no other record that you can see."),
    )


@composed_once
def _where_else(*, identity: UUID, person: UUID) -> QuerySet[Any, tuple[int]]:
    """Which looks find anything at all, in one question."""
    records: list[tuple[int, QuerySet[Any]]] = [
        (0, Victim.objects.filter(identity=identity).exclude(pk=person)),
        (0, Suspect.objects.filter(identity=identity).exclude(pk=person)),
        (1, Proceeding.objects.filter(suspect__identity=identity)),
        (2, SoughtPerson.objects.filter(Q(identity=identity) | Q(victim=person))),
    ]
    first, *others = (
        each.order_by().annotate(where=Value(number)).values_list("where") for number, each in records
    )
    found: QuerySet[Any, tuple[int]] = first.union(*others).order_by("where")
    return found


def _in_cases(officer: Officer, person: Victim | Suspect) -> list[dict[str, object]]:
    here = person.identity_id
    victims = victims_visible_to(officer).filter(identity=here).order_by("-pk")[:_MOST]
    suspects = suspects_visible_to(officer).filter(identity=here).order_by("-pk")[:_MOST]
    rows = [
        {
            "number": victim.number,
            "url": url_of(victim),
            "as": _("Victim"),
            "case": victim.case.number,
            "case_url": url_of(victim.case),
            "state": standing_of(victim),
        }
        for victim in victims
        if victim.pk != person.pk
    ]
    return rows + [
        {
            "number": suspect.number,
            "url": url_of(suspect),
            "as": code_words("RoleInProcess", suspect.roles) or _("Suspect"),
            "case": suspect.case.number,
            "case_url": url_of(suspect.case),
            "state": case_state(suspect.case),
        }
        for suspect in suspects
        if suspect.pk != person.pk
    ]


def _before_courts(officer: Officer, person: Victim | Suspect) -> list[dict[str, object]]:
    found = proceedings_visible_to(officer).filter(suspect__identity=person.identity_id)
    return [
        {
            "number": proceeding.number,
            "url": url_of(proceeding),
            "as": _("Accused"),
            "case": proceeding.suspect.case.number,
            "case_url": url_of(proceeding.suspect.case),
            "state": proceeding_state(proceeding),
        }
        for proceeding in found.order_by("-pk")[:_MOST]
        if proceeding.suspect_id != person.pk
    ]


def _sought(officer: Officer, person: Victim | Suspect) -> list[dict[str, object]]:
    """Rescue requests of missions: by the same identity, or joined to this victim by whoever found her."""
    visible = sought_visible_to(officer)
    found = visible.filter(identity=person.identity_id)
    if isinstance(person, Victim):
        found |= visible.filter(victim=person)
    return [
        {
            "number": sought.number,
            "url": url_of(sought),
            "as": _("Sought by %(mission)s") % {"mission": sought.request.mission.name},
            "case": sought.request.number,
            "case_url": url_of(sought.request),
            "state": sought.get_state_display(),
        }
        for sought in found.order_by("-pk")[:_MOST]
    ]


_LOOKS = (_in_cases, _before_courts, _sought)
