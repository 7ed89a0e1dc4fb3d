"""What commands print: JSON for programs, tables and progress bars for people."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

out = Console()
err = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def prepare() -> None:
    """Load Django with Sarana's settings; commands speak English, papers the language asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarana.site.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("en")


def print_json(value: Any) -> None:
    """The value as JSON on standard output, Khmer as it is written."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(title: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """A table; numbers stand to the right."""
    table = Table(title=title, title_justify="left")
    kept = [[str(cell) for cell in row] for row in rows]
    for place, name in enumerate(columns):
        numeric = bool(kept) and all(
            row[place].replace(",", "").replace(".", "").isdigit() for row in kept if row[place]
        )
        table.add_column(name, justify="right" if numeric else "left")
    for row in kept:
        table.add_row(*row)
    out.print(table)


def complain(message: str) -> None:
    """One line of bad news on standard error."""
    err.print(f"[bold red]✗[/] {escape(message)}", highlight=False, soft_wrap=True)


def tell(message: str) -> None:
    """One line of good news on standard error, so that it never mixes with data."""
    err.print(f"[green]✓[/] {escape(message)}", highlight=False, soft_wrap=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar to be moved with (done, total, what is being done)."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as bar:
        task = bar.add_task(title, total=None)

        def move(done: int, total: int, what: str = "") -> None:
            bar.update(task, completed=done, total=total, description=f"{title}: {what}" if what else title)

        yield move


def officer_named(username: str) -> Any:
    """The officer in whose name the command acts.

    Raises:
        typer.BadParameter: nobody has that name.
    """
    from sarana.base.accounts.models import Officer

    found = Officer.objects.filter(username=username).select_related("agency", "place").first()
    if found is None:
        raise typer.BadParameter(f"No officer is called {username!r}.", param_hint="--by")
    return found
