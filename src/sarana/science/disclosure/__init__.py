"""Tables that can be shown without showing a person."""

from sarana.science.disclosure.crossed import Crossed, protect_crossed
from sarana.science.disclosure.suppression import HIDDEN, THRESHOLD, protect_parts

__all__ = ["HIDDEN", "THRESHOLD", "Crossed", "protect_crossed", "protect_parts"]
