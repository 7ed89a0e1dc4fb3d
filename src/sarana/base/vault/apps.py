from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "sarana.base.vault"
    label = "vault"
