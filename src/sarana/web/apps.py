from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sarana.web"
    label = "web"
