"""Pages for everybody: nobody signs in, no cookie is set, and the language stands in the address, so that it can be cited."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from sarana.web.views.drawing import language

type _View = Callable[..., HttpResponse]
LANGUAGES = ("km", "en")
# Not lost: taken back, and it will not come again under this address.
GONE = 410


@dataclass(frozen=True, slots=True)
class Reader:
    """What the frame of such a page shows: the way home, and the same page in the other language."""

    home: str
    other: str
    other_language: str


def public_address(name: str, *args: object) -> str:
    """Where a public page stands in the language that is being read."""
    return reverse(f"web:{name}-in", args=[language(), *args])


def for_everybody(name: str) -> Callable[[_View], _View]:
    """A view of a public page of this name; without a language in its address it follows the reader's device."""

    def wrap(view: _View) -> _View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, spoken: str = "", **kwargs: Any) -> HttpResponse:
            if spoken and spoken not in LANGUAGES:
                raise Http404
            with override(spoken or language()):
                now = language()
                other = LANGUAGES[now == LANGUAGES[0]]
                there = reverse(f"web:{name}-in", args=[other, *args, *kwargs.values()])
                query = request.META.get("QUERY_STRING", "")
                request.reader = Reader(  # type: ignore[attr-defined]
                    home=reverse("web:public-in", args=[now]),
                    other=f"{there}?{query}" if query else there,
                    other_language=other,
                )
                answer = view(request, *args, **kwargs)
            answer.headers["Content-Language"] = now
            return answer

        return page

    return wrap
