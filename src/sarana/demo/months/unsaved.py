"""What a month holds before it is written: records of every kind, their links and their deeds."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from sarana.base.bulk import insert_rows
from sarana.base.ledger.actions import Deed, record_deeds
from sarana.base.vault.actions import TokenRow, keep_tokens
from sarana.base.vault.models import Identity
from sarana.register.care.models import Reintegration, Service
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.operations.models import Arrest, Operation, PersonFound
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.reports.models import Report


@dataclass
class Unsaved:
    """Unsaved records in the order in which they can be saved."""

    identities: list[Identity] = field(default_factory=list)
    tokens: list[TokenRow] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    assertions: list[StatusAssertion] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    found: list[PersonFound] = field(default_factory=list)
    arrests: list[Arrest] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    reintegration: list[Reintegration] = field(default_factory=list)
    links: dict[Any, list[Any]] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)

    def link(self, relation: Any, one: models.Model, other: models.Model) -> None:
        """Remember a many-to-many pair."""
        names = [f.attname for f in relation.through._meta.fields if f.is_relation]  # noqa: SLF001
        ends = {type(one): one.pk, type(other): other.pk}
        by_model = {f.attname: f.related_model for f in relation.through._meta.fields if f.is_relation}  # noqa: SLF001
        pair = relation.through(**{name: ends[by_model[name]] for name in names})
        self.links.setdefault(relation.through, []).append(pair)

    def save(self) -> None:
        """Write everything, parents first, and one ledger entry for each deed."""
        for name in self.__dataclass_fields__:
            rows = getattr(self, name)
            if name not in {"links", "deeds", "tokens"} and rows:
                insert_rows(rows)
        keep_tokens(self.tokens)
        for pairs in self.links.values():
            insert_rows(pairs)
        record_deeds(by=None, deeds=self.deeds)
