from pathlib import Path
from typing import Annotated

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
    as_json: AsJson = False,
) -> None:
    """Import IOM's Human Trafficking Case Data Standard 2.0; exit code 1 when a row was set aside."""
    prepare()
    from sarana.intake.actions import FileNotTaken, import_htcds

    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    try:
        with progress_bar("Import") as move:
            batch = import_htcds(
                by=officer_named(by), path=file, file_name=file.name, progress=lambda n, of: move(n, of, "")
            )
    except FileNotTaken as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
    faults = [
        {"row": row.row, "faults": row.faults}
        for row in batch.quarantine.order_by("row").only("row", "faults", "batch")
    ]
    summary = {
        "batch": str(batch.pk),
        "rows": batch.rows,
        "imported": batch.imported,
        "already_there": batch.already_there,
        "quarantined": batch.quarantined,
        "unknown_codes": batch.unknown_codes,
        "unknown_columns": batch.unknown_columns,
    }
    if as_json:
        print_json({**summary, "quarantine": faults})
    else:
        tell(
            f"{batch.imported} rows imported, {batch.already_there} were there already, {batch.quarantined} set aside."
        )
        if faults:
            print_table(
                "Set aside",
                ["row", "field", "reason", "remedy"],
                [
                    (f["row"], one["field"], one["reason_en"], one["remedy_en"])
                    for f in faults[:100]
                    for one in f["faults"]
                ],
            )
    if batch.quarantined:
        raise typer.Exit(1)
