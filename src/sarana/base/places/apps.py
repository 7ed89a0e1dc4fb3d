from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "sarana.base.places"
    label = "places"
