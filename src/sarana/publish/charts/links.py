"""The link chart: who and what hangs together, drawn as shapes that are links, so that the keyboard reaches each.

Laid out by networkx after Kamada and Kawai (1989), who take the number of steps between two things for the distance
at which springs hold them; the same things give the same drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sarana.publish.charts.drawing import FONT

SIZE = 14
# Room for a shape with two lines of words below it.
_WIDE, _HIGH = 138, 92
_MARGIN = 84
# How much longer the ties are than the shapes are wide: room for words on them.
_AIR = 1.5
_RADIUS = 19
_MOST_TIE_WORDS = 26
_MOST_SIGNS = 22
_ROUNDS = 120
type Points = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Something in the chart: which shape it has, two short lines of words, where it leads, and what is heard."""

    key: str
    kind: str
    name: str
    words: str
    url: str
    heard: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two shapes; ``words`` stand on it where there is room, ``line`` is how sure it is."""

    one: str
    other: str
    words: str = ""
    line: str = "plain"


# The class that colours a kind of thing; the shape tells it apart without colour.
_COLOURS = {"case": "s6", "event": "s5", "victim": "s1", "suspect": "s2", "trace": "s3", "premises": "s4"}
_DASHES = {"likely": "9 4", "unsure": "2 5", "plain": ""}


def link_chart(title: str, shapes: Sequence[Shape], ties: Sequence[Tie]) -> str:
    """The chart as SVG with its own width: a narrow screen scrolls it.

    Args:
        title: what is drawn, for those who hear it.
        shapes: the things, the most important first.
        ties: the lines; both ends must be among the shapes.
    """
    points = _spread(_placed(shapes, ties))
    width = max(x for x, _ in points.values()) + _MARGIN + 8
    height = max(y for _, y in points.values()) + _MARGIN
    lines = "".join(_line(tie, points) for tie in ties)
    said = [tie for tie in ties if tie.words]
    words = _tie_words(said, points) if len(said) <= _MOST_TIE_WORDS else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="group" aria-label="{escape(title)}" font-family="{FONT}" '
        f'font-size="{SIZE}" fill="currentColor" class="links"><g aria-hidden="true">{lines}{words}</g>'
        f"{''.join(_drawn(shape, points[shape.key]) for shape in shapes)}</svg>"
    )


def legend_sign(kind: str) -> str:
    """One shape by itself, for the legend."""
    return f'<svg viewBox="-22 -22 44 44" width="26" height="26" aria-hidden="true" class="links">{_outline(kind)}</svg>'


def _placed(shapes: Sequence[Shape], ties: Sequence[Tie]) -> Points:
    """Places between 0 and 1 for each shape."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(shape.key for shape in shapes)
    graph.add_edges_from((tie.one, tie.other) for tie in ties)
    # What hangs on nothing else hangs on the first, so that nothing flies off.
    first = shapes[0].key
    for part in sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: p[0]):
        if first not in part:
            graph.add_edge(first, part[0])
    if len(graph) == 1:
        return {first: (0.5, 0.5)}
    laid = nx.kamada_kawai_layout(graph, pos=nx.circular_layout(graph))
    xs, ys = [float(x) for x, _ in laid.values()], [float(y) for _, y in laid.values()]
    wide, high = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    return {key: ((float(x) - min(xs)) / wide, (float(y) - min(ys)) / high) for key, (x, y) in laid.items()}


def _spread(points: Points) -> Points:
    """The places in pixels, pushed apart until no two shapes with their words lie on each other."""
    many = math.sqrt(len(points))
    spots = {key: [x * many * _WIDE * _AIR, y * many * _HIGH * _AIR] for key, (x, y) in points.items()}
    keys = list(spots)
    for _ in range(_ROUNDS):
        moved = False
        for at, one in enumerate(keys):
            for other in keys[at + 1 :]:
                moved |= _push(spots[one], spots[other])
        if not moved:
            break
    left, top = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
    return {key: (x - left + _MARGIN, y - top + _MARGIN / 2) for key, (x, y) in spots.items()}


