from sarana.measure.press.actions.checks import keep_check, load_published_figures
from sarana.measure.press.actions.inbox import (
    Brought,
    add_source,
    add_topic,
    bring_file,
    drop_topic,
    set_text_state,
)

__all__ = [
    "Brought",
    "add_source",
    "add_topic",
    "bring_file",
    "drop_topic",
    "keep_check",
    "load_published_figures",
    "set_text_state",
]
