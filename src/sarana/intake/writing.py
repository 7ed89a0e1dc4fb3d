"""Mapped rows as records, many at once."""

from datetime import date
from functools import cache
from typing import Any

from sarana.base.accounts.models import Officer
from sarana.base.bulk import insert_rows
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import Deed, record_deeds
from sarana.base.places.queries import provinces
from sarana.base.vault.actions import TokenRow, build_identity, keep_tokens
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import Identity
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.intake.cells import fold
from sarana.intake.mapping import Mapped
from sarana.register.care.models import Service
from sarana.register.cases.enums import Assertion, CaseState, Standard
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.cases.rules import body_of, first_identification, weigh_assertions
from sarana.register.traces.actions import find_crossings_of_suspects


@cache
def _province_names() -> dict[str, str]:
    """Provinces by folded name and alias. Only provinces: Latin names of smaller places repeat."""
    names: dict[str, str] = {}
    for code, place in provinces().items():
        for name in (place.name_km, place.name_latin, *place.aliases.values_list("name", flat=True)):
            names[fold(name)] = code
    return names


class RowWriter:
    """Collects what rows become and writes it in a few large statements, each row with its ledger entry."""

    def __init__(self, by: Officer, today: date) -> None:
        self.by, self.today = by, today
        self._agency_key = key_of(by.agency)
        self._rows: dict[type, list[Any]] = {}
        self._victims_of_events: list[Any] = []
        self._deeds: list[Deed] = []
        self._tokens: list[TokenRow] = []

    def add(self, mapped: Mapped, source_key: str) -> None:
        """Take one row: its identity, case, event, victim or suspect, and the status that the sender asserts."""
        identity, tokens = build_identity(words=mapped.identity, agency_key=self._agency_key)
        case = self._case(mapped, source_key)
        self._keep(Identity, identity)
        self._tokens += tokens
        self._keep(Case, case)
        self._deeds.append(Deed("import_case", case, {"opened_on": case.opened_on}))
        if mapped.is_suspect:
            self._suspect(mapped, case, identity)
        else:
            self._victim(mapped, case, identity)

    def _keep(self, model: type, record: Any) -> None:
        self._rows.setdefault(model, []).append(record)

    def _case(self, mapped: Mapped, source_key: str) -> Case:
        opened_on = mapped.opened_on or self.today
        closed = mapped.case_state in {CaseState.CLOSED, CaseState.CLOSED_REFERRED}
        case = Case(
            agency=self.by.agency,
            owner=self.by,
            opened_by=self.by,
            opened_on=opened_on,
            place_id=_province_names().get(fold(mapped.place_name)),
            state=mapped.case_state,
            closed_on=opened_on if closed else None,
            closure_reason=mapped.closure_reason,
            source_key=source_key,
            unknown_codes=mapped.unknown,
        )
        case.number = number_of("C", case.id)
        key = give_key(case, self._agency_key)
        seal(case, mapped.case_words, key=key)
        return case

    def _victim(self, mapped: Mapped, case: Case, identity: Identity) -> None:
        victim = Victim(
            case=case,
            identity=identity,
            added_by=self.by,
            exploitation_place_id=case.place_id,
            **mapped.facts,
        )
        victim.number = number_of("V", victim.id)
        event = Event(
            case=case,
            place_id=case.place_id,
            forms_of_exploitation=victim.forms_of_exploitation,
            **mapped.event,
        )
        if mapped.assertion:
            said = StatusAssertion(
                victim=victim,
                assertion=Assertion(mapped.assertion),
                asserted_by=self.by,
                agency=self.by.agency,
                body=mapped.body or body_of(self.by.agency.kind),
                asserted_on=case.opened_on,
                # The file names no definition; the sender's own stands behind the word.
                standard=Standard.OTHER,
            )
            victim.standing = weigh_assertions([said])
            victim.first_identified_on = first_identification([said])
            self._keep(StatusAssertion, said)
        self._keep(Victim, victim)
        for kind, group, started_on in mapped.services:
            self._keep(
                Service,
                Service(
                    victim=victim, kind=kind, service_group=group, agency=self.by.agency, started_on=started_on,
                    recorded_by=self.by,
                ),
            )  # fmt: skip
        self._keep(Event, event)
        self._victims_of_events.append(Event.victims.through(event_id=event.pk, victim_id=victim.pk))
        self._deeds.append(Deed("import_victim", victim, {"case": case, "assertion": mapped.assertion}))

    def _suspect(self, mapped: Mapped, case: Case, identity: Identity) -> None:
        suspect = Suspect(
            case=case,
            identity=identity,
            roles=mapped.suspect_roles,
            sex=mapped.facts["sex"],
            citizenships=mapped.facts["citizenships"],
            added_by=self.by,
        )
        suspect.number = number_of("S", suspect.id)
        self._keep(Suspect, suspect)
        self._deeds.append(Deed("import_suspect", suspect, {"case": case}))

    def flush(self) -> None:
        """Write what was collected, parents first, and look whether another unit works on one of the suspects."""
        suspects: list[Any] = list(self._rows.get(Suspect, []))
        for model in (Identity, Case, Victim, Event, StatusAssertion, Service, Suspect):
            if rows := self._rows.pop(model, None):
                insert_rows(rows)
        keep_tokens(self._tokens)
        insert_rows(self._victims_of_events)
        record_deeds(by=self.by, deeds=self._deeds)
        strong = {identity for identity, kind, _ in self._tokens if kind != TokenKind.NAME}
        find_crossings_of_suspects([suspect for suspect in suspects if suspect.identity_id in strong])
        self._tokens, self._victims_of_events, self._deeds = [], [], []
