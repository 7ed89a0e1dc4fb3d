from django.apps import AppConfig


class RepatriationConfig(AppConfig):
    name = "sarana.register.repatriation"
    label = "repatriation"
