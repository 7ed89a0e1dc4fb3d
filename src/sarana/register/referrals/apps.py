from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "sarana.register.referrals"
    label = "referrals"
