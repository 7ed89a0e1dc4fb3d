"""Reading and sending the product's pages as an officer of the small world."""

from typing import Any

from django.test import Client

from tests.world import World


def client_of(world: World, who: str, language: str = "en") -> Client:
    """A signed-in officer's browser."""
    client = Client()
    client.force_login(world.officers[who])
    client.cookies["django_language"] = language
    return client


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())
