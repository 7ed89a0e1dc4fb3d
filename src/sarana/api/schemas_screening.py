"""What goes in and out when a program screens names. What is found comes from public lists; the names asked never come back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from sarana.api.schemas import Sign


class NameIn(Schema):
    """Somebody to hold against the lists; ``role`` says in which of the roles that are screened: no other is."""

    ref: Annotated[str, Field(max_length=80, description="Comes back beside the answer; no name.")] = ""
    name: Annotated[str, Field(min_length=1, max_length=300)]
    role: Literal["suspect", "organisation", "owner_of_premises", "licence_holder"]
    kind: Literal["person", "organisation", ""] = ""
    birth_date: Annotated[str, Field(max_length=40, description="Year, month or day, as it is known.")] = ""
    nationalities: Annotated[list[Sign], Field(max_length=5)] = []
    documents: Annotated[list[Sign], Field(max_length=10)] = []


class NamesIn(Schema):
    """Names to hold against the lists in force."""

    names: Annotated[list[NameIn], Field(max_length=1_000)]
    threshold: Annotated[float | None, Field(ge=0.5, le=1)] = None


class ListOut(Schema):
    """A list that was asked: of which day, and whether that is too long ago."""

    list: str
    edition: UUID
    date_generated: date
    days_old: int
    is_stale: bool


class HitOut(Schema):
    """An entry of a list that the name may mean: a lead for people to look at and no finding."""

    reasons: list[str]
    list: str
    date_generated: date
    id: str
    name: str
    score: float
    regime: str
    programme: str


class NameOut(Schema):
    """What was found for one name, in the order asked."""

    ref: str
    hits: list[HitOut]


class ScreenedOut(Schema):
    """The lists and what was found. An empty answer clears nobody."""

    lists: list[ListOut]
    threshold: float
    results: list[NameOut]
