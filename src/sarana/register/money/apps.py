from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "sarana.register.money"
    label = "money"
