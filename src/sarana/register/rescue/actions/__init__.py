from sarana.register.rescue.actions.asking import (
    add_person,
    amend_person_words,
    answer_detail,
    ask_unit,
    bar_officer_from_request,
    read_request,
    record_request,
)
from sarana.register.rescue.actions.correcting import correct_request
from sarana.register.rescue.actions.forgetting import forget_sought
from sarana.register.rescue.actions.messages import read_messages, send_message
from sarana.register.rescue.actions.photos import add_photo, open_photo
from sarana.register.rescue.actions.reading import (
    names_of,
    open_sought_identity,
    read_for_handover,
    read_sought,
    read_whereabouts,
)
from sarana.register.rescue.actions.steps import (
    link_victim,
    record_result,
    say_same_person,
    take_step,
    take_steps,
)

__all__ = [
    "add_person",
    "add_photo",
    "amend_person_words",
    "answer_detail",
    "ask_unit",
    "bar_officer_from_request",
    "correct_request",
    "forget_sought",
    "link_victim",
    "names_of",
    "open_photo",
    "open_sought_identity",
    "read_for_handover",
    "read_messages",
    "read_request",
    "read_sought",
    "read_whereabouts",
    "record_request",
    "record_result",
    "say_same_person",
    "send_message",
    "take_step",
    "take_steps",
]
