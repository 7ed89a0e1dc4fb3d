from django.db.models import Exists, OuterRef, QuerySet

from sarana.base.accounts.models import Officer
from sarana.register.cases.queries import suspects_visible_to
from sarana.register.proceedings.models import Proceeding


def proceedings_visible_to(officer: Officer) -> QuerySet[Proceeding]:
    """Proceedings against suspects whom the officer may see."""
    seen = suspects_visible_to(officer).filter(pk=OuterRef("suspect"))
    return Proceeding.objects.filter(Exists(seen)).select_related("suspect__case", "court")
