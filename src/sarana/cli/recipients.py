"""Files that are sealed for one recipient: a pair of keys, and what somebody sealed for its owner."""

from pathlib import Path
from typing import Annotated

import typer

from sarana.cli.screen import tell


def add_to(app: typer.Typer) -> None:
    """Register the commands of a recipient; they need no database."""
    recipient = typer.Typer(
        help="Files sealed for one recipient (age-encryption.org/v1).", no_args_is_help=True
    )
    recipient.command("new")(new)
    recipient.command("open")(open_file)
    app.add_typer(recipient, name="recipient")


def new(
    key: Annotated[Path, typer.Option(help="Where the secret key is kept; it is never written over.")],
) -> None:
    """Make a pair of keys; the public one is printed, to be told to whoever sends you files."""
    from sarana.base.vault.recipients import new_pair

    secret, public = new_pair()
    try:
        key.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise typer.BadParameter("There is a file of this name already.", param_hint="--key") from None
    key.write_text(f"{secret}\n", encoding="ascii")
    typer.echo(public)


def open_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The sealed file.")],
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="Your secret key.")],
    out: Annotated[Path, typer.Option(help="Where the opened file is written.")],
) -> None:
    """Open a file that was sealed for you."""
    from sarana.base.vault.recipients import open_with

    lines = key.read_text(encoding="ascii").split()
    secret = next((line for line in lines if line.upper().startswith("AGE-SECRET-KEY-")), "")
    try:
        content = open_with(secret, file.read_bytes())
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--key") from fault
    out.write_bytes(content)
    tell(f"{len(content)} bytes are opened.")
