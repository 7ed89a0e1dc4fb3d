"""The rows of a snapshot's tables, read from the register as plain text and numbers: no identity, no free text."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Exists, F, Manager, Min, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from sarana.base.accounts.queries import agencies_owing_returns
from sarana.base.vocabulary.models import split_codes
from sarana.measure.screening.enums import AlertState
from sarana.measure.screening.models import Alert, ScreenedName
from sarana.measure.screening.queries import subjects
from sarana.register.care.models import Compensation, Reintegration, Reopened, Service
from sarana.register.cases.models import Case, StatusAssertion, Suspect, Victim
from sarana.register.complicity.models import Allegation
from sarana.register.cooperation.models import Instrument
from sarana.register.fiu.enums import LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.money.models import AssetMeasure, MoneyInquiry
from sarana.register.operations.models import Operation, PersonFound
from sarana.register.outreach.models import Campaign, KapSurvey, Session
from sarana.register.plans.models import Milestone
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.referrals.models import Referral
from sarana.register.repatriation.models import Repatriation
from sarana.register.reports.models import Report
from sarana.register.returns.models import Return

# "2022-09-01 03": a moment as the database tells it, to the hour.
_HOUR_SIGNS = 13
# So many keys are asked for in one question.
_AT_ONCE = 2_000
type Row = tuple[Any, ...]
# Rows as the database gives them, or an Arrow table where there are very many.
type Rows = list[Row] | Any
type Source = QuerySet[Any, Any] | Manager[Any]


@dataclass(frozen=True, slots=True)
class Only:
    """Which records are read: those whose key lies between two, or those that are named; without either, all."""

    between: tuple[UUID, UUID] | None = None
    keys: Sequence[UUID] | None = None

    def conditions(self, path: str) -> Iterator[Q]:
        """One condition a question, on the record's key at that path."""
        if self.between:
            yield Q(**{f"{path}__gte": self.between[0], f"{path}__lte": self.between[1]})
        elif self.keys is not None:
            for some in batched(self.keys, _AT_ONCE, strict=False):
                yield Q(**{f"{path}__in": some})
        else:
            yield Q()


EVERYTHING = Only()


def read(source: Source, *columns: Any) -> list[Row]:
    """The values as the database gives them: its driver and Django turn nothing into objects, which takes most of the time."""
    query = source.order_by().values_list(*columns)
    sql, values = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def key(path: str) -> Cast:
    """A record's identifier as text."""
    return Cast(F(path), CharField())


def text(path: str) -> Cast:
    """A day, a time or a list of codes as the text that the database holds."""
    return Cast(F(path), TextField())


def _joined(pairs: Iterable[Row]) -> dict[str, str]:
    """Case -> the codes of all its victims' forms of exploitation."""
    forms: dict[str, str] = {}
    for case, codes in pairs:
        before = forms.setdefault(case, codes)
        if codes not in before:
            forms[case] = before + codes
    return forms


def _simple(source: Source, path: str, *columns: Any) -> Any:
    """A reader of rows that need no second look; ``path`` leads to the key of the record that they belong to."""
    return partial(_rows, source, path, columns)


def _rows(source: Source, path: str, columns: Sequence[Any], only: Only) -> list[Row]:
    found: list[Row] = []
    for condition in only.conditions(path):
        found += read(source.filter(condition), *columns)
    return found


def countable_reports() -> QuerySet[Report]:
    """Every report that may be counted: what a reporter did not allow to be counted is not."""
    return Report.objects.exclude(consent_statistics=False)


reports = _simple(
    countable_reports(),
    "pk",
    key("pk"),
    text("received_at"),
    "channel",
    "place_id",
    "forms_of_exploitation",
    "agency__code",
    "state",
)
_cases = _simple(
    Case.objects,
    "pk",
    key("pk"),
    text("opened_on"),
    text("closed_on"),
    "state",
    "place_id",
    "agency__code",
)


_forms_by_case = _simple(Victim.objects, "case_id", key("case_id"), "forms_of_exploitation")


def cases(only: Only) -> list[Row]:
    """Every case with the forms of exploitation of its victims."""
    forms = _joined(_forms_by_case(only))
    return [(*row, forms.get(row[0], "")) for row in _cases(only)]


_first_word = (
    StatusAssertion.objects.filter(victim=OuterRef("pk"))
    .order_by()
    .values("victim")
    .annotate(first=Min("asserted_on"))
    .values("first")
)
# Every victim record, where it happened or else where her case is, and the day on which she was first known.
victims = _simple(
    Victim.objects,
    "pk",
    key("pk"),
    key("identity_id"),
    key("case_id"),
    "sex",
    "age_at_event",
    "age_at_event",
    "citizenships",
    Coalesce("exploitation_place_id", "case__place_id"),
    "forms_of_exploitation",
    "standing",
    Coalesce(Cast(Subquery(_first_word), TextField()), text("case__opened_on")),
    "gender",
    "forms_of_exploitation",
    "methods_of_control",
    "labour_industries",
    "sexual_exploitation_types",
    "relations_to_recruiter",
)
# Where and how long each victim was exploited, as far as it is known.
_EVENTS = Victim.events.through.objects
events = _simple(
    _EVENTS,
    "victim_id",
    key("victim_id"),
    "event__country",
    text("event__started_on"),
    text("event__ended_on"),
)

