import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sarana.cli.screen import complain, out, prepare, print_table, progress_bar, tell


def add_to(app: typer.Typer) -> None:
    """Register the demonstration."""
    app.command()(demo)


def demo(
    victims: Annotated[int, typer.Option(help="How many victims the country has.", min=50)] = 3000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 2022,
    until: Annotated[
        str, typer.Option(help="The country's last day, YYYY-MM-DD; yesterday when not given.")
    ] = "",
    port: Annotated[int, typer.Option(help="Port to serve on.")] = 8000,
    serve: Annotated[bool, typer.Option(help="Start the server afterwards.")] = True,
    fresh: Annotated[bool, typer.Option(help="Build the country anew.")] = False,
) -> None:
    """Load the demonstration country (invented persons only) and serve it on this machine."""
    os.environ["SARANA_DEMONSTRATION"] = "1"
    os.environ.setdefault("SARANA_HOME", str(Path("var") / "demo"))
    prepare()
    from django.conf import settings

    from sarana.cli.serving import door_beside, start_server
    from sarana.cli.system import set_up_database
    from sarana.demo.country import Country, NotEmpty, clear_country, loaded_country

    try:
        last_day = datetime.strptime(until, "%Y-%m-%d").date() if until else None  # noqa: DTZ007
    except ValueError as fault:
        raise typer.BadParameter("Write the day as YYYY-MM-DD.", param_hint="--until") from fault
    if last_day and last_day > _yesterday():
        raise typer.BadParameter(
            f"The country's last day is yesterday, {_yesterday()}, or before.", param_hint="--until"
        )
    wanted = Country(victims=victims, seed=seed, until=last_day or _yesterday())
    if fresh:
        clear_country()
    set_up_database()
    there = loaded_country()
    if there and (there.victims, there.seed) == (victims, seed):
        tell(f"The demonstration country is already there: {there.victims:,} victims until {there.until}.")
    elif there:
        complain(
            f"A country of {there.victims:,} victims is loaded; add --fresh to build one of {victims:,} in its place."
        )
        raise typer.Exit(2)
    else:
        try:
            with progress_bar("Building the demonstration country") as move:
                wanted.build(progress=move)
        except NotEmpty as fault:
            complain(str(fault))
            raise typer.Exit(2) from fault
    from sarana.demo.agencies import PASSWORD, ready_logins

    print_table(
        "Ready logins (invented persons; no second factor, on this machine only)",
        ["role", "name", "password"],
        [(role, username, PASSWORD) for role, username in ready_logins()],
    )
    if serve:
        out.print(
            f"\n[bold]Open http://127.0.0.1:{port}/[/]  (data in {settings.HOME}; stop with Ctrl+C)\n",
            highlight=False,
        )
        out.print(f"[bold]The public page: http://127.0.0.1:{port + 1}/[/]\n", highlight=False)
        with door_beside(port + 1):
            start_server("127.0.0.1", port)


def _yesterday() -> date:
    from datetime import timedelta

    from django.utils import timezone

    return timezone.localdate() - timedelta(days=1)
