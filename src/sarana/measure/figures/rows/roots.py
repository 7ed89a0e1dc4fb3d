"""The records that rows belong to, and whose rows tell something of a record that was written."""

from sarana.measure.figures.rows.reading import Only, Source, key, reader
from sarana.measure.figures.rows.reports import countable_reports
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.operations.models import Operation
from sarana.register.proceedings.models import Proceeding

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
        "victims": reader(Victim.objects, "case_id", key("pk")),
        "suspects": reader(Suspect.objects, "case_id", key("pk")),
        "operation_reports": reader(Operation.cases.through.objects, "case_id", key("operation_id")),
    }
    found = {table: {row[0] for row in rows(cases)} for table, rows in of_cases.items()}
    of_persons = reader(Suspect.objects, "identity_id", key("pk"))
    of_proceedings = reader(Proceeding.objects, "pk", key("suspect_id"))
    found["suspects"].update(row[0] for row in of_persons(persons))
    found["steps"] = {row[0] for row in of_proceedings(proceedings)}
    of_events = reader(Victim.events.through.objects, "event_id", key("victim_id"))
    found["events"] = {row[0] for row in of_events(happened)}
    return found
