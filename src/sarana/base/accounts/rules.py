"""Who may do what: roles give powers, agency and place bound them. Pure decisions."""

from typing import TYPE_CHECKING

from sarana.base.accounts.enums import Power, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sarana.base.accounts.models import Officer

_EVERYONE = {Power.SEE_FIGURES, Power.CHECK_PRESS}
_RESCUE = {Power.SEE_RESCUE, Power.WORK_RESCUE}
_CASEWORK = {Power.SEE_REPORTS, Power.RECORD_REPORT, Power.SEE_CASES, Power.OPEN_IDENTITY}

POWERS: dict[Role, frozenset[Power]] = {
    Role.SECRETARIAT: frozenset(
        _EVERYONE
        | _RESCUE
        | {
            Power.EDIT_TRICKS,
            Power.RECORD_REPORT,
            Power.SEE_REPORTS,
            Power.GRANT_OPENING,
            Power.SEE_CASES,
            Power.IMPORT_RECORDS,
            Power.TAKE_SNAPSHOT,
            Power.EDIT_PLAN,
            Power.NOTE_PROGRESS,
            Power.WRITE_REPORT,
            Power.SEE_LEDGER,
            Power.NAME_OFFICIAL,
            Power.HANDLE_ALLEGATION,
        }
    ),
    Role.PROVINCIAL: frozenset(
        _EVERYONE
        | {
            Power.RECORD_REPORT,
            Power.SEE_REPORTS,
            Power.OPEN_CASE,
            Power.SEE_CASES,
            Power.RECORD_OPERATION,
            Power.SEND_RETURN,
            Power.IMPORT_RECORDS,
            Power.NOTE_PROGRESS,
            Power.NAME_OFFICIAL,
        }
    ),
    # Reports what the ministry does for the plan; sees nobody's case.
    Role.FOCAL_POINT: frozenset(_EVERYONE | {Power.NOTE_PROGRESS}),
    Role.INVESTIGATOR: frozenset(
        _EVERYONE
        | _CASEWORK
        | _RESCUE
        | {
            Power.OPEN_CASE,
            Power.EDIT_CASE,
            Power.REFER_VICTIM,
            Power.ASSERT_STATUS,
            Power.RECORD_OPERATION,
            Power.FOLLOW_MONEY,
            Power.IMPORT_RECORDS,
            Power.NAME_OFFICIAL,
        }
    ),
    Role.PROSECUTOR: frozenset(
        _EVERYONE
        | {
            Power.SEE_CASES,
            Power.OPEN_IDENTITY,
            Power.ASSERT_STATUS,
            Power.RECORD_PROCEEDING,
            Power.FOLLOW_MONEY,
            Power.NAME_OFFICIAL,
            Power.HANDLE_ALLEGATION,
        }
    ),
    Role.SOCIAL_WORKER: frozenset(
        _EVERYONE
        | _CASEWORK
        | _RESCUE
        | {
            Power.EDIT_CASE,
            Power.REFER_VICTIM,
            Power.ASSERT_STATUS,
            Power.RECORD_CARE,
            Power.ERASE_IDENTITY,
            Power.IMPORT_RECORDS,
            Power.NAME_OFFICIAL,
        }
    ),
    Role.NGO_WORKER: frozenset(
        _EVERYONE
        | {
            Power.RECORD_REPORT,
            Power.SEE_REPORTS,
            Power.SEE_CASES,
            Power.OPEN_IDENTITY,
            Power.REFER_VICTIM,
            Power.ASSERT_STATUS,
            Power.RECORD_CARE,
            Power.IMPORT_RECORDS,
            Power.NAME_OFFICIAL,
        }
    ),
    Role.IMMIGRATION: frozenset(
        _EVERYONE
        | _CASEWORK
        | _RESCUE
        | {Power.OPEN_CASE, Power.EDIT_CASE, Power.REFER_VICTIM, Power.ASSERT_STATUS, Power.NAME_OFFICIAL}
    ),
    Role.EMBASSY: frozenset(
        _EVERYONE
        | {
            Power.RECORD_REPORT,
            Power.SEE_REPORTS,
            Power.ASSERT_STATUS,
            Power.SEE_RESCUE,
            Power.REQUEST_RESCUE,
            Power.NAME_OFFICIAL,
        }
    ),
    Role.ANALYST: frozenset(_EVERYONE | {Power.SEE_CASES, Power.SCREEN_NAMES, Power.FOLLOW_MONEY}),
    Role.STATISTICIAN: frozenset(_EVERYONE | {Power.TAKE_SNAPSHOT, Power.WRITE_REPORT}),
    Role.AUDITOR: frozenset(
        _EVERYONE
        | {
            Power.SEE_CASES,
            Power.SEE_REPORTS,
            Power.GRANT_OPENING,
            Power.SEE_RESCUE,
            Power.SEE_LEDGER,
            Power.HANDLE_ALLEGATION,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Power.MANAGE_ACCOUNTS}),
    Role.PUBLIC: frozenset(),
}

# Roles whose work is not bound to their own agency's records (they see no identities).
OVERSIGHT = frozenset({Role.SECRETARIAT, Role.AUDITOR})


def has_power(officer: "Officer | AnonymousUser | None", power: Power) -> bool:
    """Whether the officer's role gives this power; nobody who is signed out or retired has any."""
    if officer is None or not officer.is_authenticated or not officer.is_active:
        return False
    return power in POWERS[Role(getattr(officer, "role", Role.PUBLIC))]


def needs_second_factor(role: str) -> bool:
    """Whether the role must sign in with a second factor: all that can read an identity or change accounts."""
    grave = {
        Power.OPEN_IDENTITY,
        Power.REQUEST_RESCUE,
        Power.MANAGE_ACCOUNTS,
        Power.ERASE_IDENTITY,
        Power.SCREEN_NAMES,
    }
    return bool(POWERS[Role(role)] & grave)


def place_in_scope(officer: "Officer", place_code: str | None) -> bool:
    """Whether the place lies in the officer's subtree; an unknown place is in scope of the whole country only."""
    prefix = officer.place_prefix
    return not prefix or (place_code or "").startswith(prefix)


def agency_in_scope(officer: "Officer", agency_path: str) -> bool:
    """Whether the agency is the officer's own or one below it."""
    return agency_path.startswith(officer.agency.path)


def paths_above(agency_path: str) -> list[str]:
    """The paths of the agency and of all above it: ``/a/b/`` gives ``/a/`` and ``/a/b/``."""
    codes = agency_path.strip("/").split("/")
    return [f"/{'/'.join(codes[: depth + 1])}/" for depth in range(len(codes))]


class NotAllowed(Exception):
    """Somebody tried what his role or scope does not give; carries the power that is missing."""

    def __init__(self, power: Power | str) -> None:
        self.power = power
        super().__init__(str(power))


def require(officer: "Officer | None", power: Power) -> None:
    """Raise NotAllowed unless the officer has the power."""
    if not has_power(officer, power):
        raise NotAllowed(power)
