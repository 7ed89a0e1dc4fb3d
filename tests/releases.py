"""Registers of many invented persons, for tests of what is published of them."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from sarana.base.identifiers import new_id, number_of
from sarana.base.vault.models import Identity
from sarana.publish.releases.actions import (
    add_table,
    attack_release,
    draft_release,
    protect_release,
    publish_release,
    sign_release,
)
from sarana.register.cases.actions import assert_status
from sarana.register.cases.models import Case, StatusAssertion, Victim
from tests.world import World

ELEMENTS = {"acts": ["recruitment"], "means": ["deception"], "purposes": ["forced_labour"]}


def _again(record, **changed):
    found = copy(record)
    found.pk = new_id()
    if hasattr(found, "number"):
        found.number = number_of("V", found.pk)
    found._state = copy(record._state)
    found._state.adding = True
    for name, value in changed.items():
        setattr(found, name, value)
    return found


def identify(
    world: World, groups: Iterable[tuple[str, int, int]], *, year: int = 2022, cases: int = 4
) -> None:
    """So many identified victims of a sex and an age each, spread over some cases; without their words."""
    opened = [world.case(opened_on=date(year, 2, 1)) for _ in range(cases)]
    first = world.victim(opened[0])
    word = assert_status(
        by=world.officers["investigator"], victim=first, assertion="ActualVictimOfTrafficking",
        asserted_on=date(year, 3, 1), **ELEMENTS,
    )  # fmt: skip
    first.refresh_from_db()
    identity, persons, victims, words = first.identity, [], [], []
    for sex, age, count in groups:
        for at in range(count):
            persons.append(_again(identity))
            facts = {
                "sex": sex,
                "age_at_event": age,
                "case": opened[at % cases],
            }
            victims.append(_again(first, identity=persons[-1], **facts))
            words.append(_again(word, victim=victims[-1]))
    Identity.objects.bulk_create(persons)
    Victim.objects.bulk_create(victims)
    StatusAssertion.objects.bulk_create(words)
    StatusAssertion.objects.filter(pk=word.pk).delete()
    Victim.objects.filter(pk=first.pk).delete()
    assert Case.objects.exists()


def draft(world: World, snapshot, *tables, by="secretariat", **more):
    """A release of some tables, each told by its dimensions and what else is said of it."""
    officer = world.officers[by]
    release = draft_release(
        by=officer, snapshot=snapshot, title_km="ជនរងគ្រោះ ២០២២", title_en="Victims 2022", **more
    )
    for dimensions, choice in tables:
        asked = {"indicator": "victims_identified", "year": 2022, **choice}
        add_table(by=officer, release=release, dimensions=dimensions, **asked)
    return release


def made(world: World, release):
    """The release, protected and attacked."""
    protect_release(by=world.officers["secretariat"], release=release)
    return attack_release(by=world.officers["secretariat"], release=release)


def published(world: World, release):
    """The same, signed by two officers and published."""
    made(world, release)
    sign_release(by=world.officers["secretariat"], release=release)
    sign_release(by=world.officers["statistician"], release=release)
    return publish_release(by=world.officers["statistician"], release=release)
