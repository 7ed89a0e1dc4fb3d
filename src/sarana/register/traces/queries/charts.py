"""Who and what hangs together in a case, and in the cases joined to it, as nodes and edges. No identity is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.traces.models import Trace, TraceLink

# A drawing of more is read by nobody; the table below it holds everything.
MOST_NODES = 40
MOST_CASES = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A case, event, victim, suspect or trace; ``shape`` tells which, ``record`` is what it stands for."""

    key: str
    shape: str
    record: Case | Event | Victim | Suspect | Trace


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes and what the one is to the other; ``link`` is the link of a trace on record, if it comes from one."""

    one: str
    other: str
    relation: str
    link: TraceLink | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. ``left_out`` nodes did not fit."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


def cases_joined_to(case: Case, officer: Officer) -> tuple[list[Case], bool]:
    """Cases that the officer sees and that share an identity or a trace with this one; and whether there are more."""
    found = list(_joined(case, officer).order_by("-pk")[:MOST_CASES])
    return found[: MOST_CASES - 1], len(found) >= MOST_CASES


def _joined(case: Case, officer: Officer) -> QuerySet[Case]:
    people = Q()
    for model in (Victim, Suspect):
        here = model.objects.filter(case=case, identity=OuterRef("identity"))
        for other in (Victim, Suspect):
            people |= Q(Exists(other.objects.filter(Exists(here), case=OuterRef("pk"))))
    token = Trace.objects.filter(case=case, token=OuterRef("token"))
    people |= Q(Exists(Trace.objects.filter(Exists(token), case=OuterRef("pk"))))
    return cases_visible_to(officer).filter(people).exclude(pk=case.pk)


def chart_of(cases: Sequence[Case]) -> Chart:
    """Everything in these cases, all of which the officer may see, with the first case's own things first."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for case in cases:
        _add_case(case, nodes, edges)
    edges += _shared(nodes.values())
    kept = dict(sorted(nodes.items(), key=lambda pair: _worth(pair[1], edges))[:MOST_NODES])
    shown = [node for key, node in nodes.items() if key in kept]
    return Chart(
        tuple(shown),
        tuple(edge for edge in edges if edge.one in kept and edge.other in kept),
        len(nodes) - len(shown),
    )


def _key(record: Case | Event | Victim | Suspect | Trace) -> str:
    return f"{record._meta.model_name}-{record.pk}"  # noqa: SLF001


def _add_case(case: Case, nodes: dict[str, Node], edges: list[Edge]) -> None:
    hub = Node(_key(case), "case", case)
    nodes[hub.key] = hub
    tied: set[str] = set()
    people: list[Victim | Suspect] = [*case.victims.all(), *case.suspects.all()]
    events = list(case.events.select_related("place").prefetch_related("victims", "suspects"))
    traces = list(case.traces.select_related("agency_key", "case__agency"))
    records: list[Event | Victim | Suspect | Trace] = [*people, *events, *traces]
    for record in records:
        node = Node(_key(record), str(record._meta.model_name), record)  # noqa: SLF001
        nodes[node.key] = node
    for event in events:
        edges.append(Edge(hub.key, _key(event), "event"))
        tied.add(_key(event))
        present: list[Victim | Suspect] = [*event.victims.all(), *event.suspects.all()]
        for person in present:
            edges.append(Edge(_key(event), _key(person), "in_event"))
            tied.add(_key(person))
    for link in _links(traces):
        end = link.victim or link.suspect or link.event
        if end is not None:
            edges.append(Edge(_key(end), _key(link.trace), link.relation, link))
            tied |= {_key(end), _key(link.trace)}
    loose: list[Victim | Suspect | Trace] = [*people, *traces]
    edges += [Edge(hub.key, _key(record), "belongs") for record in loose if _key(record) not in tied]


def _links(traces: Iterable[Trace]) -> QuerySet[TraceLink]:
    return TraceLink.objects.filter(trace__in=[trace.pk for trace in traces]).select_related(
        "trace", "victim", "suspect", "event"
    )


def _shared(nodes: Iterable[Node]) -> list[Edge]:
    """The same identity or the same trace in two of the cases."""
    first: dict[bytes, str] = {}
    edges = []
    for node in nodes:
        record = node.record
        if isinstance(record, (Victim, Suspect)):
            mark = record.identity_id.bytes
        elif isinstance(record, Trace):
            mark = bytes(record.token)
        else:
            continue
        if mark in first:
            edges.append(Edge(first[mark], node.key, "same"))
        else:
            first[mark] = node.key
    return edges


def _worth(node: Node, edges: Sequence[Edge]) -> tuple[int, int]:
    """Cases and events first, then whoever has the most ties."""
    degree = sum(node.key in {edge.one, edge.other} for edge in edges)
    return (0 if node.shape in {"case", "event"} else 1, -degree)
