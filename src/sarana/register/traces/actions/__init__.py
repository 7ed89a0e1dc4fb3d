from sarana.register.traces.actions.contacts import keep_quiet, lift_quiet, set_contact
from sarana.register.traces.actions.crossings import find_crossings_of_suspects, note_spoken
from sarana.register.traces.actions.tracing import add_trace, end_link, link_trace, open_trace

__all__ = [
    "add_trace",
    "end_link",
    "find_crossings_of_suspects",
    "keep_quiet",
    "lift_quiet",
    "link_trace",
    "note_spoken",
    "open_trace",
    "set_contact",
]
