from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sarana.register.cases"
    label = "cases"
