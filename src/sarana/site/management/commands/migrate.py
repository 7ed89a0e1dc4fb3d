"""Django's own ``migrate``, quick on a new database."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from sarana.site.whole import is_new, make_whole, wants_whole


class Command(migrate.Command):
    """An empty database is made at once from the models; any other is led step by step, as Django does it."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--stepwise", action="store_true", help="Run every migration, on a new database too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if wants_whole(options) and is_new(connection):
            make_whole(connection)
        super().handle(*args, **options)
