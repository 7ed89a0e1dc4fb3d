"""Charts of what estimates are made of: models against their criterion, posterior densities, overlaps of lists."""

from collections.abc import Sequence

from sarana.publish.charts.drawing import BAR, BAR_HIDDEN, GRID, NARROW, frame, number, steps, text

_WIDTH, _HEIGHT = 660, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 24, 24, 44
_COLUMN, _ROW, _BARS = 26, 22, 150
# Lines of several methods are told apart by their dashes as well, not by colour alone.
_DASHES = ("", "7 4", "2 3", "9 3 2 3")


def _x(value: float, low: float, high: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - low) / ((high - low) or 1)


def _y(value: float, low: float, high: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (value - low) / ((high - low) or 1)


def _axis(highest: float, language: str, below: str) -> tuple[list[str], float]:
    marks = steps(highest)
    inside = []
    for mark in marks:
        x = _x(mark, 0, marks[-1])
        inside.append(
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}" '
            f'stroke="{GRID}" stroke-width="0.5"/>'
        )
        inside.append(text(x, _HEIGHT - _BOTTOM + 18, number(mark, language), anchor="middle"))
    inside.append(text(_WIDTH - _RIGHT, _HEIGHT - 8, below, anchor="end"))
    return inside, marks[-1]


def point_chart(
    title: str,
    points: Sequence[tuple[float, float]],
    *,
    language: str,
    across: str,
    upwards: str,
    chosen: int,
) -> str:
    """Points by two numbers, one of them marked.

    Args:
        title: what is drawn, for those who hear it.
        points: the number across from zero, and the one upwards.
        language: km or en, for the numbers.
        across: what the number across is.
        upwards: what the number upwards is.
        chosen: the place of the point that is marked.
    """
    inside, most = _axis(max(x for x, _ in points), language, across)
    low, high = min(y for _, y in points), max(y for _, y in points)
    inside += [
        text(_LEFT - 8, _y(low, low, high) + 4, number(round(low, 1), language), anchor="end"),
        text(_LEFT - 8, _y(high, low, high) + 4, number(round(high, 1), language), anchor="end"),
        text(4, 14, upwards),
    ]
    inside += [
        f'<circle cx="{_x(x, 0, most):.1f}" cy="{_y(y, low, high):.1f}" r="2.5" fill="{BAR_HIDDEN}" fill-opacity="0.5"/>'
        for x, y in points
    ]
    x, y = points[chosen]
    inside.append(
        f'<circle class="s1" cx="{_x(x, 0, most):.1f}" cy="{_y(y, low, high):.1f}" r="6" fill="{BAR}"/>'
    )
    said = f"{across}: {number(round(x), language)}; {upwards}: {number(round(y, 1), language)}"
    return frame(_WIDTH, _HEIGHT, title, inside, size=12, description=said)


def density_chart(
    title: str,
    curves: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    *,
    language: str,
    across: str,
) -> str:
    """Curves over the same numbers, each as high as the others at its top; told apart by their dashes.

    Args:
        title: what is drawn, for those who hear it.
        curves: label, and points of number and density.
        language: km or en, for the numbers.
        across: what the numbers are.
    """
    inside, most = _axis(max(x for _, points in curves for x, _ in points), language, across)
    for place, (label, points) in enumerate(curves):
        top = max(y for _, y in points) or 1
        path = " ".join(f"{_x(x, 0, most):.1f},{_y(y / top, 0, 1):.1f}" for x, y in points)
        dashes = _DASHES[place % len(_DASHES)]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        stroke = f'fill="none" stroke="{BAR}" stroke-width="2"{dashed}'
        inside.append(f'<polyline class="l1" points="{path}" {stroke}/>')
        key = _TOP + 4 + 18 * place
        inside.append(
            f'<line class="l1" x1="{_WIDTH - 220}" x2="{_WIDTH - 184}" y1="{key}" y2="{key}" {stroke}/>'
        )
        inside.append(text(_WIDTH - 176, key + 4, label))
    heights = "; ".join(
        f"{label}: {number(round(max(points, key=lambda point: point[1])[0]), language)}"
        for label, points in curves
    )
    return frame(_WIDTH, _HEIGHT, title, inside, size=12, description=heights)


def overlap_chart(
    title: str,
    lists: Sequence[str],
    overlaps: Sequence[tuple[frozenset[str], int | None]],
    *,
    language: str,
    hidden: str = "<5",
) -> str:
    """Which lists overlap how much (UpSet; Lex et al. 2014): a bar for each combination over the dots of its lists.

    Args:
        title: what is drawn, for those who hear it.
        lists: their names, one a row of dots.
        overlaps: the lists of a combination and how many cases have it; None where that is too few to be told.
        language: km or en, for the numbers.
        hidden: what stands over a bar too small to be told.
    """
    left = 20 + 8 * max(len(name) for name in lists)
    most = max((count for _, count in overlaps if count is not None), default=1) or 1
    floor = _TOP + _BARS
    inside = [
        text(left - 10, floor + 20 + _ROW * row + 4, name, anchor="end") for row, name in enumerate(lists)
    ]
    for column, (names, count) in enumerate(overlaps):
        x = left + 10 + _COLUMN * column
        tall = 6.0 if count is None else max(_BARS * count / most, 1.0)
        ink = f'fill="none" stroke="{BAR_HIDDEN}"' if count is None else f'class="s1" fill="{BAR}"'
        inside.append(f'<rect x="{x - 8}" y="{floor - tall:.0f}" width="16" height="{tall:.0f}" {ink}/>')
        told = hidden if count is None else number(count, language)
        inside.append(f'<g font-size="9">{text(x, floor - tall - 4, told, anchor="middle")}</g>')
        for row, name in enumerate(lists):
            fill = f'class="s1" fill="{BAR}"' if name in names else f'fill="{GRID}" fill-opacity="0.3"'
            inside.append(f'<circle cx="{x}" cy="{floor + 20 + _ROW * row}" r="5" {fill}/>')
    said = "; ".join(
        f"{' & '.join(sorted(names))}: {hidden if count is None else number(count, language)}"
        for names, count in overlaps
    )
    # Few bars are not blown up: the drawing keeps the width of a page's other drawings.
    wide = max(left + 20 + _COLUMN * len(overlaps), NARROW)
    return frame(wide, floor + 20 + _ROW * len(lists), title, inside, size=12, description=said)
