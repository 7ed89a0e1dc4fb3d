from sarana.register.fiu.actions.letters import (
    add_item,
    drop_item,
    drop_letter,
    receive_letter,
    release_letter,
    say_worth,
    send_back,
    submit_letter,
    write_letter,
)
from sarana.register.fiu.actions.reading import read_letter, take_letter

__all__ = [
    "add_item",
    "drop_item",
    "drop_letter",
    "read_letter",
    "receive_letter",
    "release_letter",
    "say_worth",
    "send_back",
    "submit_letter",
    "take_letter",
    "write_letter",
]
