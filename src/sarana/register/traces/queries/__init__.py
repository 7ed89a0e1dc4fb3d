from sarana.register.traces.queries.charts import Chart, Edge, Node, cases_joined_to, chart_of
from sarana.register.traces.queries.crossings import (
    CallWhom,
    contact_of,
    contacts_of,
    crossings_in_case,
    crossings_to_speak_of,
    crossings_told_to,
    identities_kept_quiet,
    quiet_cases,
)
from sarana.register.traces.queries.traces import (
    links_of_traces,
    newest_traces,
    trace_links_of,
    traces_of_value,
    traces_visible_to,
)

__all__ = [
    "CallWhom",
    "Chart",
    "Edge",
    "Node",
    "cases_joined_to",
    "chart_of",
    "contact_of",
    "contacts_of",
    "crossings_in_case",
    "crossings_to_speak_of",
    "crossings_told_to",
    "identities_kept_quiet",
    "links_of_traces",
    "newest_traces",
    "quiet_cases",
    "trace_links_of",
    "traces_of_value",
    "traces_visible_to",
]
