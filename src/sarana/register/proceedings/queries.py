from django.db.models import QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.cases.queries import suspects_visible_to
from sarana.register.proceedings.models import Proceeding


def proceedings_visible_to(officer: Officer) -> QuerySet[Proceeding]:
    """Proceedings against suspects whom the officer may see."""
    return Proceeding.objects.filter(suspect__in=suspects_visible_to(officer)).select_related(
        "suspect__case", "court"
    )
