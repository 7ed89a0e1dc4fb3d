from django.apps import AppConfig


class TricksConfig(AppConfig):
    name = "sarana.register.tricks"
    label = "tricks"
