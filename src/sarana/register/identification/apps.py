from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "sarana.register.identification"
    label = "identification"
