"""The month in which things happen: its days and delays, its chances, its keys, and the records not yet saved."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import models
from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.ledger.actions import Deed
from sarana.base.vault.actions import build_identity
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import AgencyKey, Identity, SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.demo.months.unsaved import Unsaved
from sarana.demo.names import Naming, invented_name


class Month:
    """One month of the country, its chances, and what was invented so far."""

    def __init__(
        self,
        first: date,
        until: date,
        agencies: dict[str, Agency],
        officers: dict[str, Officer],
        random: Random,
        naming: Naming = invented_name,
    ) -> None:
        self.first, self.until, self.random, self.naming = first, until, random, naming
        self.agencies, self.officers = agencies, officers
        self.rows = Unsaved()
        self._keys: dict[str, AgencyKey] = {}

    def day(self) -> date:
        last = min((self.first + timedelta(days=32)).replace(day=1) - timedelta(days=1), self.until)
        return self.first + timedelta(days=self.random.randrange((last - self.first).days + 1))

    def after(self, day: date, middle: float, spread: float = 0.7) -> date | None:
        """A later day, skewed as waiting times are; None when it lies beyond the country's last day."""
        later = day + timedelta(days=max(0, round(middle * self.random.lognormvariate(0, spread))))
        return later if later <= self.until else None

    def moment(self, day: date) -> datetime:
        return timezone.make_aware(
            datetime(day.year, day.month, day.day, self.random.randrange(6, 22), self.random.randrange(60))  # noqa: DTZ001
        )

    def _key(self, agency: Agency) -> AgencyKey:
        if agency.code not in self._keys:
            self._keys[agency.code] = key_of(agency)
        return self._keys[agency.code]

    def sealed[Record: models.Model](self, record: Record, agency: Agency, words: SealedWords) -> Record:
        """The record with its words sealed under a key of its own."""
        key = give_key(record, self._key(agency))  # type: ignore[arg-type]
        seal(record, words, key=key)  # type: ignore[arg-type]
        return record

    def identity(
        self, agency: Agency, words: SealedWords, kind: IdentityKind = IdentityKind.PERSON
    ) -> Identity:
        identity, tokens = build_identity(words=words, agency_key=self._key(agency), kind=kind)
        self.rows.identities.append(identity)
        self.rows.tokens += tokens
        return identity

    def deed(self, action: str, record: models.Model, **change: Any) -> None:
        self.rows.deeds.append(Deed(action, record, change))
