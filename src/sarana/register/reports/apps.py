from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "sarana.register.reports"
    label = "reports"