assertions = _simple(
    StatusAssertion.objects,
    "victim_id",
    key("victim_id"),
    "assertion",
    "body",
    "agency__code",
    text("asserted_on"),
    text("recorded_at"),
)
_elements = _simple(
    StatusAssertion.objects.filter(assertion="ActualVictimOfTrafficking"),
    "victim_id",
    key("victim_id"),
    "acts",
    "means",
    "purposes",
)


def elements(only: Only) -> Any:
    """Every element of the Palermo definition that an authority saw with a victim: victim, part, code; each once.

    There are more of them than of anything else: they stay columns all the way.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    text, found = pa.string(), _elements(only)
    columns: Any = zip(*found, strict=True) if found else ((),) * 4
    said = pa.table([pa.array(values, text) for values in columns], ["victim", "act", "means", "purpose"])
    parts = []
    for part in said.column_names[1:]:
        # Words that name the same elements are the most.
        codes = said.group_by(["victim", part], use_threads=False).aggregate([])
        told = codes[part].combine_chunks().dictionary_encode()
        lists = pa.array(map(split_codes, told.dictionary.to_pylist()), pa.list_(text)).take(told.indices)
        code = pc.list_flatten(lists)
        victim = codes["victim"].take(pc.list_parent_indices(lists))
        named = pa.table([victim, code], ["victim", "code"]).group_by(["victim", "code"], use_threads=False)
        once = named.aggregate([])
        parts.append(once.add_column(1, "part", pa.repeat(pa.scalar(part, text), once.num_rows)))
    return pa.concat_tables(parts).combine_chunks()


operations = _simple(
    Operation.objects,
    "pk",
    key("pk"),
    "kind",
    "state",
    text("carried_out_on"),
    "place_id",
    "premises_inspected",
    "persons_screened",
)
operation_victims = _simple(
    PersonFound.objects, "operation_id", key("operation_id"), key("victim_id"), "found_as"
)
_reports_acted_on = _simple(
    Operation.reports.through.objects, "operation_id", key("operation_id"), key("report_id")
)
_reports_of_cases = _simple(
    Operation.cases.through.objects.filter(case__reports__isnull=False),
    "operation_id",
    key("operation_id"),
    key("case__reports"),
)


def operation_reports(only: Only) -> list[Row]:
    """Which report each operation acted on, directly or through a case."""
    return list({*_reports_acted_on(only), *_reports_of_cases(only)})


_suspects = _simple(
    Suspect.objects,
    "pk",
    key("pk"),
    key("identity_id"),
    "identity__kind",
    key("case_id"),
    "sex",
    "age",
    "citizenships",
    "arrest_place_id",
    "is_official",
    text("arrested_on"),
    "case__place_id",
)


_forms_by_suspect = _simple(
    Suspect.objects.filter(case__victims__isnull=False),
    "pk",
    key("case_id"),
    "case__victims__forms_of_exploitation",
)


def suspects(only: Only) -> list[Row]:
    """Every suspect record with the forms of exploitation of the case."""
    forms = _joined(_forms_by_suspect(only))
    return [(*row[:7], row[7] or row[10], forms.get(row[3], ""), row[8], row[9]) for row in _suspects(only)]


_steps = _simple(
    Step.objects,
    "proceeding__suspect_id",
    key("proceeding__suspect_id"),
    "stage",
    text("on"),
    "verdict",
    "months_imposed",
    "months_suspended",
    text("recorded_at"),
    key("proceeding_id"),
    text("articles"),
)


def steps(only: Only) -> list[Row]:
    """Each stage with the law of its whole proceeding, since a verdict often names no article again."""
    found = _steps(only)
    articles: dict[str, str] = {}
    for *_, proceeding, named in found:
        before = articles.get(proceeding, "")
        if named not in before:
            articles[proceeding] = before + named
    return [(*row[:7], articles.get(row[7], "")) for row in found]


services = _simple(Service.objects, "victim_id", key("victim_id"), "kind", text("started_on"), "agency__code")
reintegration = _simple(Reintegration.objects, "victim_id", key("victim_id"), "stage", text("on"))
returns = _simple(Return.objects, "pk", "agency__code", text("month"), text("sent_at"))
referrals = _simple(
    Referral.objects, "victim_id", key("victim_id"), text("asked_at"), "state", "sender__code"
)
# Every repatriation that ended with a handover; every compensation of which something was paid.
repatriations = _simple(
    Repatriation.objects.filter(handed_over_on__isnull=False),
    "victim_id",
    key("victim_id"),
    "direction",
    "country",
    text("handed_over_on"),
)
compensations = _simple(
    Compensation.objects.filter(paid_on__isnull=False),
    "victim_id",
    key("victim_id"),
    "route",
    text("paid_on"),
)
reopenings = _simple(Reopened.objects, "victim_id", key("victim_id"), "because", text("on"))
# Every allegation against an official, without what is alleged.
allegations = _simple(Allegation.objects, "pk", key("pk"), text("made_on"), text("handed_on"), "state")


campaigns = _simple(
    Campaign.objects, "pk", key("pk"), "audience", "channel", text("starts_on"), "place_id", "agency__code"
)
# Sessions were held where they say, or else where their campaign takes place.
sessions = _simple(
    Session.objects,
    "pk",
    key("pk"),
    key("campaign_id"),
    "campaign__audience",
    text("held_on"),
    Coalesce("place_id", "campaign__place_id"),
    "reached",
    "under_18",
)
_surveys = _simple(
    KapSurvey.objects,
    "pk",
    key("pk"),
    "campaign__audience",
    "round",
    text("held_on"),
    "campaign__place_id",
    "asked",
    text("answers"),
)


def surveys(only: Only) -> list[Row]:
    """Every survey of knowledge, attitude and practice with its answers and right answers, all items together."""
    found = []
    for *row, answers in _surveys(only):
        counts = list(json.loads(answers).values())
        found.append((*row, sum(told[0] for told in counts), sum(told[1] for told in counts)))
    return found


instruments = _simple(
    Instrument.objects,
    "pk",
    key("pk"),
    "kind",
    text("signed_on"),
    text("in_force_on"),
    text("expires_on"),
    text("ended_on"),
)
# What was reached in plans that were adopted; a draft's milestones are nobody's promise yet.
milestones = _simple(
    Milestone.objects.filter(
        reached_on__isnull=False, shown_by__isnull=False, node__proposed_in=None
    ).exclude(node__plan__state="draft"),
    "pk",
    key("pk"),
    text("due_on"),
    text("reached_on"),
    "node__place_id",
    "node__lead_agency__code",
)


def screenings(_only: Only) -> list[Row]:
    """How many suspects were held against a list for the first time, by hour and list: counts, never who."""
    screened = ScreenedName.objects.filter(Exists(subjects().filter(pk=OuterRef("identity"))))
    hours = Counter(
        (moment[:_HOUR_SIGNS], source) for moment, source in read(screened, text("first_at"), "source")
    )
    return [(f"{source} {hour}", f"{hour}:00:00", source, count) for (hour, source), count in hours.items()]


# Likenesses between a suspect and a list that hold, and what two people made of them.
list_alerts = _simple(
    Alert.objects.filter(Exists(subjects().filter(pk=OuterRef("identity")))).exclude(state=AlertState.LAPSED),
    "pk",
    key("pk"),
    key("identity_id"),
    "source",
    "regime",
    text("raised_at"),
    text("decided_at"),
    "state",
    "verdict",
)


money_inquiries = _simple(
    MoneyInquiry.objects,
    "pk",
    key("pk"),
    key("case_id"),
    text("opened_on"),
    text("ended_on"),
    "end",
    "case__place_id",
    "agency__code",
)
# What was done with money and goods; amounts stay in the register, where a single one may tell whose it was.
asset_measures = _simple(
    AssetMeasure.objects, "pk", key("pk"), key("case_id"), "deed", "kind", text("on"), "case__place_id"
)


# Letters that went out or came in; neither what they say nor whom they name.
fiu_letters = _simple(
    FiuLetter.objects.filter(state__in=(LetterState.RELEASED, LetterState.RECEIVED)),
    "pk",
    key("pk"),
    key("case_id"),
    "direction",
    "kind",
    text("dated_on"),
    text("answers__dated_on"),
)


def units(_only: Only) -> list[Row]:
    """The units that owe monthly returns, and where they are."""
    return read(agencies_owing_returns(), "code", "place_id")


# The records that others belong to, by the word that stands for them in change marks.
ROOTS: dict[str, Source] = {
    "report": countable_reports(),
    "case": Case.objects,
    "victim": Victim.objects,
    "suspect": Suspect.objects,
    "operation": Operation.objects,
}


def touched_by(cases: Only, persons: Only, proceedings: Only, happened: Only) -> dict[str, set[str]]:
    """Table -> keys of the records whose rows there tell something of these cases, identities, proceedings and events."""
    of_cases = {
        "victims": _simple(Victim.objects, "case_id", key("pk")),
        "suspects": _simple(Suspect.objects, "case_id", key("pk")),
        "operation_reports": _simple(Operation.cases.through.objects, "case_id", key("operation_id")),
    }
    found = {table: {row[0] for row in rows(cases)} for table, rows in of_cases.items()}
    of_persons = _simple(Suspect.objects, "identity_id", key("pk"))
    of_proceedings = _simple(Proceeding.objects, "pk", key("suspect_id"))
    found["suspects"].update(row[0] for row in of_persons(persons))
    found["steps"] = {row[0] for row in of_proceedings(proceedings)}
    of_events = _simple(_EVENTS, "event_id", key("victim_id"))
    found["events"] = {row[0] for row in of_events(happened)}
    return found
