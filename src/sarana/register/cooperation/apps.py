from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "sarana.register.cooperation"
    label = "cooperation"
