"""Parts of the net and those who stand between, as lines of a table, on a page and on paper."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.register.links.queries import CASE, Network, Thing
from sarana.science.links import Broker
from sarana.web.components import Column
from sarana.web.forms.links import KINDS
from sarana.web.views.link_parts import kind_words
from sarana.web.wording import figure


def by_kind(things: Sequence[Thing]) -> dict[str, int]:
    """How many things of each kind."""
    counts = dict.fromkeys(KINDS, 0)
    for thing in things:
        counts[thing.kind] += 1
    return counts


def part_columns() -> list[Column]:
    """The columns of the parts."""
    return [
        Column(key="key", label=_("Part of"), kind="code", link="url"),
        Column(key="things", label=_("Things"), kind="number"),
        Column(key="cases", label=_("Cases"), kind="number"),
        Column(key="kinds", label=_("What it holds")),
    ]


def _kinds_words(things: Sequence[Thing]) -> str:
    return " · ".join(
        f"{KINDS[kind]} {figure(number)}"
        for kind, number in by_kind(things).items()
        if number and kind != CASE
    )


def part_row(key: str, things: Sequence[Thing]) -> dict[str, object]:
    """A part as a line."""
    return {
        "key": key,
        "url": reverse("web:link-part", args=[key]),
        "things": len(things),
        "cases": by_kind(things)[CASE],
        "kinds": _kinds_words(things) or None,
    }


def broker_columns() -> list[Column]:
    """The columns of those who stand between."""
    return [
        Column(key="key", label=_("Who or what"), kind="code", link="url"),
        Column(key="kind", label=_("Kind")),
        Column(key="between", label=_("Between pairs"), kind="number"),
        Column(key="ties", label=_("Ties"), kind="number"),
        Column(key="cases", label=_("Cases"), kind="number"),
    ]


def broker_row(one: Broker, net: Network) -> dict[str, object]:
    """Who stands between, as a line."""
    return {
        "key": one.key,
        "url": reverse("web:link-part", args=[one.key]),
        "kind": kind_words(net.things[one.key]),
        "between": round(one.between, 1),
        "ties": one.ties,
        "cases": len(net.things[one.key].cases),
    }
