"""Serving the pages, the API and the public page, each with its own command."""

import ipaddress
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from sarana.cli.screen import complain, prepare

DOOR_SETTINGS = "sarana.site.door"


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes; one more than cores.")] = 3,
) -> None:
    """Serve the pages and the API."""
    prepare()
    start_server(host, port, workers)


def start_server(host: str, port: int, workers: int = 3) -> None:
    """Run the web server until it is stopped.

    Raises:
        typer.Exit: the demonstration, which waives the second factor, was to be served to a network.
    """
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.server import Server

    if settings.DEMONSTRATION and not _is_loopback(host):
        complain("The demonstration has no second factor and is served on this machine only (127.0.0.1).")
        raise typer.Exit(2)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sarana.site.settings"
    Server(
        "sarana.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # Threads of one process wait for each other at every look at the database; processes do not. Measured on two
        # cores: five times the pages with one thread in each process than with four.
        blocking_threads=1,
        log_access=False,
        log_level="error",  # type: ignore[arg-type]
    ).serve()


def door(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
) -> None:
    """Serve the public page: no cookies, no access log, no addresses kept."""
    os.environ["DJANGO_SETTINGS_MODULE"] = DOOR_SETTINGS
    prepare()
    start_door(host, port)


def start_door(host: str, port: int) -> None:
    """Run the public page until it is stopped; one process, so that one set of counters limits tries."""
    from granian.constants import Interfaces
    from granian.server import Server

    os.environ["DJANGO_SETTINGS_MODULE"] = DOOR_SETTINGS
    Server(
        "sarana.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
        log_level="error",  # type: ignore[arg-type]
    ).serve()


@contextmanager
def door_beside(port: int) -> Iterator[None]:
    """The public page in a process of its own on this machine, for as long as the block lasts."""
    import multiprocessing

    beside = multiprocessing.get_context("spawn").Process(target=start_door, args=("127.0.0.1", port))
    beside.start()
    try:
        yield
    finally:
        beside.terminate()
        beside.join(timeout=10)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
