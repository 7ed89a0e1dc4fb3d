"""``sarana export-site``: the public site as files for any host. ``sarana audit-site``: the same, as a stranger looks at it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sarana.cli.screen import AsJson, complain, prepare, print_json, progress_bar, tell


def add_to(app: typer.Typer) -> None:
    """Register what is done with the public site."""
    app.command("export-site")(export_site)
    app.command("audit-site")(audit_site)


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


# What journalists ask; each answer is a page, a list and data for programs.
_QUESTIONS = (
    "Police identified 250 victims in 2025.",
    "There were 250 cases in 2020 and 70 in 1995.",
    "250 traffickers were convicted in 2024.",
)


def audit_site(as_json: AsJson = False) -> None:
    """Walk over every public page and file as a stranger would; exit 1 when anything is there that should not be.

    Looked for: numbers and keys of records, names of officers, paths, who made a file and when, files that no line of the release
    ledger names, counts under the rule that no entry tells. Identities stay sealed: none is opened to be looked for.
    """
    prepare()
    from urllib.parse import urlencode

    from sarana.base.accounts.models import Officer
    from sarana.publish.still_site import several_hands
    from sarana.publish.stranger import walk

    names = Officer.objects.values_list("name_km", "name_latin")
    asked = [
        f"/public/{language}/check/?{urlencode({'q': question} | form)}"
        for language in ("km", "en")
        for question in _QUESTIONS
        for form in ({}, {"as": "csv"}, {"as": "json"})
    ]
    with (
        progress_bar("Walking over the site") as move,
        several_hands(min(os.cpu_count() or 1, 8)) as ask_all,
    ):
        walked = walk(
            ask_all,
            {"name of an officer": [one for pair in names for one in pair]},
            more=asked,
            progress=move,
        )
    if as_json:
        print_json(
            {
                "addresses": len(walked.seen),
                "found": [{"kind": one.kind, "where": one.where, "words": one.words} for one in walked.found],
            }
        )
    else:
        tell(f"{len(walked.seen):,} addresses looked at, {len(walked.found):,} things found.")
        for one in walked.found:
            complain(f"{one.where}: {one.kind} {one.words}")
    if walked.found:
        raise typer.Exit(1)
