"""Pages in the language of the address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sarana.door.catalogue import LANGUAGES, names_of_languages, words_in


def language_of(request: HttpRequest) -> str:
    """The language that the address names; Khmer where it names none."""
    first = request.path.strip("/").partition("/")[0]
    return first if first in LANGUAGES else LANGUAGES[0]


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page with the words of its language."""
    language = language_of(request)
    shared = {
        "w": words_in(language),
        "language": language,
        "languages": names_of_languages(),
        "phone": settings.DOOR_PHONE,
    }
    return render(request, f"door/{template}", {**shared, **(context or {})}, status=status)


def fault_page(request: HttpRequest, status: int) -> HttpResponse:
    """Something went wrong; in plain words, without saying what."""
    kind = "missing" if status == 404 else "slow" if status == 429 else "fault"  # noqa: PLR2004 - HTTP's own numbers
    w = words_in(language_of(request))
    return page(request, "fault.html", {"heading": w[f"{kind}_h"], "text": w.get(kind, "")}, status=status)
