from django.apps import AppConfig


class ComplicityConfig(AppConfig):
    name = "sarana.register.complicity"
    label = "complicity"
