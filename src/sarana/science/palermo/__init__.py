"""The three elements of trafficking in persons (Palermo Protocol, article 3) as a test whose reasons are written out.

The test explains; it never decides. A status is asserted by an officer, who may disagree with it.
"""

from sarana.science.palermo.elements import ACTS, MEANS, PURPOSES
from sarana.science.palermo.weighing import Finding, Outcome, weigh

__all__ = ["ACTS", "MEANS", "PURPOSES", "Finding", "Outcome", "weigh"]
