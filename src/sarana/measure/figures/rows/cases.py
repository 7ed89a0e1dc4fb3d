"""Cases, the victims in them, where and how long they were exploited, and what authorities said of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Min, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from sarana.base.vocabulary.models import split_codes
from sarana.measure.figures.rows.reading import Only, Row, key, reader, text
from sarana.register.cases.models import Case, StatusAssertion, Victim


def joined_forms(pairs: Iterable[Row]) -> dict[str, str]:
    """Case -> the codes of all its victims' forms of exploitation."""
    forms: dict[str, str] = {}
    for case, codes in pairs:
        before = forms.setdefault(case, codes)
        if codes not in before:
            forms[case] = before + codes
    return forms


_cases = reader(
    Case.objects,
    "pk",
    key("pk"),
    text("opened_on"),
    text("closed_on"),
    "state",
    "place_id",
    "agency__code",
)
_forms_by_case = reader(Victim.objects, "case_id", key("case_id"), "forms_of_exploitation")


def cases(only: Only) -> list[Row]:
    """Every case with the forms of exploitation of its victims."""
    forms = joined_forms(_forms_by_case(only))
    return [(*row, forms.get(row[0], "")) for row in _cases(only)]


_first_word = (
    StatusAssertion.objects.filter(victim=OuterRef("pk"))
    .order_by()
    .values("victim")
    .annotate(first=Min("asserted_on"))
    .values("first")
)
# Every victim record, where it happened or else where her case is, and the day on which she was first known.
victims = reader(
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
events = reader(
    _EVENTS,
    "victim_id",
    key("victim_id"),
    "event__country",
    text("event__started_on"),
    text("event__ended_on"),
)
assertions = reader(
    StatusAssertion.objects,
    "victim_id",
    key("victim_id"),
    "assertion",
    "body",
    "agency__code",
    text("asserted_on"),
    text("recorded_at"),
)
_elements = reader(
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
