from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "sarana.measure.figures"
    label = "figures"
