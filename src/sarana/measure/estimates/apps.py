from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    name = "sarana.measure.estimates"
    label = "estimates"
