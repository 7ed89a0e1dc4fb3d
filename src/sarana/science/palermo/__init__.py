"""The three elements of trafficking in persons (Palermo Protocol, article 3) as a test whose reasons are written out.

The test explains; it never decides. A status is asserted by an officer, who may disagree with it. Beside it: the guide
for a screening, the ILO's eleven indicators, and the question lists of the official interviews.
"""

from sarana.science.palermo.elements import ACTS, MEANS, PURPOSES
from sarana.science.palermo.eleven import ELEVEN, Indicator
from sarana.science.palermo.guide import ACT_GUIDE, GUIDE_VERSION, MEANS_GUIDE, PURPOSE_GUIDE, Guidance
from sarana.science.palermo.questions import FORMS, QUESTIONS, SECTIONS, Question, questions_of
from sarana.science.palermo.support import PARTS, Seen, Standing, Support, elements_seen, support
from sarana.science.palermo.weighing import Finding, Outcome, weigh

__all__ = [
    "ACTS",
    "ACT_GUIDE",
    "ELEVEN",
    "FORMS",
    "GUIDE_VERSION",
    "MEANS",
    "MEANS_GUIDE",
    "PARTS",
    "PURPOSES",
    "PURPOSE_GUIDE",
    "QUESTIONS",
    "SECTIONS",
    "Finding",
    "Guidance",
    "Indicator",
    "Outcome",
    "Question",
    "Seen",
    "Standing",
    "Support",
    "elements_seen",
    "questions_of",
    "support",
    "weigh",
]