def _push(one: list[float], other: list[float]) -> bool:
    """Move two places apart along the way that is shorter; True when they lay on each other."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    over_x, over_y = _WIDE - abs(dx), _HIGH - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:  # noqa: PLR2004 - half a pixel is no overlap
        return False
    axis, over, apart = (0, over_x, dx) if over_x / _WIDE < over_y / _HIGH else (1, over_y, dy)
    step = over / 2 if apart >= 0 else -over / 2
    one[axis] -= step
    other[axis] += step
    return True


def _line(tie: Tie, points: Points) -> str:
    (x1, y1), (x2, y2) = points[tie.one], points[tie.other]
    dash = _DASHES.get(tie.line, "")
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    kind = "firm" if tie.line in {"confirmed", "same"} else "tie"
    return f'<line class="{kind}" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"{dashed}/>'


def _tie_words(ties: Sequence[Tie], points: Points) -> str:
    """The words of the ties, each on its line where no shape or other words are; left out where there is no room."""
    taken: list[_Box] = [(x, y + 12, _WIDE, _HIGH - 18) for x, y in points.values()]
    written = []
    for tie in ties:
        (x1, y1), (x2, y2) = points[tie.one], points[tie.other]
        width = 8.0 * len(tie.words)
        for share in _ALONG:
            spot = (x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, width, SIZE + 4)
            if not any(_overlap(spot, other) for other in taken):
                taken.append(spot)
                written.append(
                    f'<text x="{spot[0]:.0f}" y="{spot[1] + 5:.0f}" text-anchor="middle">{escape(tie.words)}</text>'
                )
                break
    return "".join(written)


_ALONG = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72)
type _Box = tuple[float, float, float, float]


def _overlap(one: _Box, other: _Box) -> bool:
    """Whether two boxes (middle, width, height) lie on each other."""
    return abs(one[0] - other[0]) * 2 < one[2] + other[2] and abs(one[1] - other[1]) * 2 < one[3] + other[3]


def _outline(kind: str) -> str:
    colour = _COLOURS.get(kind, "s6")
    r = _RADIUS
    if kind == "victim":
        return f'<circle class="{colour}" r="{r}"/>'
    if kind == "suspect":
        return f'<rect class="{colour}" x="{-r + 2}" y="{-r + 2}" width="{2 * r - 4}" height="{2 * r - 4}"/>'
    if kind == "case":
        return f'<rect class="{colour}" x="{-r}" y="{-r + 5}" width="{2 * r}" height="{2 * r - 10}" rx="9"/>'
    corners = {
        "event": [(0, -r), (r, 0), (0, r), (-r, 0)],
        "premises": [(0, -r), (r, -4), (r - 3, r - 3), (3 - r, r - 3), (-r, -4)],
    }.get(kind, [(-r, 0), (-r / 2, 3 - r), (r / 2, 3 - r), (r, 0), (r / 2, r - 3), (-r / 2, r - 3)])
    return f'<polygon class="{colour}" points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in corners)}"/>'


def _drawn(shape: Shape, at: tuple[float, float]) -> str:
    words = (
        f'<text y="{_RADIUS + 34}" text-anchor="middle">{escape(_short(shape.words))}</text>'
        if shape.words
        else ""
    )
    inside = (
        f'{_outline(shape.kind)}<text y="{_RADIUS + 16}" text-anchor="middle" font-weight="600">'
        f"{escape(_short(shape.name))}</text>{words}"
    )
    place = f'transform="translate({at[0]:.0f} {at[1]:.0f})"'
    return f'<a href="{escape(shape.url)}" {place} aria-label="{escape(shape.heard)}">{inside}</a>'


def _short(words: str) -> str:
    """What fits below a shape; those who hear it hear the whole."""
    return words if len(words) <= _MOST_SIGNS else f"{words[: _MOST_SIGNS - 1]}…"
