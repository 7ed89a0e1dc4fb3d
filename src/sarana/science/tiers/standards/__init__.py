"""The four standards, the twelve indicia and the factors of effort as functions from facts to a finding with its reasons.

The statute leaves the weighing to people; where it gives no number these modules set a convention, named in capitals so that
it can be disputed. A finding reads the record; it is no prediction of anybody's judgement.
"""

from sarana.science.tiers.standards import efforts, law, prevention, prosecution, protection
from sarana.science.tiers.standards.efforts import changes
from sarana.science.tiers.standards.finding import AGAINST, Finding, Standing, all_findings, find

__all__ = [
    "AGAINST",
    "Finding",
    "Standing",
    "all_findings",
    "changes",
    "efforts",
    "find",
    "law",
    "prevention",
    "prosecution",
    "protection",
]
