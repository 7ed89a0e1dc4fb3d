from collections.abc import Sequence
from dataclasses import dataclass

from sarana.publish.charts.drawing import GRID, NARROW, frame, number, text

# Column and row of each province, roughly as they lie: a map in tiles, which gives small provinces as much room as large
# ones and needs no drawing of borders that somebody owns or disputes.
PLACES: dict[str, tuple[int, int]] = {
    "22": (2, 0), "13": (4, 0), "19": (5, 0), "16": (6, 0),
    "01": (1, 1), "17": (2, 1), "06": (3, 1), "10": (5, 1), "11": (6, 1),
    "24": (0, 2), "02": (1, 2), "04": (3, 2), "03": (4, 2), "25": (5, 2),
    "15": (1, 3), "05": (2, 3), "12": (3, 3), "14": (4, 3), "20": (5, 3),
    "09": (1, 4), "18": (2, 4), "08": (3, 4), "21": (4, 4),
    "23": (2, 5), "07": (3, 5),
}  # fmt: skip
_ACROSS = 7
_SIDE = NARROW / _ACROSS
_LETTERS = 11


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: its code and name, its number (None where there is none), and how it stands as a class."""

    code: str
    name: str
    value: float | None
    tone: str = ""


def tile_map(title: str, tiles: Sequence[Tile], *, language: str) -> str:
    """The provinces as tiles, roughly where they lie, each with its name and number.

    Args:
        title: what is drawn, for those who hear it.
        tiles: the provinces; one whose place is not known stands below the others.
        language: km or en, for the numbers.
    """
    boxes, names, values = [], [], []
    lost = 0
    for tile in tiles:
        column, row = PLACES.get(tile.code, (lost % _ACROSS, 6 + lost // _ACROSS))
        lost += tile.code not in PLACES
        x, y = column * _SIDE, row * _SIDE
        tone = f' class="tile {tile.tone}"' if tile.tone else ""
        boxes.append(
            f'<rect{tone} x="{x + 2:.0f}" y="{y + 2:.0f}" width="{_SIDE - 4:.0f}" height="{_SIDE - 4:.0f}" rx="5"/>'
        )
        names += [text(x + _SIDE / 2, y + 20 + 12 * at, words) for at, words in enumerate(_lines(tile.name))]
        value = "–" if tile.value is None else number(tile.value, language)
        values.append(text(x + _SIDE / 2, y + _SIDE - 10, value))
    rows = (
        max((PLACES.get(tile.code, (0, 6))[1] for tile in tiles), default=0)
        + 1
        + (lost + _ACROSS - 1) // _ACROSS
    )
    # What all tiles share is said once: twenty-five of them weigh on a page for a slow link.
    inside = [
        f'<g class="tiles" fill="none" stroke="{GRID}">{"".join(boxes)}</g><g text-anchor="middle">{"".join(names)}',
        f'<g class="value" font-weight="700" font-size="16">{"".join(values)}</g></g>',
    ]
    return frame(NARROW, rows * _SIDE, title, inside, size=10, narrow=True)


def _lines(name: str) -> list[str]:
    words, lines = name.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= _LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= _LETTERS + 3 else f"{line[:_LETTERS]}…" for line in lines[:2]]
