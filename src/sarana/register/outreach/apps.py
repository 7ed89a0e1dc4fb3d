from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "sarana.register.outreach"
    label = "outreach"
