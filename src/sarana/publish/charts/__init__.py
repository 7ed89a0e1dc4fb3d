"""Charts drawn on the server as SVG, the same on the page and in the PDF. Every chart has a table beside it."""

from sarana.publish.charts.bars import bar_chart
from sarana.publish.charts.clouds import density_chart, overlap_chart, point_chart
from sarana.publish.charts.lines import line_chart
from sarana.publish.charts.links import Shape, Tie, legend_sign, link_chart
from sarana.publish.charts.spans import span_chart
from sarana.publish.charts.tiers import tier_chart
from sarana.publish.charts.tiles import Tile, tile_map
from sarana.publish.charts.times import time_chart

__all__ = [
    "Shape",
    "Tie",
    "Tile",
    "bar_chart",
    "density_chart",
    "legend_sign",
    "line_chart",
    "link_chart",
    "overlap_chart",
    "point_chart",
    "span_chart",
    "tier_chart",
    "tile_map",
    "time_chart",
]
