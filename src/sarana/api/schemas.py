"""What goes in and out, as OpenAPI describes it. No schema that goes out carries an identity or a narrative."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime

Sign = Annotated[str, Field(max_length=80)]
Text = Annotated[str, Field(max_length=20_000)]
# A moment says its zone: seven hours off, a night's report would lie on the day before.
Moment = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC))]
YesNo = Literal["yes", "no", "unknown"]


class Fault(Schema):
    """Why a request was not carried out."""

    fault: str
    # Where it is about a field: what is wrong there. Names alone where somebody else changed them meanwhile (409).
    fields: dict[str, list[str]] | list[str] | None = None


class ReportIn(Schema):
    """A report to put on record."""

    received_at: Moment
    channel: Literal[
        "hotline", "social_media", "walk_in", "embassy", "ngo", "letter", "public_page", "inspection", "other"
    ]
    narrative: Text
    reporter: Text = ""
    whereabouts: Text = ""
    place: Annotated[str, Field(max_length=12, description="Gazetteer code, such as 1804.")] = ""
    danger_now: YesNo = "unknown"
    minors: YesNo = "unknown"
    persons: Annotated[int | None, Field(ge=0, le=100_000)] = None
    forms_of_exploitation: list[Sign] = []
    vessel: Sign = ""
    vessel_flag: Annotated[str, Field(max_length=2)] = ""
    next_port: Sign = ""


class ReportOut(Schema):
    """A report without its words."""

    id: UUID
    number: str
    received_at: datetime
    channel: str
    state: str
    place_id: str | None
    danger_now: str
    minors: str
    persons: int | None
    version: int


class CaseIn(Schema):
    """A case to open."""

    opened_on: date
    title: Sign
    summary: Text = ""
    place: Annotated[str, Field(max_length=12)] = ""
    reports: list[UUID] = []


class CaseOut(Schema):
    """A case without its words."""

    id: UUID
    number: str
    opened_on: date
    state: str
    place_id: str | None
    closed_on: date | None
    version: int


class IdentityIn(Schema):
    """Who somebody is; sealed at once and never given out again here."""

    names: list[Sign] = []
    birth_date: date | None = None
    phones: list[Sign] = []
    documents: list[Sign] = []


class VictimIn(Schema):
    """A person to protect.

    Whoever is like her on record is looked for first. When somebody is found, nothing is written and the answer is 409 with
    the numbers and the reasons: send ``same_as`` with one of the numbers, or the same identity again with ``searched``.
    """

    identity: IdentityIn
    same_as: Annotated[
        str, Field(max_length=14, description="Number of the victim or suspect who is the same person.")
    ] = ""
    searched: Annotated[
        str, Field(max_length=64, description="From the answer 409: none of those is she.")
    ] = ""
    sex: Literal["F", "M", "O", "U"] = "U"
    age_at_event: Annotated[int | None, Field(ge=0, le=120)] = None
    citizenships: list[Sign] = []
    forms_of_exploitation: list[Sign] = []


class KnownPerson(Schema):
    """Somebody on record who may be the same person: where, how like, and why; never a name."""

    number: str
    case: str
    percent: int
    reasons: list[str]


class KnownAlready(Schema):
    """Who is on record and may be the same; whom to ask about others; and the mark that says that you looked."""

    fault: str
    known: list[KnownPerson]
    elsewhere: list[str]
    searched: str


class VictimOut(Schema):
    """A victim by number; who it is stays in the vault."""

    id: UUID
    number: str
    case_id: UUID
    sex: str
    age_at_event: int | None
    citizenships: list[str]
    forms_of_exploitation: list[str]
    standing: str


class StatusIn(Schema):
    """What an authority says of a victim's status, with the elements of the Palermo Protocol."""

    assertion: Literal["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"]
    asserted_on: date
    standard: Literal["palermo", "kh_law_2008", "tvpa", "other"] = "palermo"
    acts: list[Sign] = []
    means: list[Sign] = []
    purposes: list[Sign] = []


class StatusOut(Schema):
    """The assertion with the weighing's reasons."""

    id: UUID
    assertion: str
    asserted_on: date
    outcome: str
    reasons_en: str
    reasons_km: str


class TraceIn(Schema):
    """A phone, account, vehicle, premises or document to put into a case; value and note are sealed at once."""

    kind: Literal["phone", "account", "handle", "vehicle", "premises", "document"]
    value: Annotated[str, Field(max_length=400)]
    note: Text = ""


class TraceOut(Schema):
    """A trace by number; its value stays in the vault."""

    id: UUID
    number: str
    case_id: UUID
    kind: str
    added_at: datetime


class TraceLinkIn(Schema):
    """What a trace is to one of victim, suspect and event of its case."""

    victim: UUID | None = None
    suspect: UUID | None = None
    event: UUID | None = None
    relation: Literal[
        "uses", "owns", "kept_at", "worked_at", "paid_into", "paid_from", "called", "recruited_through", "carried_in",
        "found_with", "happened_at",
    ]  # fmt: skip
    known_from: Literal[
        "victim", "witness", "suspect", "device", "provider", "observed", "open_source", "agency"
    ]
    confidence: Literal["confirmed", "likely", "unsure"] = "likely"
    since: date | None = None
    until: date | None = None


class TraceLinkOut(Schema):
    """The link as it stands."""

    id: int
    trace_id: UUID
    victim_id: UUID | None
    suspect_id: UUID | None
    event_id: UUID | None
    relation: str
    known_from: str
    confidence: str
    since: date | None
    until: date | None


class InterviewIn(Schema):
    """An interview to begin; without her consent there is none."""

    form: Literal["screening", "mission", "social", "police"]
    interpretation: Literal["own_language", "present", "telephone", "none"]
    setting: Literal["safe_room", "shelter", "health", "mission", "office", "site", "remote"]
    consent: YesNo
    reason: Annotated[
        str,
        Field(max_length=300, description="Why her identity is opened; logged, shown to the case's owner."),
    ]
    language: Annotated[str, Field(max_length=40)] = ""
    interpreter: Sign = ""
    started_at: Moment | None = None


class AnswersIn(Schema):
    """Answers by the code of the question; an empty one leaves the question open."""

    answers: dict[Sign, Text]


class SeenIn(Schema):
    """What was seen of one element; without strength it was not asked."""

    strength: Literal["clear", "some", "nothing", ""] = ""
    note: Text = ""


class ScreeningIn(Schema):
    """One part of the guided screening, by the guide's codes."""

    part: Literal["act", "means", "purpose", "indicator"]
    seen: dict[Sign, SeenIn]


class InterviewOut(Schema):
    """That an interview took place; what she said stays in the vault."""

    id: UUID
    number: str
    victim_id: UUID
    form: str
    language: str
    interpretation: str
    setting: str
    consent: str
    started_at: datetime
    ended_at: datetime | None
    guide_version: str


class OperationOut(Schema):
    """An operation that was carried out, or one that the officer belongs to."""

    id: UUID
    number: str
    kind: str
    state: str
    place_id: str
    carried_out_on: date | None
    persons_screened: int


class TextIn(Schema):
    """A text to hold against the record."""

    text: Annotated[str, Field(max_length=2_000_000)]
    published_on: date | None = None
