from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "sarana.register.referrals"
    label = "referrals"

    def ready(self) -> None:
        from sarana.base.vault.tasks import overwrite_with_erased
        from sarana.register.referrals.actions import forget_what_was_referred
        from sarana.register.referrals.models import Consent, Referral
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_what_was_referred)
        overwrite_with_erased(Consent, Referral)
