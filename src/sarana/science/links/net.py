"""The net itself, its parts, the shortest ways through it, and groups inside one part."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

type Pair = tuple[str, str]
# Above so many nodes a search for groups takes seconds; it is meant for a part of the size of a case.
MOST_FOR_GROUPS = 400
_FEWEST_FOR_GROUPS = 5


def net_of(nodes: Iterable[str], edges: Iterable[Pair]) -> Any:
    """The undirected graph, put together in sorted order, so that equal input gives equal answers.

    Args:
        nodes: keys; those that only stand in edges are added.
        edges: two keys each, in either direction.
    """
    import networkx as nx  # takes a tenth of a second; few pages need it

    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]}))
    return graph


def ways_between(
    edges: Iterable[Pair], one: str, other: str, *, most: int = 3, longest: int = 8
) -> list[tuple[str, ...]]:
    """The shortest few ways from one node to another, the shortest first, none with a node twice (Yen 1971).

    Args:
        edges: two keys each.
        one: where the ways begin.
        other: where they end.
        most: how many are looked for.
        longest: the most steps of a way; what is further apart says nothing.

    Returns:
        Each way as its nodes; none when the two do not hang together or one is in no edge.
    """
    import networkx as nx

    graph = net_of((), edges)
    if one not in graph or other not in graph or one == other:
        return []
    try:
        found = [
            tuple(way)
            for way in islice(nx.shortest_simple_paths(graph, min(one, other), max(one, other)), most)
        ]
    except nx.NetworkXNoPath:
        return []
    ways = [way if way[0] == one else way[::-1] for way in found if len(way) - 1 <= longest]
    return sorted(ways, key=lambda way: (len(way), min(way, way[::-1])))


def components_of(nodes: Iterable[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """The parts of the net that hang together, each sorted; the largest first, equal ones by their first node."""
    import networkx as nx

    parts = (tuple(sorted(part)) for part in nx.connected_components(net_of(nodes, edges)))
    return sorted(parts, key=lambda part: (-len(part), part))


def groups_in(nodes: Sequence[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Groups with more ties inside than to the outside (greedy modularity: Clauset, Newman and Moore 2004).

    A way of looking and no finding. Few nodes, and more than ``MOST_FOR_GROUPS``, are left as one group.
    """
    import networkx as nx

    graph = net_of(nodes, edges)
    if not _FEWEST_FOR_GROUPS <= len(graph) <= MOST_FOR_GROUPS or not graph.number_of_edges():
        return [tuple(sorted(graph))] if len(graph) else []
    found = nx.community.greedy_modularity_communities(graph)
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))
