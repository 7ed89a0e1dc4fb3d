"""``sarana screen`` and ``sarana names``: names against lists, and two names against each other."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.base.vocabulary.rules import country_code
from sarana.cli.screen import AsJson, complain, print_table, progress_bar, tell

if TYPE_CHECKING:
    from sarana.science.screening import ListVersion, Query, ScreeningIndex

# After so many days a list is stale: the UN's changes every few weeks.
_STALE_DAYS = 30
_NAME = ("full_name", "name", "full name", "ឈ្មោះ")
_BORN = ("date_of_birth", "birth_date", "birthdate", "dob", "born", "ថ្ងៃខែឆ្នាំកំណើត")
_NATION = ("nationality", "citizenship", "country", "សញ្ជាតិ")
_LARGEST_FIELD = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Register screening and the comparison of names."""
    app.command()(screen)
    names = typer.Typer(help="Names in any script.", no_args_is_help=True)
    names.callback()(_names)
    names.command()(compare)
    app.add_typer(names, name="names")


def _names() -> None:
    """Names in any script."""


def compare(
    one: Annotated[str, typer.Argument(metavar="A", help="A full name, in any script.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The other name.")],
    as_json: AsJson = False,
) -> None:
    """Say how alike two names are, from 0 to 1, and why."""
    from sarana.science.names import RECOMMENDED_THRESHOLD
    from sarana.science.names import compare as compare_names

    match = compare_names(one, other)
    if as_json:
        typer.echo(json.dumps({"score": match.score, "reasons": list(match.reasons)}, ensure_ascii=False))
        return
    same = "taken for the same" if match.score >= RECOMMENDED_THRESHOLD else "not taken for the same"
    typer.echo(f"{match.score:.2f}, {same} (from {RECOMMENDED_THRESHOLD} on)")
    for reason in match.reasons:
        typer.echo(f"  {reason}")


def screen(
    names: Annotated[
        Path, typer.Argument(help="CSV with a column full_name, if possible birth date and nationality.")
    ],
    more: Annotated[list[Path] | None, typer.Argument(metavar="[LIST]…", help="Further list files.")] = None,
    lists: Annotated[list[Path] | None, typer.Option("--list", help="A list file; may be repeated.")] = None,
    threshold: Annotated[
        float | None, typer.Option(help="Hits below this score are not shown.", min=0, max=1)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look names up in sanctions and watch lists (UN, OFAC, EU, UK, FollowTheMoney, a national table).

    A hit is a lead for a person to decide on; it changes nothing by itself.
    """
    from sarana.science.screening import RECOMMENDED_THRESHOLD, ListNotUsable, ScreeningIndex

    if not (wanted := [*(lists or []), *(more or [])]):
        raise typer.BadParameter("Name at least one list.", param_hint="--list")
    try:
        versions = _versions(wanted)
        index = ScreeningIndex(versions, for_many=True)
        queries = list(_queries(names))
    except (ListNotUsable, OSError, ValueError) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    limit = RECOMMENDED_THRESHOLD if threshold is None else threshold
    if as_json:
        _json_lines(index, queries, limit)
    else:
        _show(index, queries, limit)


def _versions(wanted: list[Path]) -> list["ListVersion"]:
    from sarana.science.screening import read_list

    alternates = {
        path for path in wanted if path.name.lower().startswith("alt") and path.suffix.lower() == ".csv"
    }
    beside = b"".join(path.read_bytes() for path in sorted(alternates))
    versions = []
    for path in wanted:
        if path in alternates or path.name.lower().startswith("add."):
            continue
        version = read_list(path.read_bytes(), beside=beside)
        _tell_of(path, version)
        versions.append(
            replace(
                version,
                entries=tuple(
                    replace(entry, nationalities=tuple(country_code(text) for text in entry.nationalities))
                    for entry in version.entries
                ),
            )
        )
    return versions


def _tell_of(path: Path, version: "ListVersion") -> None:
    """Which edition it is, what was odd in it, and loudly when it is old."""
    day = version.generated_on
    tell(f"{path.name}: {version.source}, {len(version.entries):,} entries, of {day or 'an unknown day'}")
    for doubt in version.doubts[:5]:
        complain(f"{path.name}: {doubt}")
    if day and (age := (date.today() - day).days) > _STALE_DAYS:  # noqa: DTZ011 - the day on the wall
        complain(f"{path.name} is {age} days old. Fetch the present edition before you rely on it.")


def _queries(path: Path) -> Iterator[tuple[int, "Query"]]:
    """The rows of the file with their line numbers; a row without a name is a query that finds nothing.

    Raises:
        ValueError: no column is named for names.
    """
    from sarana.science.screening import ListedAs, Query, births_in

    csv.field_size_limit(_LARGEST_FIELD)
    text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\0", "")
    reader = csv.DictReader(text.splitlines())
    heads = {(head or "").strip().casefold(): head for head in reader.fieldnames or []}
    name = _column(heads, _NAME)
    if name is None:
        raise ValueError(f"{path.name} has no column “full_name”. Name the columns in its first row.")
    born, nation = _column(heads, _BORN), _column(heads, _NATION)
    for number, row in enumerate(reader, 2):
        births = births_in(row.get(born) or "") if born else ()
        nations = (
            tuple(country_code(part) for part in (row.get(nation) or "").split(";") if part.strip())
            if nation
            else ()
        )
        person = ListedAs.PERSON if births else None
        yield number, Query((row.get(name) or "").strip(), births, nations, listed_as=person)


def _column(heads: dict[str, str], known: tuple[str, ...]) -> str | None:
    return next((heads[name] for name in known if name in heads), None)


def _json_lines(index: "ScreeningIndex", queries: list[tuple[int, "Query"]], limit: float) -> None:
    """One line a query on standard output, hits or not."""
    for row, query in queries:
        hits = index.screen(query, threshold=limit)
        told = [
            {
                "list": hit.source,
                "id": hit.entry.key,
                "name": hit.name.text,
                "score": hit.score,
                "reasons": list(hit.reasons),
            }
            for hit in hits
        ]
        typer.echo(json.dumps({"query": query.name, "row": row, "hits": told}, ensure_ascii=False))


def _show(index: "ScreeningIndex", queries: list[tuple[int, "Query"]], limit: float) -> None:
    rows: list[list[Any]] = []
    with progress_bar("Screening") as move:
        for place, (row, query) in enumerate(queries, 1):
            rows += [
                [
                    row,
                    query.name,
                    hit.name.text,
                    hit.source,
                    hit.entry.programme or hit.entry.key,
                    f"{hit.score:.2f}",
                    "; ".join(hit.reasons),
                ]
                for hit in index.screen(query, threshold=limit)
            ]
            if place % 200 == 0 or place == len(queries):
                move(place, len(queries), "")
    persons = len({row[0] for row in rows})
    tell(f"{len(queries):,} screened, {persons:,} with a possible hit, none decided: a person decides.")
    if rows:
        print_table("Possible hits", ("row", "asked", "listed", "list", "programme", "score", "why"), rows)
