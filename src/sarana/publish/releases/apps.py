from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "sarana.publish.releases"
    label = "releases"
