from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sarana.register.reporting"
    label = "reporting"
