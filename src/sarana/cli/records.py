from pathlib import Path
from typing import Annotated, Any

import typer

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

_MOST_TOLD = 100


def add_to(app: typer.Typer) -> None:
    """Register the imports."""
    imports = typer.Typer(help="Bring in records from files.", no_args_is_help=True)
    imports.command("htcds")(htcds)
    app.add_typer(imports, name="import")
    app.command("field-form")(field_form)


def field_form(
    out: Annotated[Path, typer.Option(help="The workbook to write (.xlsx).")] = Path("report-form.xlsx"),
) -> None:
    """Write the public form as an XLSForm in Khmer and English, for phones without a network."""
    prepare()
    from sarana.intake.xlsform import field_form_workbook

    out.write_bytes(field_form_workbook())
    tell(f"The form is in {out}.")


def htcds(
    file: Annotated[Path, typer.Argument(help="An HTCDS 2.0 workbook (.xlsx, .xlsm) or a .csv.")],
    by: Annotated[str, typer.Option(help="The officer in whose name it is brought.")] = "secretariat",
    waiting: Annotated[
        Path | None,
        typer.Option(
            help="Write the rows whose person may be on record into this .csv: fill in same_as or another, import it."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import IOM's Human Trafficking Case Data Standard 2.0; exit code 1 when a row was set aside or waits."""
    prepare()
    from sarana.intake.actions import FileNotTaken, import_htcds
    from sarana.intake.waiting import take_rows_to_decide

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    officer = officer_named(by)
    try:
        with progress_bar("Import") as move:
            batch = import_htcds(
                by=officer, path=file, file_name=file.name, progress=lambda n, of: move(n, of, "")
            )
    except FileNotTaken as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
    faults = [
        {"row": row.row, "faults": row.faults}
        for row in batch.quarantine.filter(may_be_known=False).order_by("row").only("row", "faults", "batch")
    ]
    likely = _likely(officer, batch)
    summary = {
        "batch": str(batch.pk),
        "rows": batch.rows,
        "imported": batch.imported,
        "already_there": batch.already_there,
        "quarantined": batch.quarantined,
        "to_decide": batch.to_decide,
        "decided": batch.decided,
        "unknown_codes": batch.unknown_codes,
        "unknown_columns": batch.unknown_columns,
    }
    if as_json:
        print_json({**summary, "quarantine": faults, "waiting": likely})
    else:
        _told(batch, faults, likely)
    if waiting and batch.to_decide:
        waiting.write_text(
            "\ufeff" + take_rows_to_decide(by=officer, batch=batch), encoding="utf-8", newline=""
        )
        tell(f"The rows that wait are in {waiting}; fill in same_as or another and import it.")
    if batch.quarantined or batch.to_decide:
        raise typer.Exit(1)


def _likely(officer: Any, batch: Any) -> list[dict[str, Any]]:
    """The rows that wait for a word who their person is: row, field, why, and who is like her."""
    from sarana.intake.queries import rows_to_decide
    from sarana.intake.waiting import read_rows_to_decide

    rows = list(rows_to_decide(batch).select_related("batch", "agency_key")[:_MOST_TOLD])
    found = read_rows_to_decide(by=officer, batch=batch, rows=rows)
    return [
        {
            "row": one.row.row,
            "faults": one.row.faults,
            "known": [
                {
                    "number": person.number,
                    "percent": round(likeness.score * 100),
                    # The reasons name the stored name behind a colon; it stays sealed.
                    "reasons": list(dict.fromkeys(reason.partition(":")[0] for reason in likeness.reasons)),
                }
                for likeness, people in one.known.seen
                for person in people
            ],
            "ask": sorted({identity.agency_key.agency.code for identity in one.known.elsewhere}),
        }
        for one in found
    ]


def _told(batch: Any, faults: list[dict[str, Any]], likely: list[dict[str, Any]]) -> None:
    tell(
        f"{batch.imported} rows imported, {batch.already_there} were there already, {batch.quarantined} set aside, "
        f"{batch.to_decide} wait for a word who their person is."
    )
    if batch.decided:
        tell(f"{batch.decided} rows that waited were decided by this file.")
    if faults:
        print_table(
            "Set aside",
            ["row", "field", "reason", "remedy"],
            [
                (f["row"], one["field"], one["reason_en"], one["remedy_en"])
                for f in faults[:_MOST_TOLD]
                for one in f["faults"]
            ],
        )
    if likely:
        print_table(
            "Probably on record: fill in same_as or another",
            ["row", "field", "reason", "like", "ask"],
            [
                (
                    one["row"],
                    one["faults"][0]["field"],
                    one["faults"][0]["reason_en"],
                    _like(one),
                    ", ".join(one["ask"]),
                )
                for one in likely
            ],
        )


def _like(one: dict[str, Any]) -> str:
    return "; ".join(
        f"{known['number']} {known['percent']} % ({', '.join(known['reasons'])})" for known in one["known"]
    )
