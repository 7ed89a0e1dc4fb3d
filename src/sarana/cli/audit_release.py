"""``sarana audit-release``: what a stranger can derive from published tables. Nothing here needs the server or its database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sarana.cli.screen import AsJson, complain, out, print_json, progress_bar

if TYPE_CHECKING:
    from sarana.science.disclosure import Finding, Table

_WORDS = {
    "shown": ("a small count is shown", "បង្ហាញចំនួនតិច"),
    "exact": ("a hidden count is known to the digit", "ចំនួនដែលលាក់ត្រូវបានដឹងច្បាស់"),
    "small": ("a hidden count is known to be small", "គេដឹងថាចំនួនដែលលាក់គឺតិច"),
    "full": ("all of a group stand in one category", "ក្រុមទាំងមូលស្ថិតក្នុងប្រភេទតែមួយ"),
    "difference": ("two releases differ by a small count", "ការផ្សាយពីរលើកខុសគ្នាដោយចំនួនតិច"),
}
_FLOOR = 5


def add_to(app: typer.Typer) -> None:
    """Register the attacker."""
    app.command("audit-release")(audit_release)


def audit_release(
    files: Annotated[
        list[Path], typer.Argument(help="CSV or JSON files of one population, or folders of them.")
    ],
    before: Annotated[
        list[Path] | None, typer.Option(help="Files of an earlier release, to be compared with these.")
    ] = None,
    threshold: Annotated[int, typer.Option(help="The smallest count that may be known.", min=_FLOOR)] = 11,
    sensitive: Annotated[
        list[str] | None, typer.Option(help="A dimension of which no group may stand in one category.")
    ] = None,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Print what a stranger can derive from everything that is published; exit 1 when it is anything.

    The counts that it prints are what must not be known: keep its answer where the register's answers are kept.
    """
    from sarana.science.disclosure import TableUnreadable, audit, differences

    if language not in {"km", "en"}:
        raise typer.BadParameter("Say km or en.", param_hint="--language")
    try:
        tables, earlier = _tables(files), _tables(before or [])
        with progress_bar("Attacking") as move:
            found = audit(
                tables,
                threshold=threshold,
                sensitive=sensitive or (),
                progress=lambda done, of: move(done, of, ""),
            )
            if earlier:
                more = audit(earlier, threshold=threshold, sensitive=sensitive or ())
                more += differences(earlier, tables, threshold=threshold)
                found = list(dict.fromkeys(found + more))
    except TableUnreadable as refused:
        complain(getattr(refused, language))
        raise typer.Exit(2) from refused
    except (OSError, ValueError) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    _tell(found, language, cells=sum(len(table.values) for table in tables), as_json=as_json)
    raise typer.Exit(1 if found else 0)


def _tables(files: list[Path]) -> "list[Table]":
    from sarana.science.disclosure import tables_of

    found = []
    for file in files:
        inside = sorted((*file.rglob("*.csv"), *file.rglob("*.json"))) if file.is_dir() else [file]
        for one in inside:
            found += tables_of(one.name, one.read_bytes())
    if files and not found:
        raise ValueError("No CSV or JSON file is there; name the published files.")
    return found


def _tell(found: "list[Finding]", language: str, *, cells: int, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "cells": cells,
                "derived": [
                    {"kind": one.kind.value, "cell": dict(one.cell), "low": one.low, "high": one.high}
                    for one in found
                ],
            }
        )
        return
    km = language == "km"
    if not found:
        out.print(
            f"{cells} ក្រឡា៖ គ្មានអ្វីក្រោមកម្រិតអាចដឹងបានទេ។"
            if km
            else f"{cells} cells: nothing below the rule can be derived."
        )
        return
    for one in found:
        cell = ", ".join(f"{name}={part}" for name, part in one.cell) or ("សរុប" if km else "the total")
        between = str(one.low) if one.low == one.high else f"{one.low}–{one.high}"
        out.print(f"{cell}: {_WORDS[one.kind.value][km]} ({between})", markup=False)
    out.print(f"{len(found)} ក្នុងចំណោម {cells} ក្រឡា" if km else f"{len(found)} of {cells} cells")
