"""Reading and sending the product's pages as an officer of the small world."""

import re
from typing import Any

from django.test import Client

from tests.world import World

_KEPT_WHOLE = re.compile(r'<span class="whole">(.*?)</span>')


def client_of(world: World, who: str, language: str = "en") -> Client:
    """A signed-in officer's browser."""
    client = Client()
    client.force_login(world.officers[who])
    client.cookies["django_language"] = language
    return client


def text_of(response: Any) -> str:
    """The page as text; what keeps a record's number in one line is left out, for it says nothing."""
    return _KEPT_WHOLE.sub(r"\1", response.content.decode())
