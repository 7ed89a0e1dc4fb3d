from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "sarana.measure.press"
    label = "press"
