from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli.estimate import estimate
from sarana.cli.screen import (
    AsJson,
    complain,
    officer_named,
    prepare,
    print_json,
    print_table,
    progress_bar,
    tell,
)

if TYPE_CHECKING:
    from sarana.measure.figures.queries.figures import Engine


def add_to(app: typer.Typer) -> None:
    """Register snapshots and figures."""
    snapshots = typer.Typer(
        help="Frozen copies of the register from which figures are computed.", invoke_without_command=True
    )
    snapshots.callback()(snapshot)
    snapshots.command("verify")(verify)
    app.add_typer(snapshots, name="snapshot")
    app.command()(figures)
    app.command()(estimate)


def snapshot(
    context: typer.Context,
    by: Annotated[str, typer.Option(help="The officer in whose name it is taken.")] = "",
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Read everything anew instead of building upon the former one."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take a snapshot of the register: the same files, bit by bit, built upon the former one or read anew."""
    if context.invoked_subcommand:
        return
    prepare()
    from sarana.measure.figures.actions import take_snapshot
    from sarana.measure.figures.queries import folder_of
    from sarana.measure.figures.tables import TABLES

    with progress_bar("Snapshot") as move:
        done: set[str] = set()

        def step(table: str, _rows: int) -> None:
            done.add(table)
            move(len(done), len(TABLES), table)

        taken = take_snapshot(
            by=officer_named(by) if by else None,
            whole=whole,
            progress=step,
        )
    if as_json:
        print_json(_describe(taken))
    else:
        tell(f"Snapshot {taken.digest} in {folder_of(taken)}")


def _describe(taken: Any) -> dict[str, Any]:
    return {
        "id": str(taken.pk),
        "digest": taken.digest,
        "taken_at": taken.taken_at.isoformat(),
        "ledger_size": taken.ledger_size,
        "ledger_head": taken.ledger_head,
        "schema_version": taken.schema_version,
    }


def verify(
    folder: Annotated[Path, typer.Argument(help="The snapshot's folder.", exists=True, file_okay=False)],
    head: Annotated[
        str, typer.Option(help="The published head of the ledger, or its beginning (12 signs).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Verify a snapshot from its files alone, and against a published ledger head; exit code 1 when anything differs."""
    prepare()
    from sarana.measure.figures.actions import verify_snapshot

    faults = verify_snapshot(folder, head=head)
    if as_json:
        print_json({"whole": not faults, "faults": faults})
    elif faults:
        for fault in faults:
            complain(fault)
    else:
        tell("The snapshot is whole.")
    if faults:
        raise typer.Exit(1)


def figures(
    year: Annotated[int, typer.Option(help="The year.", min=1990, max=2100)],
    calendar: Annotated[str, typer.Option(help="unodc (January–December) or tip (April–March).")] = "unodc",
    indicator: Annotated[list[str] | None, typer.Option(help="Only this indicator; may be repeated.")] = None,
    engine: Annotated[
        str, typer.Option(help="duckdb, or spark (extra spark) for data beyond one machine.")
    ] = "duckdb",
    as_json: AsJson = False,
) -> None:
    """Print the figures of a year from the latest snapshot. For officers: small counts are not hidden here."""
    prepare()
    from sarana.measure.figures.queries import COUNTRY, opened
    from sarana.measure.figures.queries import figures as compute
    from sarana.measure.figures.queries.spark import SparkMissing, opened_on_spark
    from sarana.science.indicators import INDICATORS, Calendar

    if calendar not in list(Calendar):
        raise typer.BadParameter("Say unodc or tip.", param_hint="--calendar")
    if unknown := sorted(set(indicator or []) - INDICATORS.keys()):
        raise typer.BadParameter(
            f"No indicator {', '.join(unknown)}; there are: {', '.join(INDICATORS)}.",
            param_hint="--indicator",
        )
    engines: dict[str, Engine] = {"duckdb": opened, "spark": opened_on_spark}
    if engine not in engines:
        raise typer.BadParameter("Say duckdb or spark.", param_hint="--engine")
    taken = latest_or_new()
    try:
        found = compute(taken, years=[year], calendar=calendar, indicators=indicator, engine=engines[engine])
    except SparkMissing as fault:
        raise typer.BadParameter(str(fault), param_hint="--engine") from fault
    if as_json:
        print_json({"snapshot": _describe(taken), "figures": [figure.as_json() for figure in found]})
        return
    print_table(
        f"{year} ({calendar}), as of {taken.taken_on:%Y-%m-%d}, snapshot {taken.digest[:12]}",
        ["indicator", "value", "units reporting"],
        [
            (
                INDICATORS[f.indicator].name_en,
                "–" if f.value is None else f"{f.value:g}",
                f"{f.units_reporting} of {f.units_expected}",
            )
            for f in found
            if f.place == COUNTRY and not f.breakdown
        ],
    )


def latest_or_new() -> Any:
    """The latest snapshot; the first one is taken now."""
    from sarana.measure.figures.actions import take_snapshot
    from sarana.measure.figures.queries import latest_snapshot

    return latest_snapshot() or take_snapshot(by=None)
