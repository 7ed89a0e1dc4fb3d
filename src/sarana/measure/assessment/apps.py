from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "sarana.measure.assessment"
    label = "assessment"
