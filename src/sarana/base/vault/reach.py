"""Which identities are worth comparing with what was asked: keyed tokens only, nothing is unsealed here.

Written as SQL: one statement, at most two, instead of a dozen composed ones, and no key travels to and fro. PostgreSQL
and SQLite read the same text.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import Identity, SearchToken
from sarana.base.vault.rules import SearchPlan

# Enough for every namesake that matters; the rest of a very common name is reached by adding a birth date or phone.
CANDIDATES = 120
# So many bearers of two of the words make it needless to look for slips.
_ENOUGH = 40
# How much of the room each kind of evidence may take, so that a common key does not crowd out a rare one.
_SHARE = 60
# Words written together or apart come first among what may have been meant, then the slips, the likeliest first.
_WRITTEN_OTHERWISE = 6
_LIKELY_SLIPS = 24
_BORN_AROUND = 2000
# So many bearers of one key are looked at; a name that more bear needs a date or a number beside it.
_BEARERS = 300

_TABLE = SearchToken._meta.db_table  # noqa: SLF001

# An identity as the database writes it: 32 characters in SQLite, a UUID in PostgreSQL.
type RawKey = Any
type _Part = tuple[str, list[Any]]


class Reach:
    """One search among the tokens: collects the identities worth comparing, the most telling evidence first."""

    def __init__(self, plan: SearchPlan, among: QuerySet[Identity] | None) -> None:
        self._plan = plan
        self._names = _tokens((*plan.pairs, *plan.single, *plan.whole))
        self._within, self._within_values = "", list[Any]()
        if among is not None:
            sql, values = among.order_by().values("pk").query.sql_with_params()
            self._within, self._within_values = f" AND identity_id IN ({sql})", list(values)
        self._reached: dict[RawKey, None] = {}

    def keys(self) -> list[RawKey]:
        """The keys of the identities, at most ``CANDIDATES``."""
        plan = self._plan
        pairs, single = _tokens(plan.pairs), _tokens(plan.single)
        # Born on about that day, and a name that shares anything: few, however common the name.
        born = _tokens(plan.born) if self._names else []
        sure, around_birth, *held = self._rows(
            [
                self._sharing_most(_tokens(plan.sure), CANDIDATES),
                self._sharing_most(born, _BORN_AROUND),
                *[self._sharing_most([token], _BEARERS) for token in pairs],
                *[self._if_rare(token, _SHARE // 2) for token in single],
            ]
        )
        of_pairs = [row for rows in held[: len(pairs)] for row in rows]
        self._add(sure)
        self._add([row for row in around_birth if row[1]])
        self._add(of_pairs, _SHARE)
        for rows in held[len(pairs) :]:
            self._add(rows, _SHARE // 2)
        if len(self._reached) < CANDIDATES:
            self._add_doubtful(slips=len(of_pairs) < _ENOUGH)
        return list(self._reached)

    def _add_doubtful(self, *, slips: bool) -> None:
        """What a slip may have made of the name, and names of the same consonants."""
        near = _tokens(self._plan.near) if slips else []
        bounds = (_WRITTEN_OTHERWISE, _LIKELY_SLIPS, None)
        asked = [near[here:there] for here, there in pairwise(bounds)]
        parts = [self._sharing_most(tokens, _BEARERS) for tokens in (*asked, _tokens(self._plan.whole))]
        # One by one: what many bear would leave no room for what few do.
        parts += [self._sharing_most([token], _SHARE) for token in near[:_WRITTEN_OTHERWISE]]
        likely, unlikely, alike, *otherwise = self._rows(parts)
        self._add([row for rows in otherwise for row in rows], _SHARE // 3)
        self._add([row for row in likely if row[1]], _SHARE // 2)
        self._add(likely, _SHARE // 4)
        self._add(alike, _SHARE // 3)
        self._add(unlikely)
        self._add(alike)

    def _add(self, rows: list[tuple[RawKey, int]], most: int = CANDIDATES) -> None:
        """Take those that share most first."""
        best = sorted(rows, key=lambda row: -row[1])
        fresh = [key for key in dict.fromkeys(key for key, _ in best) if key not in self._reached]
        self._reached.update(dict.fromkeys(fresh[: min(most, CANDIDATES - len(self._reached))]))

    def _bearers(self, tokens: Sequence[bytes], most: int) -> _Part:
        """Identities that hold any of the tokens, as many as are looked at; no count of all who do is ever made."""
        sql = f"SELECT identity_id FROM {_TABLE} WHERE token IN ({_marks(tokens)}){self._within} LIMIT {most}"  # noqa: S608
        return sql, [*tokens, *self._within_values]

    def _if_rare(self, token: bytes, most: int) -> _Part:
        """The bearers of one word if they are few: a rare word tells much, a common one nothing."""
        bearers, values = self._bearers([token], _BEARERS)
        count = f"SELECT count(*) FROM ({bearers}) counted"  # noqa: S608
        sql = f"SELECT identity_id, 0 AS hits FROM ({bearers}) held WHERE ({count}) < {_BEARERS} LIMIT {most}"  # noqa: S608
        return sql, [*values, *values]

    def _sharing_most(self, tokens: Sequence[bytes], looked_at: int) -> _Part | None:
        """Bearers of any of the tokens and how many keys of the asked names each shares, the most first."""
        if not tokens:
            return None
        bearers, values = self._bearers(tokens, looked_at)
        hits = (
            f"SELECT count(*) FROM {_TABLE} own "  # noqa: S608
            f"WHERE own.token IN ({_marks(self._names)}) AND own.identity_id = held.identity_id"
        )
        sql = f"SELECT identity_id, ({hits}) AS hits FROM ({bearers}) held ORDER BY hits DESC LIMIT {CANDIDATES}"  # noqa: S608
        return sql, [*self._names, *values]

    def _rows(self, parts: Sequence[_Part | None]) -> list[list[tuple[RawKey, int]]]:
        """Ask for all parts at once; the rows of each part."""
        found: list[list[tuple[RawKey, int]]] = [[] for _ in parts]
        asked = [(place, part) for place, part in enumerate(parts) if part]
        if not asked:
            return found
        sql = " UNION ALL ".join(
            f"SELECT {place}, identity_id, hits FROM ({part[0]}) part{place}"  # noqa: S608
            for place, part in asked
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for _, part in asked for value in part[1]])
            for place, key, hits in cursor.fetchall():
                found[place].append((key, hits))
        return found


def _marks(values: Sequence[bytes]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _tokens(values: Iterable[tuple[TokenKind, str]]) -> list[bytes]:
    return [search_token(kind, text) for kind, text in values]
