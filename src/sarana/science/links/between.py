"""Who stands between others: betweenness (Freeman 1977; computed after Brandes 2001, estimated after Brandes and Pich 2007)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sarana.science.links.net import Pair, components_of, net_of

# Steps that one part may cost before a sample of starting points must do: about a second.
_MOST_STEPS = 1_500_000
_FEWEST_STARTS = 50
_SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Broker:
    """A node, how many pairs of others have it on their shortest ways (shared where there are several), its ties."""

    key: str
    between: float
    ties: int


@dataclass(frozen=True, slots=True)
class Brokers:
    """Who stands between others, the most first; ``estimated`` where a part was too large to go through whole."""

    found: tuple[Broker, ...]
    estimated: bool


def brokers_of(
    nodes: Iterable[str], edges: Iterable[Pair], *, weighed: Iterable[str] | None = None
) -> Brokers:
    """Every node that stands between at least two others.

    Args:
        nodes: keys.
        edges: two keys each.
        weighed: which nodes may be named; all when nothing is given. The others carry ways and are never named.
    """
    import networkx as nx

    nodes, edges = list(nodes), list(edges)
    graph = net_of(nodes, edges)
    named = set(graph) if weighed is None else set(weighed)
    found, estimated = [], False
    for part in components_of(nodes, edges):
        if len(part) < 3:  # noqa: PLR2004 - nobody stands between others
            break
        inside = net_of(part, graph.subgraph(part).edges)
        starts = _starts(len(inside), inside.number_of_edges())
        estimated |= starts is not None
        between = nx.betweenness_centrality(inside, k=starts, normalized=False, seed=_SEED)
        found += [
            Broker(key, round(between[key], 6), inside.degree(key))
            for key in part
            if key in named and between[key] > 0
        ]
    return Brokers(tuple(sorted(found, key=lambda one: (-one.between, -one.ties, one.key))), estimated)


def _starts(nodes: int, edges: int) -> int | None:
    """From how many nodes the ways are followed; None for all of them."""
    if nodes * (nodes + edges) <= _MOST_STEPS:
        return None
    return min(nodes, max(_FEWEST_STARTS, _MOST_STEPS // (nodes + edges)))
