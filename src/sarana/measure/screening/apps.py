from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "sarana.measure.screening"
    label = "screening"
