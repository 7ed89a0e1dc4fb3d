"""Tiers year by year: one country in bold, its neighbours beside it, told apart by dashes as well as by shade."""

from collections.abc import Mapping, Sequence

from sarana.publish.charts.drawing import BAR, GRID, NARROW, frame, text

_DASHES = ("9 4", "2 4", "10 3 2 3", "5 3", "1 2")
_HEIGHT, _LEFT, _RIGHT, _TOP, _STEP = 230, 92, 46, 26, 46
# Names at the end of lines need this much room between them.
_LABEL = 14
_LEVELS = ("1", "2", "2WL", "3")


def tier_chart(
    title: str,
    years: Sequence[int],
    countries: Mapping[str, Mapping[int, str]],
    *,
    own: str,
    names: Sequence[str],
) -> str:
    """Lines over the years, the best tier on top; a gap where no placement is on record.

    Args:
        title: what is drawn, for those who hear it; the placements stand in the table beside it.
        years: first to last.
        countries: placements ("1", "2", "2WL", "3") by country code and year.
        own: the country that stands in bold.
        names: what the four levels are called, from best to worst.
    """
    inside = []
    for at, name in enumerate(names):
        y = _TOP + at * _STEP
        inside.append(
            f'<line class="grid" x1="{_LEFT}" x2="{NARROW - _RIGHT}" y1="{y}" y2="{y}" stroke="{GRID}" stroke-width="0.5"/>'
        )
        inside.append(text(_LEFT - 8, y + 4, name, anchor="end"))
    marked = [year for year in years if year % 5 == 0 or year in {years[0], years[-1]}]
    inside += [text(_x(year, years), _HEIGHT - 30, str(year)[2:], anchor="middle") for year in marked]
    others = [code for code in countries if code != own]
    ends: list[tuple[float, float, str]] = []
    for at, code in enumerate([*others, own]):
        points = _points(countries[code], years, 0 if code == own else 3 * (at + 1) - 7)
        inside += _line(points, at, bold=code == own)
        if points:
            end = points[max(points)]
            ends.append((end[1], end[0], code))
    inside += _names(ends, own)
    return frame(NARROW, _HEIGHT, title, inside, size=14, narrow=True)


def _x(year: int, years: Sequence[int]) -> float:
    return _LEFT + (year - years[0]) * (NARROW - _LEFT - _RIGHT) / max(years[-1] - years[0], 1)


def _points(placed: Mapping[int, str], years: Sequence[int], shift: int) -> dict[int, tuple[float, float]]:
    """Where each year's placement stands; lines that share a level lie a little apart, so that none hides another."""
    return {
        year: (_x(year, years), _TOP + _LEVELS.index(placed[year]) * _STEP + shift)
        for year in years
        if placed.get(year) in _LEVELS
    }


def _line(points: Mapping[int, tuple[float, float]], at: int, *, bold: bool) -> list[str]:
    style = (
        f'class="l1" stroke="{BAR}" stroke-width="3.5"'
        if bold
        else f'stroke="currentColor" stroke-opacity="0.6" stroke-width="1.6" stroke-dasharray="{_DASHES[at % len(_DASHES)]}"'
    )
    found = [
        f'<line {style} x1="{x:.0f}" y1="{y:.0f}" x2="{points[year + 1][0]:.0f}" y2="{points[year + 1][1]:.0f}"/>'
        for year, (x, y) in points.items()
        if year + 1 in points
    ]
    if bold:
        found += [
            f'<circle class="s1" cx="{x:.0f}" cy="{y:.0f}" r="3.5" fill="{BAR}"/>' for x, y in points.values()
        ]
    return found


def _names(ends: list[tuple[float, float, str]], own: str) -> list[str]:
    """The countries' codes beside the ends of their lines, moved down where they would cover each other."""
    found, last = [], float("-inf")
    for y, x, code in sorted(ends):
        last = max(y, last + _LABEL)
        found.append(text(x + 6, last + 4, code, weight="700" if code == own else ""))
    return found
