"""``sarana export-site``: the public site as files for any host."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sarana.cli.screen import AsJson, complain, prepare, print_json, progress_bar, tell


def add_to(app: typer.Typer) -> None:
    """Register the export of the site."""
    app.command("export-site")(export_site)


def export_site(
    folder: Annotated[Path, typer.Argument(help="A new folder for the pages.")],
    living: Annotated[
        str, typer.Option(help="Address of the running program, https://…, to which forms lead.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Write every public page, in Khmer and English, with its downloads; exit 1 when a link leads nowhere.

    The files hold what the public pages show and nothing else; site.json names each with its SHA-256.
    """
    if living and not living.startswith("https://"):
        raise typer.BadParameter("Give the whole address, with https://.", param_hint="--living")
    prepare()
    from sarana.publish.still_site import SiteFault, several_hands, write_site

    try:
        with (
            progress_bar("Writing the site") as move,
            several_hands(min(os.cpu_count() or 1, 8), living.rstrip("/")) as ask_all,
        ):
            written = write_site(folder, ask_all, living=living.rstrip("/"), progress=move)
    except SiteFault as fault:
        complain(str(fault))
        raise typer.Exit(1) from fault
    if as_json:
        print_json({"pages": written.pages, "files": len(written.files), "broken": written.broken})
    else:
        tell(f"{written.pages:,} pages and {len(written.files) - written.pages:,} other files in {folder}.")
    for address, status in written.broken.items():
        complain(f"{address} leads nowhere (status {status}).")
    if written.broken:
        raise typer.Exit(1)
