from typing import Annotated

import typer

from sarana.cli.screen import AsJson, officer_named, prepare, print_json, print_table, progress_bar, tell
from sarana.cli.serving import door, serve


def add_to(app: typer.Typer) -> None:
    """Register the commands that run the installation."""
    app.command()(migrate)
    app.command()(serve)
    app.command()(door)
    app.command()(tick)
    app.command()(remind)
    app.command()(pairs)
    app.command()(rescreen)
    app.command()(bench)
    vault = typer.Typer(help="The vault's keys and tokens.", no_args_is_help=True)
    vault.command("rotate")(rotate)
    vault.command("index")(index)
    app.add_typer(vault, name="vault")
    app.command()(token)


def migrate() -> None:
    """Create or update the database, its keys, the gazetteer and the code lists."""
    prepare()
    set_up_database()
    tell("The database is up to date.")


def set_up_database() -> None:
    """Migrations, keys, gazetteer, vocabulary, published figures and tricks: what every installation starts with."""
    from django.conf import settings
    from django.core.management import call_command

    from sarana.base.places.actions import load_gazetteer
    from sarana.base.vault.actions import make_missing_keys
    from sarana.base.vocabulary.actions import load_vocabulary
    from sarana.intake.other_systems_actions import load_field_rules
    from sarana.measure.assessment.actions import load_tiers
    from sarana.measure.press.actions import load_published_figures
    from sarana.publish.releases.actions import enter_what_is_out
    from sarana.register.tricks.actions import load_tricks

    settings.HOME.mkdir(parents=True, exist_ok=True)
    made = make_missing_keys(settings.KEYS)
    if made:
        tell(
            f"Made {', '.join(made)} in {settings.KEYS}. Keep a copy elsewhere: without them nothing can be read."
        )
    call_command("migrate", verbosity=0, interactive=False)
    load_gazetteer()
    load_vocabulary()
    load_field_rules()
    load_published_figures()
    load_tiers()
    load_tricks()
    # What was published before it had to pass the gate gets its line, and what the program brings along.
    enter_what_is_out()


def tick(as_json: AsJson = False) -> None:
    """What a timer runs every night: let old reports expire, overwrite what was erased, fix the ledger's head, count anew."""
    prepare()
    from django.core.management import call_command

    from sarana.base.ledger.actions import fix_checkpoint
    from sarana.base.vault.tasks import overwrite_erased
    from sarana.measure.figures.actions import take_snapshot
    from sarana.register.complicity.actions import relock_allegations
    from sarana.register.reports.tasks import expire_and_overwrite

    relock_allegations()
    expired = expire_and_overwrite()
    overwrite_erased()
    snapshot = take_snapshot(by=None)
    checkpoint = fix_checkpoint()
    call_command("db_worker", batch=True, verbosity=0, interval=0)
    call_command("clearsessions")
    done = {
        "ledger": {"size": checkpoint.size, "head": checkpoint.head},
        "snapshot": snapshot.digest,
        "expired_reports": expired,
    }
    if as_json:
        print_json(done)
    else:
        tell(
            f"Ledger of {checkpoint.size} entries fixed at {checkpoint.head[:16]}…; snapshot {snapshot.digest[:16]}…; "
            f"{expired} reports expired."
        )


def remind(as_json: AsJson = False) -> None:
    """What a timer runs every morning: write to officers for whom something is due, without a word of what it is."""
    prepare()
    from django.utils import timezone

    from sarana.register.supervision.actions import remind_officers

    sent = remind_officers(today=timezone.localdate())
    if as_json:
        print_json({"sent": sent})
    else:
        tell(f"{sent} officers were written to.")


def pairs(
    hours: Annotated[int, typer.Option(min=1, help="Look at who came on record in so many hours.")] = 26,
    as_json: AsJson = False,
) -> None:
    """What a timer runs every night: look for persons who are on record twice; who may see both finds them under Pairs."""
    prepare()
    from datetime import timedelta

    from django.utils import timezone

    from sarana.register.duplicates.actions import look_for_pairs_at_night

    found = look_for_pairs_at_night(since=timezone.now() - timedelta(hours=hours))
    if as_json:
        print_json({"found": found})
    else:
        tell(f"{found} new pairs wait for somebody to look.")


def rescreen(as_json: AsJson = False) -> None:
    """What a timer runs every night: hold suspects who are new or changed against every list in force."""
    prepare()
    from sarana.measure.screening.actions import screen_every_list

    with progress_bar("Screening") as move:
        runs = screen_every_list(steps=lambda source, done, of: move(done, of, source))
    told = [
        {"list": run.edition.source, "screened": run.screened, "raised": run.raised, "lapsed": run.lapsed}
        for run in runs
    ]
    if as_json:
        print_json(told)
        return
    for run in told:
        tell(f"{run['list']}: {run['screened']} suspects screened, {run['raised']} new alerts.")
    if not told:
        tell("No list is on record. An analyst brings one under Screening against lists.")


def rotate() -> None:
    """Wrap every agency's key under the present master key; the former ones stand in SARANA_PREVIOUS_MASTER_KEYS."""
    prepare()
    from sarana.base.vault.actions import rotate_master_key

    tell(f"{rotate_master_key()} agency keys were wrapped anew.")


def index(
    every: Annotated[bool, typer.Option("--all", help="Also those that are indexed already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the keyed tokens of stored persons again, after an update that looks for them by more; may be stopped and begun again."""
    prepare()
    from sarana.base.vault.indexing import index_identities

    made = index_identities(every=every)
    if as_json:
        print_json({"indexed": made})
    else:
        tell(f"{made} identities were indexed.")


def token(
    officer: Annotated[str, typer.Argument(help="The officer whose program will use the API.")],
    name: Annotated[str, typer.Option(help="What the token is for.")] = "program",
) -> None:
    """Issue an API token; it is printed once and kept nowhere."""
    prepare()
    from sarana.base.accounts.actions import issue_token

    _, text = issue_token(by=officer_named(officer), name=name)
    typer.echo(text)


def bench(
    victims: Annotated[int, typer.Option(help="Size of the country that is measured.")] = 100_000,
    only: Annotated[list[str] | None, typer.Option(help="Measure only this; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(help="Runs of which the median is printed.")] = 3,
    persons: Annotated[
        int, typer.Option(help="Size of the country for --only load; 0: what the database is meant for.")
    ] = 0,
    officers: Annotated[int, typer.Option(help="Officers at work in the load bench.")] = 40,
    as_json: AsJson = False,
) -> None:
    """Measure imports, snapshots, figures, pages and papers on this machine; prints a table of medians.

    --only load lets forty officers of mixed roles work for a minute, one request a second each, in a larger country.
    """
    from sarana.cli.bench import measure

    rows = measure(victims=victims, only=only or [], rounds=rounds, persons=persons, officers=officers)
    if as_json:
        print_json([row.as_json() for row in rows])
    else:
        print_table(
            "Measured on this machine",
            ["what", "measured", "limit", "", "beside it"],
            [row.as_row() for row in rows],
        )
    if any(not row.holds for row in rows):
        raise typer.Exit(1)
