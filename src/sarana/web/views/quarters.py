"""The ways to a quarterly form: what a committee still owes, and the form in which an operation stands."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.returns.models import QuarterlyForm
from sarana.register.returns.queries import quarterly_forms_visible_to, quarters_owed
from sarana.web.components import Link


def quarter_words(year: int, quarter: int) -> str:
    """A quarter as a heading says it."""
    return _("Quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year}


def quarter_link(officer: Officer, place: str, year: int, quarter: int) -> Link | None:
    """The way to the form of the committee in whose province a place lies; none for those whom it does not concern."""
    of_quarter = quarterly_forms_visible_to(officer).filter(year=year, quarter=quarter)
    for form in of_quarter.exclude(agency__place=None):
        if form.agency.place and place.startswith(form.agency.place.prefix):
            return _to(year, quarter, [form])
    own = officer.agency.place
    owes = has_power(officer, Power.SEND_RETURN) and officer.agency.owes_returns
    return _to(year, quarter, []) if owes and own and place.startswith(own.prefix) else None


def quarters_to_send(officer: Officer) -> list[Link]:
    """The quarters that are over and that the officer's committee has not told of yet, the oldest first."""
    if not has_power(officer, Power.SEND_RETURN):
        return []
    owed = quarters_owed(officer, timezone.localdate())
    begun = QuarterlyForm.objects.filter(agency=officer.agency, sent_at=None)
    return [_to(*each, [f for f in begun if (f.year, f.quarter) == each]) for each in owed]


def _to(year: int, quarter: int, forms: Iterable[QuarterlyForm]) -> Link:
    for form in forms:
        return Link(url=reverse("web:quarterly-form", args=[form.pk]), label=quarter_words(year, quarter))
    new = f"{reverse('web:quarterly-new')}?year={year}&quarter={quarter}"
    return Link(url=new, label=quarter_words(year, quarter))
