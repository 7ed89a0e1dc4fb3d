from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "sarana.register.operations"
    label = "operations"
