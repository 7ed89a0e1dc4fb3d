from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sarana.base.accounts"
    label = "accounts"
