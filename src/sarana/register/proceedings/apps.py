from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "sarana.register.proceedings"
    label = "proceedings"
