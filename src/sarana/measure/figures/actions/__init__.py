"""Snapshots: taken as a whole, or from the former one and what changed since; verified from their files alone."""

from sarana.measure.figures.actions.taking import take_snapshot
from sarana.measure.figures.actions.verifying import verify_snapshot

__all__ = ["take_snapshot", "verify_snapshot"]
