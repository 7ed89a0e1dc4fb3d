from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "sarana.register.supervision"
    label = "supervision"
