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
from sarana.base.vault.crowd import Crowd
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.intake.cells import fold
from sarana.intake.mapping import Mapped
from sarana.register.care.models import Service
from sarana.register.cases.actions import extend_identity
from sarana.register.cases.enums import Assertion, CaseState, Standard
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.cases.rules import (
    body_of,
    first_identification,
    may_edit_case,
    may_open_identities,
    weigh_assertions,
)
from sarana.register.traces.actions import find_crossings_of_suspects

# What a row may add to an identity that is known: more of the same, never another word for one thing.
_ADDED = ("names", "phones", "emails", "documents")


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
        # Whom these rows brought, so that a row further down is not a second record of one of them.
        self.crowd = Crowd()
        self._linked: list[tuple[Victim | Suspect, SealedWords]] = []

    def add(self, mapped: Mapped, source_key: str, known: Identity | None = None) -> Victim | Suspect:
        """Take one row: its identity, case, event, victim or suspect, and the status that the sender asserts.

        Args:
            mapped: what the row becomes.
            source_key: by what the row is known again.
            known: the identity on record that the row's person has already; a new one is made when not given.
        """
        identity = known or self._newcomer(mapped)
        case = self._case(mapped, source_key)
        self._keep(Case, case)
        self._deeds.append(Deed("import_case", case, {"opened_on": case.opened_on}))
        said = {"case": case, **({"known": True} if known else {})}
        person = (self._suspect if mapped.is_suspect else self._victim)(mapped, case, identity, said)
        if known:
            self._linked.append((person, mapped.identity))
        return person

    def _newcomer(self, mapped: Mapped) -> Identity:
        identity, tokens = build_identity(words=mapped.identity, agency_key=self._agency_key)
        self._keep(Identity, identity)
        self._tokens += tokens
        self.crowd.add(identity.pk, mapped.identity, (token for _, _, token in tokens))
        return identity

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

    def _victim(self, mapped: Mapped, case: Case, identity: Identity, change: dict[str, Any]) -> Victim:
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
        self._deeds.append(Deed("import_victim", victim, {**change, "assertion": mapped.assertion}))
        return victim

    def _suspect(self, mapped: Mapped, case: Case, identity: Identity, change: dict[str, Any]) -> Suspect:
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
        self._deeds.append(Deed("import_suspect", suspect, change))
        return suspect

    def flush(self) -> None:
        """Write what was collected, parents first, and look whether another unit works on one of the suspects.

        Of persons who were known, what the rows tell is added to what is on record, where the officer may change it.
        """
        suspects: list[Any] = list(self._rows.get(Suspect, []))
        for model in (Identity, Case, Victim, Event, StatusAssertion, Service, Suspect):
            if rows := self._rows.pop(model, None):
                insert_rows(rows)
        keep_tokens(self._tokens)
        insert_rows(self._victims_of_events)
        record_deeds(by=self.by, deeds=self._deeds)
        strong = {identity for identity, kind, _ in self._tokens if kind != TokenKind.NAME}
        linked = {person.identity_id for person, _ in self._linked}
        find_crossings_of_suspects(
            [suspect for suspect in suspects if suspect.identity_id in strong | linked]
        )
        for person, words in self._linked:
            self._tell_more(person, words)
        self._tokens, self._victims_of_events, self._deeds, self._linked = [], [], [], []
        self.crowd = Crowd()

    def _tell_more(self, person: Victim | Suspect, words: SealedWords) -> None:
        more = {name: words[name] for name in _ADDED if words.get(name)}
        may_add = may_edit_case(self.by, person.case) and may_open_identities(self.by, person.case)
        if more and may_add:
            extend_identity(by=self.by, person=person, words=more)
