"""Who speaks with which voice."""

from sarana.base.accounts.enums import AgencyKind, Power, Role
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.measure.assessment.enums import Voice


def voice_of(officer: Officer) -> Voice | None:
    """The voice of an officer: the secretariat's, civil society's, that of a body that works on the plan; or none."""
    if officer.role == Role.SECRETARIAT:
        return Voice.SECRETARIAT
    if officer.role == Role.NGO_WORKER and officer.agency.kind == AgencyKind.NGO:
        return Voice.CIVIL_SOCIETY
    return Voice.OWN if has_power(officer, Power.NOTE_PROGRESS) else None
