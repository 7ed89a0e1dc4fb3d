"""Multiple systems estimation: how many cases are on no list, from how the lists overlap."""

from sarana.science.estimation.answers import Change, Estimate, Estimates, Method, change
from sarana.science.estimation.asking import answer
from sarana.science.estimation.beside import of_two_lists, with_covariates
from sarana.science.estimation.bootstrap import (
    Interval,
    bca_interval,
    bic_interval,
    interval_of,
    stepwise_interval,
)
from sarana.science.estimation.covariates import AdjustedEstimate, adjusted
from sarana.science.estimation.diagnosis import Coverage, Diagnosis, coverage, diagnose
from sarana.science.estimation.gates import Gate, Verdict
from sarana.science.estimation.graphical import GraphicalEstimate, graphical, over_deltas
from sarana.science.estimation.information import (
    BicEstimate,
    ScoredModels,
    bic_estimate,
    hierarchical_models,
    score_models,
)
from sarana.science.estimation.latent import LatentEstimate, latent
from sarana.science.estimation.refusals import TableNotUsable
from sarana.science.estimation.stepwise import StepwiseEstimate, stepwise, stepwise_many
from sarana.science.estimation.strata import StratifiedEstimate, stratified
from sarana.science.estimation.tables import (
    CaptureTable,
    table_from_patterns,
    table_from_rows,
)
from sarana.science.estimation.two_lists import DoublyRobustEstimate, doubly_robust
from sarana.science.estimation.words import Words

__all__ = [
    "AdjustedEstimate",
    "BicEstimate",
    "CaptureTable",
    "Change",
    "Coverage",
    "Diagnosis",
    "DoublyRobustEstimate",
    "Estimate",
    "Estimates",
    "Gate",
    "GraphicalEstimate",
    "Interval",
    "LatentEstimate",
    "Method",
    "ScoredModels",
    "StepwiseEstimate",
    "StratifiedEstimate",
    "TableNotUsable",
    "Verdict",
    "Words",
    "adjusted",
    "answer",
    "bca_interval",
    "bic_estimate",
    "bic_interval",
    "change",
    "coverage",
    "diagnose",
    "doubly_robust",
    "graphical",
    "hierarchical_models",
    "interval_of",
    "latent",
    "of_two_lists",
    "over_deltas",
    "score_models",
    "stepwise",
    "stepwise_interval",
    "stepwise_many",
    "stratified",
    "table_from_patterns",
    "table_from_rows",
    "with_covariates",
]
