from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sarana.intake"
    label = "intake"
