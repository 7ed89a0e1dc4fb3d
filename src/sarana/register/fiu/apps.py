from django.apps import AppConfig


class FiuConfig(AppConfig):
    name = "sarana.register.fiu"
    label = "fiu"
