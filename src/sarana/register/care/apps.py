from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "sarana.register.care"
    label = "care"
