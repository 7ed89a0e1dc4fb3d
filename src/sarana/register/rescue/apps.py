from django.apps import AppConfig


class RescueConfig(AppConfig):
    name = "sarana.register.rescue"
    label = "rescue"
