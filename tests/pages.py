"""Reading and sending the product's pages as an officer of the small world."""

import re
from typing import Any

from django.test import Client

from tests.world import World

_KEPT_WHOLE = re.compile(r'<span class="whole">(.*?)</span>')
# A record's number, the key of a row, a digest or a form's token, the fraction of a second.
_BY_CHANCE = re.compile(
    r"\b[A-Z]{1,2}-\w{5}-\w{5}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b[0-9a-f]{12,}\b|\b[\w-]{32,}\b|(?<=:\d\d)\.\d+",
    re.ASCII,
)


def client_of(world: World, who: str, language: str = "en") -> Client:
    """A signed-in officer's browser."""
    client = Client()
    client.force_login(world.officers[who])
    client.cookies["django_language"] = language
    return client


def text_of(response: Any) -> str:
    """The page as text; what keeps a record's number in one line is left out, for it says nothing."""
    return _KEPT_WHOLE.sub(r"\1", response.content.decode())


def without_chance(text: str) -> str:
    """The text without what chance writes in it, which may hold any short number: so a test can say that one is not told."""
    return _BY_CHANCE.sub("", text)
