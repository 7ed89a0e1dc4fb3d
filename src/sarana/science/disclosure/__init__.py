"""Tables that can be shown without showing a person."""

from sarana.science.disclosure.suppression import HIDDEN, THRESHOLD, protect_parts

__all__ = ["HIDDEN", "THRESHOLD", "protect_parts"]
