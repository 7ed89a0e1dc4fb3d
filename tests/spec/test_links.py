"""# What hangs together: ways, parts, brokers

Suspects, organisations, telephones, accounts, vehicles and premises make a net over the cases that an officer may see. Ways
between two, parts, and who stands between others are read from it. A victim stands nowhere in it, nor does what is hers; and an
officer's net holds nothing of a case that he may not see.
"""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.publish.datasets.ftm import net_as_ftm
from sarana.register.cases.models import Suspect, Victim
from sarana.register.fiu.actions import add_item, write_letter
from sarana.register.links.queries import network_visible_to
from sarana.register.rescue.models import SoughtPerson
from sarana.register.traces.actions import add_trace, link_trace
from sarana.science.links import brokers_of, components_of, groups_in, ways_between

# ## The pure part

KEYS = st.sampled_from("abcdefgh")
EDGES = st.lists(st.tuples(KEYS, KEYS), max_size=16)


def turned(edges):
    return [(other, one) for one, other in reversed(edges)]


@given(EDGES, KEYS, KEYS)
def test_neither_order_nor_direction_of_the_edges_changes_anything(edges, one, other):
    assert components_of("abcdefgh", edges) == components_of("hgfedcba", turned(edges))
    assert brokers_of("abcdefgh", edges) == brokers_of("hgfedcba", turned(edges))
    assert groups_in("abcdefgh", edges) == groups_in("hgfedcba", turned(edges))
    ways = ways_between(edges, one, other)
    assert ways == ways_between(turned(edges), one, other)
    assert sorted(way[::-1] for way in ways) == sorted(ways_between(edges, other, one))


@given(EDGES, st.tuples(KEYS, KEYS))
def test_one_more_edge_never_splits_a_part(edges, more):
    after = components_of("abcdefgh", [*edges, more])
    for part in components_of("abcdefgh", edges):
        assert any(set(part) <= set(whole) for whole in after)


@given(EDGES, KEYS, KEYS)
def test_a_way_goes_along_edges_and_meets_nobody_twice(edges, one, other):
    known = {frozenset(edge) for edge in edges}
    ways = ways_between(edges, one, other)
    together = any({one, other} <= set(part) for part in components_of("abcdefgh", edges))
    assert bool(ways) == (together and one != other)
    for way in ways:
        assert (way[0], way[-1]) == (one, other)
        assert len(set(way)) == len(way)
        assert all(frozenset(step) in known for step in pairwise(way))
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)


def test_what_is_further_apart_than_eight_steps_says_nothing():
    chain = [(f"{n:02}", f"{n + 1:02}") for n in range(12)]
    assert ways_between(chain, "00", "08") == [tuple(f"{n:02}" for n in range(9))]
    assert ways_between(chain, "00", "09") == []


def test_who_stands_between_others_is_counted_in_pairs():
    star = [("hub", leaf) for leaf in "abcd"]
    broker = brokers_of("abcd", star).found
    assert [(one.key, one.between, one.ties) for one in broker] == [("hub", 6.0, 4)]
    assert brokers_of("abcd", star, weighed="abcd").found == ()


@given(EDGES)
def test_the_groups_of_a_part_are_its_nodes_once(edges):
    for part in components_of("abcdefgh", edges):
        inside = [edge for edge in edges if set(edge) <= set(part)]
        assert sorted(key for group in groups_in(part, inside) for key in group) == list(part)


def test_a_large_part_is_estimated_and_says_so():
    ring = [(f"{n:04}", f"{(n + 1) % 1200:04}") for n in range(1200)]
    assert brokers_of((), ring).estimated
    assert not brokers_of((), ring[:300]).estimated


# ## The net of an officer


@pytest.fixture
def two_cases(world):
    """A case at Sihanoukville and one at Phnom Penh: one telephone, used by a suspect of each."""
    here = world.case()
    there = world.case("other_investigator", place=world.places["12"])
    for case, by, names in ((here, "investigator", "Keo Vuthy"), (there, "other_investigator", "Lim Heng")):
        suspect = world.suspect(case, by, words={"names": [names]})
        phone = add_trace(by=world.officers[by], case=case, kind="phone", value="097 555 01 23")
        link_trace(by=world.officers[by], trace=phone, to=suspect, relation="uses", known_from="device")
    return here, there


def number(case):
    return case.suspects.get().number


def test_a_telephone_in_two_cases_is_one_thing_and_ties_their_suspects(world, two_cases):
    here, there = two_cases
    net = network_visible_to(world.officers["secretariat"])
    phones = [thing for thing in net.things.values() if thing.kind == "phone"]
    assert [(len(phone.numbers), phone.cases) for phone in phones] == [(2, {here.number, there.number})]
    ways = ways_between(net.edges, number(here), number(there))
    assert ways[0] == (number(here), phones[0].key, number(there))
    assert components_of(net.things, net.edges) == [tuple(sorted(net.things))]


