"""``sarana link``: which records of a file are one person's. Nothing here needs the server or its database."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli import link_private
from sarana.cli.link_files import Wanted, decided_in, earlier_in, model_in, records_in, write
from sarana.cli.screen import AsJson, complain, err, out, print_json, progress_bar

if TYPE_CHECKING:
    from sarana.science.linkage import Linked, Quality

_LANGUAGES = ("km", "en")


def add_to(app: typer.Typer) -> None:
    """Register the linkage of records."""
    app.command()(link)
    link_private.add_to(app)


def link(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDS",
            help="CSV: record_id, list, full_name; if possible other_name, sex, date_of_birth, phone, place.",
        ),
    ],
    model: Annotated[
        Path | None, typer.Option(help="The model (JSON): read when it is there, else learnt and written.")
    ] = None,
    into: Annotated[Path | None, typer.Option("--out", help="Write record_id, person_id (CSV).")] = None,
    previous: Annotated[
        Path | None, typer.Option(help="The --out of an earlier run: persons keep their ids.")
    ] = None,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Leave what --previous decided; look at new records only.")
    ] = False,
    lists: Annotated[
        Path | None, typer.Option(help="Write the table of overlapping lists for `sarana estimate` (CSV).")
    ] = None,
    draws: Annotated[
        int,
        typer.Option(help="With --lists: so many tables drawn from the links' chances, beside it.", min=0),
    ] = 0,
    review: Annotated[
        Path | None,
        typer.Option(help="Write the pairs that a person should decide on first (CSV, no names)."),
    ] = None,
    most: Annotated[int, typer.Option(help="How many pairs to review.", min=1)] = 200,
    decisions: Annotated[
        Path | None, typer.Option(help="The --review file with a column decision (yes, no, or empty).")
    ] = None,
    chance: Annotated[
        float | None, typer.Option(help="Less likely pairs are no links.", min=0.01, max=0.9999)
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            help="in-process, duckdb or spark. Without it in-process up to 100,000 records, DuckDB above."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same tables.", min=0)] = 1,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Propose which records of several lists are one person's, in Khmer or Latin script.

    Proposals change nothing by themselves: people decide. The same records in any order give the same persons.
    """
    from sarana.measure.linkage.engines import ENGINES, EngineMissing, chosen
    from sarana.science.linkage import RECOMMENDED_CHANCE, RecordsNotUsable, quality
    from sarana.science.linkage import link as linked_records

    if language not in _LANGUAGES:
        raise typer.BadParameter("Say km or en.", param_hint="--language")
    if engine not in {None, *ENGINES}:
        raise typer.BadParameter(f"Say {', '.join(ENGINES)}.", param_hint="--engine")
    if only_new and previous is None:
        raise typer.BadParameter("Give the earlier run with --previous.", param_hint="--only-new")
    if draws and lists is None:
        raise typer.BadParameter("Say with --lists where the tables go.", param_hint="--draws")
    try:
        with progress_bar("Linking") as move:
            records = records_in(file)
            earlier = earlier_in(previous) if previous else {}
            name, finds = chosen(engine, len(records))
            found = linked_records(
                records,
                model=model_in(model),
                chance=RECOMMENDED_CHANCE if chance is None else chance,
                previous=earlier if only_new else None,
                steps=move,
                engine=finds,
            )
        told = quality(found, decided_in(found, decisions), seed=seed) if decisions else None
    except RecordsNotUsable as refused:
        complain(getattr(refused.words, language))
        raise typer.Exit(2) from refused
    except (OSError, UnicodeDecodeError, csv.Error, EngineMissing) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    write(found, earlier, Wanted(model, into, lists, draws, seed, review, most, language))
    _tell(found, told, name, as_json=as_json)


def _tell(found: "Linked", told: "Quality | None", engine: str, *, as_json: bool) -> None:
    from sarana.science.linkage import overlaps

    plain: dict[str, Any] = {
        "records": len(found.records),
        "persons": found.persons,
        "pairs": len(found.left),
        "kept_apart": len(found.clusters.refused),
        "left_out": found.left_out,
        "engine": engine,
        "on_several_lists": sum(n for pattern, n in overlaps(found).items() if pattern.bit_count() > 1),
    }
    if told:
        plain |= {"precision": list(told.precision), "recall": list(told.recall), "reviewed": told.reviewed}
    if as_json:
        print_json(plain)
        return
    out.print(
        f"{plain['records']:,} records, {plain['persons']:,} proposed persons, {plain['on_several_lists']:,} of them on more "
        f"than one list; {plain['pairs']:,} pairs looked at, {plain['kept_apart']:,} likely ones kept apart by a conflict.",
        soft_wrap=True,
    )
    if told:
        for what, share in (("precision", told.precision), ("recall", told.recall)):
            out.print(f"{what}: {share.value:.1%} ({share.low:.1%} – {share.high:.1%})", highlight=False)
        out.print(f"from {told.reviewed:,} reviewed pairs; recall among the pairs looked at", highlight=False)
    for rule, many in found.left_out.items():
        err.print(f"{rule}: {many:,} records share it with too many others; other rules looked at them.")
