from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "sarana.register.plans"
    label = "plans"
