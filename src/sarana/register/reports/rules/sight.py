"""Who may see a report, read its words, and let somebody read them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from sarana.base.accounts.enums import AgencyKind, Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import OVERSIGHT, agency_in_scope, has_power, place_in_scope
from sarana.base.once import composed_once, once_in_a_request
from sarana.base.places.queries import PROVINCE_CODE_LENGTH
from sarana.base.refused import Refused
from sarana.register.reports.enums import OpeningState, Use, YesNoUnknown
from sarana.register.reports.models import Report, WordsOpening

# How long two persons' opening lasts: a shift, not days.
OPENING_LASTS = timedelta(hours=4)
# By when a second officer decides on what one opened alone to save a life.
CONFIRM_WITHIN = timedelta(hours=24)
_USES = {AgencyKind.EMBASSY: Use.EMBASSY, AgencyKind.NGO: Use.NGO}


def bodies_above(agency: Agency) -> list[str]:
    """The codes of the agency and of all above it, from the root."""
    return agency.path.strip("/").split("/")


@once_in_a_request
def provinces_of(officer: Officer) -> set[str]:
    """The provinces an officer stands in: his own place's, his agency's, and those of the agencies above it."""
    codes = [officer.place_id, *(place for (place,) in _places_above(officer))]
    return {code[:PROVINCE_CODE_LENGTH] for code in codes if code}


@composed_once
def _places_above(officer: Officer) -> QuerySet[Agency, tuple[str | None]]:
    return Agency.objects.filter(code__in=bodies_above(officer.agency)).values_list("place_id")


def is_excluded(officer: Officer, report: Report) -> bool:
    """Whether his body, one above it, or his province is kept out: as the reporter wished, or an allegation demands."""
    above = bodies_above(officer.agency)
    # Read whole, for they are few: a report's page loads them once and asks this many times.
    out = [*report.excluded_agencies.all(), *report.barred_agencies.all()]
    if any(agency.code in above for agency in out):
        return True
    return any(place.code in provinces_of(officer) for place in report.excluded_provinces.all())


def is_barred_from_report(officer: Officer, report: Report) -> bool:
    """Whether a conflict of interest keeps the officer from it: his own, or one of his unit or a unit above it."""
    above = bodies_above(officer.agency)
    return officer in report.barred.all() or any(a.code in above for a in report.barred_agencies.all())


def may_see_report(officer: Officer, report: Report) -> bool:
    """Whether the officer may see the report at all; what its words take is for ``may_read_words``.

    What the reporter excluded holds for everybody, oversight and the one who recorded it among them.
    """
    if not has_power(officer, Power.SEE_REPORTS) or officer in report.barred.all():
        return False
    if is_excluded(officer, report):
        return False
    if officer.role in OVERSIGHT or report.recorded_by_id == officer.pk:
        return True
    if any(agency.pk == officer.agency_id for agency in report.shared_with.all()):
        return True
    in_place = report.place_id is None or place_in_scope(officer, report.place_id)
    return agency_in_scope(officer, report.agency.path) and in_place


def may_read_words(officer: Officer, report: Report, now: datetime) -> bool:
    """Whether the officer may read what was told: a public report's words only while an opening of his own lasts.

    What he opened alone lasts as long, unless the second officer says no.
    """
    if not (has_power(officer, Power.RECORD_REPORT) and may_see_report(officer, report)):
        return False
    if not report.from_public:
        return True
    open_now = Q(state=OpeningState.GRANTED) | Q(state=OpeningState.WAITING, alone=True)
    return report.openings.filter(open_now, asked_by=officer, ends_at__gt=now).exists()


def may_open_alone(officer: Officer, report: Report) -> bool:
    """Whether the officer may open a public report before a second one agrees: somebody is in danger now, as recorded.

    Not while another that he opened alone still waits for the second officer.
    """
    in_danger = report.from_public and report.danger_now == YesNoUnknown.YES
    if not (in_danger and has_power(officer, Power.RECORD_REPORT) and may_see_report(officer, report)):
        return False
    return not WordsOpening.objects.filter(asked_by=officer, alone=True, state=OpeningState.WAITING).exists()


def may_grant_opening(officer: Officer, opening: WordsOpening) -> bool:
    """Whether the officer may be the second person: another one, with the power, who may see the report himself."""
    return (
        has_power(officer, Power.GRANT_OPENING)
        and officer.pk != opening.asked_by_id
        and may_see_report(officer, opening.report)
    )


def use_of(agency: Agency) -> Use:
    """For which use a report goes to an agency of this kind."""
    return _USES.get(AgencyKind(agency.kind), Use.RESCUE)


def stands_above(officer: Officer, other: Officer) -> bool:
    """Whether the officer may judge what the other proposes, as his supervisor: oversight, or of a body above his."""
    if officer.pk == other.pk:
        return False
    above = agency_in_scope(officer, other.agency.path) and officer.agency_id != other.agency_id
    return officer.role in OVERSIGHT or above


def may_share_with(agency: Agency, report: Report) -> bool:
    """Whether the reporter's wishes let the agency in: the use is allowed and the body isn't excluded."""
    return getattr(report, f"consent_{use_of(agency)}") is not False and not is_kept_out(agency, report)


def is_kept_out(agency: Agency, report: Report) -> bool:
    """Whether the reporter keeps the body out: itself, one above it, or the province of either."""
    above = Agency.objects.filter(code__in=bodies_above(agency))
    places = {
        code[:PROVINCE_CODE_LENGTH] for code in above.values_list("place_id", flat=True) if code is not None
    }
    bodies = report.excluded_agencies.filter(code__in=bodies_above(agency))
    return bodies.exists() or report.excluded_provinces.filter(code__in=places).exists()


def keeps_out(report: Report, officer: Officer) -> bool:
    """Whether the reporter's own wish keeps the officer out: by his body, one above it, or a province he stands in."""
    provinces = report.excluded_provinces.filter(code__in=provinces_of(officer))
    return is_kept_out(officer.agency, report) or provinces.exists()


def require_wanted(
    reports: Iterable[Report], *, officers: Iterable[Officer] = (), agencies: Iterable[Agency] = ()
) -> None:
    """Raise Refused where somebody would be drawn into what came of a report whose reporter keeps him out.

    Whoever fears the police of a province fears that they hear of the operation, not only that they read his words.
    """
    told = list(reports)
    says = "A reporter keeps this body or province out of what he told."
    if any(is_excluded(officer, report) for officer in officers for report in told):
        raise Refused(says, field="officer")
    if any(is_kept_out(agency, report) for agency in agencies for report in told):
        raise Refused(says, field="agency")
