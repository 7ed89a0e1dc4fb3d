"""The register as rows of IOM's Human Trafficking Case Data Standard 2.0: what ``mapping`` reads, written again.

Who exports gets what he may see and nothing else. Without identities a row tells no name, number or birth date. What the
standard has no field for is counted by name, so that nobody takes the file for the whole record.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.queries import provinces
from sarana.base.vault.actions import open_identity
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.intake.layout import htcds_fields
from sarana.register.cases.enums import Sex
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.cases.queries import suspects_visible_to, victims_visible_to
from sarana.register.cases.rules import age_on, may_open_identities, may_read_case, sees_case_by_right
from sarana.register.reports.enums import YesNoUnknown

# So many identities leave with one file at most; whoever needs more says so again, and each time is on record.
MOST_WITH_IDENTITIES = 200
_GENDER_OF_SEX = {Sex.FEMALE: "Feminine", Sex.MALE: "Masculine", Sex.OTHER: "NonConforming"}
_CODED = {
    "prs_Citizenship": "citizenships",
    "vic_TypeOfExploitation": "forms_of_exploitation",
    "vic_TypeOfSexExploitation": "sexual_exploitation_types",
    "vic_ForcedLabourIndustry": "labour_industries",
    "vic_MethodOfRecruitment": "methods_of_recruitment",
    "vic_MethodsOfControl": "methods_of_control",
}
_PROVINCE_SIGNS = 2
# Words of an imported row that may tell who somebody is; they leave with identities only.
_FREE_TEXT = ("text", "string", "ref:Person", "ref:User", "ref:Organisation", "geo_decimal", "")

type Row = dict[str, str]


@dataclass(slots=True)
class Export:
    """The rows, and how often each thing was left behind."""

    rows: list[Row] = field(default_factory=list)
    losses: Counter[str] = field(default_factory=Counter)

    def as_csv(self) -> str:
        """The rows under the standard's field names, in its order."""
        used = {name for row in self.rows for name in row}
        columns = [name for name in htcds_fields() if name in used]
        file = io.StringIO()
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return file.getvalue()


@transaction.atomic
def export_htcds(
    *,
    by: Officer,
    victims: QuerySet[Victim] | None = None,
    with_identities: bool = False,
    reason: str = "",
    agreed: Mapping[UUID, Collection[str]] | None = None,
) -> Export:
    """What the officer may see of victims and suspects as HTCDS rows; one ledger entry, and one for each identity.

    Args:
        by: whose sight decides.
        victims: only these of the victims that he sees, and then no suspects.
        with_identities: names, birth dates and numbers as well, of at most ``MOST_WITH_IDENTITIES`` persons.
        reason: why identities leave.
        agreed: for a file that goes to another body, the facts of each victim that her consent lets it know; nobody
            else is named in it, suspects neither. All that he may open himself when not given.

    Raises:
        NotAllowed: he sees no cases, or may not open identities.
        ValueError: identities without a reason, or too many of them.
    """
    require(by, Power.SEE_CASES)
    if with_identities:
        require(by, Power.OPEN_IDENTITY)
        if not reason.strip():
            raise ValueError("Write down why identities leave the register, and who receives them.")
    chosen = (
        victims_visible_to(by)
        if victims is None
        else victims_visible_to(by).filter(pk__in=victims.values("pk"))
    )
    export, writer = Export(), _Writer(by, with_identities, reason.strip(), agreed)
    for victim in chosen.order_by("pk").prefetch_related(
        "events", "assertions", "stays", "goals", "services"
    ):
        export.rows.append(writer.victim_row(victim))
    for suspect in suspects_visible_to(by).order_by("pk") if victims is None else ():
        export.rows += writer.suspect_row(suspect)
    export.rows.sort(key=lambda row: sorted(row.items()))
    export.losses = writer.losses
    change = {
        "list": "htcds",
        "rows": len(export.rows),
        "identities": writer.opened,
        "losses": dict(writer.losses),
    }
    record_deed(by=by, action="export_records", record=by, change=change, reason=reason.strip())
    return export


