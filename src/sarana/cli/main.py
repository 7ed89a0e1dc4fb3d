"""The ``sarana`` command. Exit codes: 0 fine, 1 the answer is bad news, 2 wrong use."""

import sys

import typer

from sarana.cli import (
    audit_release,
    country,
    evidence,
    link,
    lists_and_names,
    numbers,
    recipients,
    records,
    release,
    site_files,
    system,
)
from sarana.cli.screen import complain

app = typer.Typer(
    help="Sarana: the shared record of a country's fight against human trafficking.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
country.add_to(app)
system.add_to(app)
records.add_to(app)
numbers.add_to(app)
evidence.add_to(app)
lists_and_names.add_to(app)
link.add_to(app)
audit_release.add_to(app)
release.add_to(app)
recipients.add_to(app)
site_files.add_to(app)


def run() -> None:
    """Run the command; what a person can mend is told in one line without a traceback."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from sarana.base.vault.keys import SealBroken, VaultLocked

    try:
        app()
    except (VaultLocked, SealBroken, ImproperlyConfigured, OperationalError) as fault:
        complain(str(fault))
        sys.exit(1)
