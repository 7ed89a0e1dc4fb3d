"""Multiple systems estimation: how many cases are on no list, from how the lists overlap."""

from sarana.science.estimation.bootstrap import (
    Interval,
    bca_interval,
    bic_interval,
    interval_of,
    stepwise_interval,
)
from sarana.science.estimation.graphical import GraphicalEstimate, graphical, over_deltas
from sarana.science.estimation.information import (
    BicEstimate,
    ScoredModels,
    bic_estimate,
    hierarchical_models,
    score_models,
)
from sarana.science.estimation.stepwise import StepwiseEstimate, stepwise, stepwise_many
from sarana.science.estimation.tables import (
    CaptureTable,
    TableNotUsable,
    table_from_patterns,
    table_from_rows,
)

__all__ = [
    "BicEstimate",
    "CaptureTable",
    "GraphicalEstimate",
    "Interval",
    "ScoredModels",
    "StepwiseEstimate",
    "TableNotUsable",
    "bca_interval",
    "bic_estimate",
    "bic_interval",
    "graphical",
    "hierarchical_models",
    "interval_of",
    "over_deltas",
    "score_models",
    "stepwise",
    "stepwise_interval",
    "stepwise_many",
    "table_from_patterns",
    "table_from_rows",
]
