"""What every page of figures stands on: the year it asks for, and what is said around the numbers."""

from django.http import QueryDict

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import years_of
from sarana.web.forms.figures import YearForm
from sarana.web.views.figure_numbers import Numbers, sees_small_counts
from sarana.web.views.gate import OfficerRequest


def numbers_for(request: OfficerRequest, snapshot: Snapshot) -> tuple[Numbers, YearForm]:
    """The figures of the year that the address asks for, as this officer may see them; files never show small counts."""
    years = years_of(str(snapshot.pk))
    form = YearForm(request.GET.dict(), years, snapshot.taken_on.year)
    exact = sees_small_counts(request.user) and "as" not in request.GET
    return Numbers(snapshot, form.cleaned_data["year"], form.cleaned_data["calendar"], exact=exact), form


def around(request: OfficerRequest, numbers: Numbers, form: YearForm) -> dict[str, object]:
    """What every page of figures says: which year, as of when, from which snapshot, with what hidden."""
    reporting, expected = numbers.heard()
    return {
        "numbers": numbers,
        "year_form": form,
        "year": str(numbers.year),
        "period": numbers.period,
        "snapshot": numbers.snapshot,
        "reporting": reporting,
        "expected": expected,
        "silent": numbers.silent(),
        "hides": not numbers.exact,
        "files": {kind: address(request, **{"as": kind}) for kind in ("csv", "xlsx")},
    }


def address(request: OfficerRequest, **changes: str) -> str:
    """This year and calendar, with changes."""
    query = QueryDict(mutable=True)
    query.update({key: request.GET[key] for key in ("year", "calendar") if key in request.GET})
    query.update(changes)
    return f"?{query.urlencode()}"
