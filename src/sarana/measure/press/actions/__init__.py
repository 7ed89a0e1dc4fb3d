from sarana.measure.press.actions.checks import keep_check, load_published_figures
from sarana.measure.press.actions.inbox import (
    Brought,
    add_source,
    add_topic,
    bring_file,
    drop_topic,
    set_text_state,
)
from sarana.measure.press.actions.review import (
    ask_spokesperson,
    link_promise,
    link_text,
    note_answer,
    note_erratum,
    publish_row,
    review_row,
)

__all__ = [
    "Brought",
    "add_source",
    "add_topic",
    "ask_spokesperson",
    "bring_file",
    "drop_topic",
    "keep_check",
    "link_promise",
    "link_text",
    "load_published_figures",
    "note_answer",
    "note_erratum",
    "publish_row",
    "review_row",
    "set_text_state",
]
