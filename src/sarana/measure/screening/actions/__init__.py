"""Bring an edition, hold the register against it, decide on alerts."""

from sarana.measure.screening.actions.asking import MOST_AT_ONCE, AskedTooOften, screen_names
from sarana.measure.screening.actions.deciding import (
    agree_on_alert,
    object_to_alert,
    open_alert,
    propose_verdict,
)
from sarana.measure.screening.actions.editions import EditionRefused, bring_edition
from sarana.measure.screening.actions.screening import screen_every_list, screen_register

__all__ = [
    "MOST_AT_ONCE",
    "AskedTooOften",
    "EditionRefused",
    "agree_on_alert",
    "bring_edition",
    "object_to_alert",
    "open_alert",
    "propose_verdict",
    "screen_every_list",
    "screen_names",
    "screen_register",
]
