"""Questionnaires of international examiners, mapped to what the record can answer. Pure data."""

from sarana.science.questionnaires.actip import ACTIP
from sarana.science.questionnaires.asked import Part, Question, Questionnaire
from sarana.science.questionnaires.greta import GRETA
from sarana.science.questionnaires.unodc import UNODC

QUESTIONNAIRES = {one.code: one for one in (GRETA, ACTIP, UNODC)}

__all__ = ["QUESTIONNAIRES", "Part", "Question", "Questionnaire"]
