from pathlib import Path
from typing import Annotated, Any

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
    as_json: AsJson = False,
) -> None:
    """Take a snapshot of the register."""
    if context.invoked_subcommand:
        return
    prepare()
    from sarana.measure.figures.actions import take_snapshot
    from sarana.measure.figures.queries import folder_of
    from sarana.measure.figures.tables import TABLES

    with progress_bar("Snapshot") as move:
        done = iter(range(1, len(TABLES) + 1))
        taken = take_snapshot(
            by=officer_named(by) if by else None,
            progress=lambda table, _rows: move(next(done), len(TABLES), table),
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
    as_json: AsJson = False,
) -> None:
    """Verify a snapshot from its files alone; exit code 1 when anything was changed."""
    prepare()
    from sarana.measure.figures.actions import verify_snapshot

    faults = verify_snapshot(folder)
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
    as_json: AsJson = False,
) -> None:
    """Print the figures of a year from the latest snapshot. For officers: small counts are not hidden here."""
    prepare()
    from sarana.measure.figures.queries import COUNTRY
    from sarana.measure.figures.queries import figures as compute
    from sarana.science.indicators import INDICATORS, Calendar

    if calendar not in list(Calendar):
        raise typer.BadParameter("Say unodc or tip.", param_hint="--calendar")
    if unknown := sorted(set(indicator or []) - INDICATORS.keys()):
        raise typer.BadParameter(
            f"No indicator {', '.join(unknown)}; there are: {', '.join(INDICATORS)}.",
            param_hint="--indicator",
        )
    taken = latest_or_new()
    found = compute(taken, years=[year], calendar=calendar, indicators=indicator)
    if as_json:
        print_json({"snapshot": _describe(taken), "figures": [figure.as_json() for figure in found]})
        return
    print_table(
        f"{year} ({calendar}), as of {taken.taken_at:%Y-%m-%d}, snapshot {taken.digest[:12]}",
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
