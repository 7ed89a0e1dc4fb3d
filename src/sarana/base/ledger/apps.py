from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sarana.base.ledger"
    label = "ledger"
