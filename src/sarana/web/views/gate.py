"""Who is let in to a page: officers who are signed in and hold one of the powers it is for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power


class OfficerRequest(HttpRequest):
    """A request of an officer who is signed in."""

    user: Officer


type View[**P] = Callable[Concatenate[OfficerRequest, P], HttpResponse]
type Page[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_officers[**P](*powers: Power) -> Callable[[View[P]], Page[P]]:
    """Let in officers who hold any of the powers (every officer when none is named); others sign in or are told why.

    Raises:
        NotAllowed: the officer holds none of the powers.
    """

    def guard(view: View[P]) -> Page[P]:
        def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            officer = request.user
            if not isinstance(officer, Officer) or not officer.is_active:
                return redirect_to_login(request.get_full_path())
            if powers and not any(has_power(officer, power) for power in powers):
                raise NotAllowed(powers[0])
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return wraps(view)(page)  # type: ignore[return-value]

    return guard


def one_of[Record: Model](visible: QuerySet[Record], number: str) -> Record:
    """The record of that number among those the officer may see.

    Raises:
        Http404: there is none, or he may not see it; the answer does not tell which.
    """
    found = visible.filter(number=number.upper()).first()
    if found is None:
        raise Http404
    return found


def only[Record](found: list[Record]) -> Record:
    """The one record that was found among those the officer may see.

    Raises:
        Http404: there is none, or he may not see it; the answer does not tell which.
    """
    if not found:
        raise Http404
    return found[0]
