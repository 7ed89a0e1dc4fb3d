from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "sarana.register.returns"
    label = "returns"