class _Writer:
    def __init__(
        self,
        by: Officer,
        with_identities: bool,
        reason: str,
        agreed: Mapping[UUID, Collection[str]] | None,
    ) -> None:
        self.by, self.with_identities, self.reason, self.agreed = by, with_identities, reason, agreed
        # Words written down in a case may name anybody: no single consent covers them.
        self.tells_all = with_identities and agreed is None
        self.losses: Counter[str] = Counter()
        self.opened = 0

    def victim_row(self, victim: Victim) -> Row:
        row = self._case(victim.case)
        for name, attribute in _CODED.items():
            row[name] = ";".join(getattr(victim, attribute))
        row["prs_Gender"] = victim.gender or _GENDER_OF_SEX.get(Sex(victim.sex), "")
        event = next(iter(victim.events.all()), None)
        event_on = event.started_on if event else None
        # A row of the standard is about an event; one that names no kind is read as exploitation (``mapping``).
        row["hte_Type"] = event.stage if event else "Exploitation"
        row["hte_Date"] = event_on.isoformat() if event_on else ""
        words = self._identity(row, victim)
        age = victim.age_at_event
        if age is None and (born := words.get("birth_date")):
            age = _age(born, event_on or victim.case.opened_on)
        row["vic_AgeWhenTrafficked"] = "" if age is None else str(age)
        if victim.consent_to_data != YesNoUnknown.UNKNOWN:
            row["con_Consent"] = victim.consent_to_data
        said = list(victim.assertions.all())
        if said:
            row["vic_TraffickingStatus"], row["vic_TraffickingStatusDecisionMakingOrg"] = (
                said[-1].assertion,
                said[-1].body,
            )
        self._lose("other assertions of status", len(said) - 1)
        self._lose("further events", len(victim.events.all()) - 1)
        self._lose("services", len(victim.services.all()))
        self._lose("goals of the service plan", len(victim.goals.all()))
        return _filled(row)

    def suspect_row(self, suspect: Suspect) -> Iterator[Row]:
        if not suspect.roles:
            # Without a role the standard can't tell a suspect from a victim.
            self._lose("suspects without a role", 1)
            return
        row = {name: value for name, value in self._case(suspect.case).items() if not name.startswith("vic_")}
        row["per_RoleInProcess"] = ";".join(suspect.roles)
        row["prs_Citizenship"] = ";".join(suspect.citizenships)
        row["prs_Gender"] = _GENDER_OF_SEX.get(Sex(suspect.sex), "")
        self._identity(row, suspect)
        self._lose("ages of suspects", suspect.age is not None)
        self._lose("arrests", suspect.arrested_on is not None)
        yield _filled(row)

    def _case(self, case: Case) -> Row:
        row: Row = {}
        if may_read_case(self.by, case):
            kept = unseal(case).get("htcds", {})
            kinds = htcds_fields()
            row = {
                name: ";".join(value) if isinstance(value, list) else str(value)
                for name, value in kept.items()
                if name in kinds and (self.tells_all or kinds[name].type not in _FREE_TEXT)
            }
            self._lose("title and summary of a case", "htcds" not in unseal(case))
        row["cas_Status"] = case.state
        row["cas_IncomingReferralDate"] = case.opened_on.isoformat()
        if self.tells_all:
            row["cas_ReasonForCaseClosure"] = case.closure_reason
        if case.place_id:
            row["hte_State"] = provinces()[case.place_id[:_PROVINCE_SIGNS]].name_latin
            self._lose("places below the province", len(case.place_id) > _PROVINCE_SIGNS)
        self._lose("days of closure", case.closed_on is not None)
        return row

    def _identity(self, row: Row, person: Victim | Suspect) -> SealedWords:
        told = None if self.agreed is None else set(self.agreed.get(person.pk, ()))
        if not self.with_identities or person.identity.erased_at or told == set():
            self._lose("identities", 1)
            return {}
        # Who opened a case in an emergency reads it and takes nobody's name away.
        if not sees_case_by_right(self.by, person.case) or not may_open_identities(self.by, person.case):
            raise NotAllowed(Power.OPEN_IDENTITY)
        self.opened += 1
        if self.opened > MOST_WITH_IDENTITIES:
            raise ValueError("More identities than may leave with one file; choose fewer persons.")
        words = open_identity(by=self.by, identity=person.identity, reason=self.reason, through=person)
        if told is not None:
            words = {name: value for name, value in words.items() if name in told}
        first = {"prs_FirstName": "names", "prs_Email": "emails", "prs_IdentityNumber": "documents"}
        for name, part in first.items():
            row[name] = next(iter(words.get(part, [])), "")
            self._lose(f"further {part}", len(words.get(part, [])) - 1)
        phones = words.get("phones", [])
        row |= dict(zip(("prs_HomePhone", "prs_MobilePhone"), phones, strict=False))
        self._lose("further phones", len(phones) - 2)
        row["prs_Birthdate"] = words.get("birth_date", "")
        row["prs_MailingStreet"] = words.get("address", "")
        return words

    def _lose(self, what: str, times: int | bool) -> None:
        if times > 0:
            self.losses[what] += int(times)


def _age(born: str, on: date) -> int | None:
    day = date.fromisoformat(born)
    return age_on(day, on) if on >= day else None


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value}