def test_an_officer_sees_no_node_of_the_other_case_from_either_side(world, two_cases):
    here, there = two_cases
    for who, own, other in (("investigator", here, there), ("other_investigator", there, here)):
        net = network_visible_to(world.officers[who], around=[number(other), other.number])
        assert net.numbered(number(own)) is not None
        assert net.numbered(number(other)) is None
        theirs = {other.number, number(other), other.traces.get().number}
        assert not theirs & net.keys.keys()
        assert all(thing.cases == {own.number} for thing in net.things.values())
        assert other.number not in "".join(net_as_ftm(net))


def test_a_conflict_of_interest_takes_a_case_out_of_the_net(world, two_cases):
    here, there = two_cases
    here.barred.add(world.officers["secretariat"])
    net = network_visible_to(world.officers["secretariat"], around=[number(here)])
    assert {case for thing in net.things.values() for case in thing.cases} == {there.number}
    assert ways_between(net.edges, number(here), number(there)) == []


# ## Never a victim


def everything_told(net):
    """All that pages and files can tell of a net: keys, numbers, brokers, parts and the export."""
    brokers = [one.key for one in brokers_of(net.things, net.edges).found]
    parts = [key for part in components_of(net.things, net.edges) for key in part]
    return " ".join([*net.keys, *brokers, *parts, *net_as_ftm(net)])


def test_a_victim_her_telephone_and_her_account_stand_nowhere(world):
    by, case = world.officers["investigator"], world.case()
    suspect, victim = (
        world.suspect(case),
        world.victim(case, words={"names": ["Meas Bopha"], "phones": ["012 999 777"]}),
    )
    hers = []
    for kind, value, relation in (
        ("phone", "097 111 22 33", "uses"),
        ("account", "001 002 003 004", "owns"),
        ("document", "N7788123", "found_with"),
    ):
        trace = add_trace(by=by, case=case, kind=kind, value=value)
        link_trace(by=by, trace=trace, to=victim, relation=relation, known_from="victim")
        # That a suspect uses it too makes it no less hers.
        link_trace(by=by, trace=trace, to=suspect, relation="uses", known_from="device")
        hers.append(trace)
    # Known to the vault alone, with no link to her.
    hers.append(add_trace(by=by, case=case, kind="phone", value="+855 12 999 777"))
    # Marked in a letter as possibly a victim's.
    marked = add_trace(by=by, case=case, kind="account", value="9988 7766 5544")
    letter = write_letter(by=by, case=case, kind="spontaneous", text="Rent.")
    add_item(by=by, letter=letter, thing=marked, possibly_of_a_victim=True)
    house = add_trace(by=by, case=case, kind="premises", value="Building 4, Otres road")
    link_trace(by=by, trace=house, to=victim, relation="kept_at", known_from="victim")
    told = everything_told(network_visible_to(by))
    assert house.number in told
    assert suspect.number in told
    for record in (victim, marked, *hers):
        assert record.number not in told
    assert "Bopha" not in told


def test_hers_in_another_case_is_hers_here_too(world, two_cases):
    here, there = two_cases
    victim = world.victim(there, "other_investigator")
    link_trace(
        by=world.officers["other_investigator"],
        trace=there.traces.get(),
        to=victim,
        relation="owns",
        known_from="victim",
    )
    assert here.traces.get().number not in everything_told(network_visible_to(world.officers["investigator"]))


@pytest.mark.parametrize("as_what", ["victim", "sought"])
def test_a_suspect_who_is_a_victim_or_sought_elsewhere_leaves_the_net(world, two_cases, as_what):
    here, there = two_cases
    identity = here.suspects.get().identity
    assert number(here) in everything_told(network_visible_to(world.officers["secretariat"]))
    if as_what == "victim":
        Victim.objects.filter(pk=world.victim(there, "other_investigator").pk).update(identity=identity)
    else:
        from tests.relations import Bundle, _request

        bundle = Bundle()
        _request(world, bundle, world.officers["secretariat"], "own", world.officers["secretariat"])
        SoughtPerson.objects.update(identity=identity)
    told = everything_told(network_visible_to(world.officers["secretariat"]))
    assert number(here) not in told
    assert number(there) in told


# ## What leaves


def test_the_export_is_followthemoney_with_numbers_for_names(world, two_cases):
    here, _there = two_cases
    by = world.officers["investigator"]
    account = add_trace(by=by, case=here, kind="account", value="001 002 003 004")
    link_trace(
        by=by,
        trace=account,
        to=here.suspects.get(),
        relation="owns",
        known_from="provider",
        confidence="confirmed",
    )
    entities = [json.loads(line) for line in net_as_ftm(network_visible_to(by))]
    schemas = sorted(entity["schema"] for entity in entities)
    assert schemas.count("Ownership") == 1
    assert {"BankAccount", "CourtCase", "Person", "UserAccount", "UnknownLink"} <= set(schemas)
    known = {entity["id"] for entity in entities}
    assert len(known) == len(entities)
    for entity in entities:
        ends = [
            end
            for name in ("owner", "asset", "subject", "object")
            for end in entity["properties"].get(name, [])
        ]
        assert set(ends) <= known
    text = json.dumps(entities, ensure_ascii=False)
    for secret in ("Keo", "555 01 23", "5550123", "002003"):
        assert secret not in text
    assert Suspect.objects.count() == 2
