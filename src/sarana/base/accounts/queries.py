import hashlib

from django.db.models import Q, QuerySet

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.models import Agency, ApiToken, Officer


def agencies_below(agency: Agency) -> QuerySet[Agency]:
    """The agency itself and everything below it."""
    return Agency.objects.filter(path__startswith=agency.path)


def committee_of(place_code: str) -> Agency | None:
    """The provincial committee to which a place routes; None when the gazetteer and the agencies disagree."""
    return Agency.objects.filter(kind=AgencyKind.PROVINCIAL_COMMITTEE, place_id=place_code[:2]).first()


def agencies_owing_returns() -> QuerySet[Agency]:
    """The units from which a monthly return is expected."""
    return Agency.objects.filter(owes_returns=True, closed_on=None).select_related("place")


def agencies_open() -> QuerySet[Agency]:
    """Agencies that still exist."""
    return Agency.objects.filter(closed_on=None)


def officers_below(agency: Agency) -> QuerySet[Officer]:
    """Officers of the agency and of all below it."""
    return Officer.objects.filter(agency__path__startswith=agency.path).select_related("agency", "place")


def officer_by_token(token: str) -> Officer | None:
    """The officer whose program shows this API token; None when unknown, revoked or retired."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = (
        ApiToken.objects.filter(Q(digest=digest), revoked_at=None, officer__is_active=True)
        .select_related("officer__agency", "officer__place")
        .first()
    )
    return found.officer if found else None
