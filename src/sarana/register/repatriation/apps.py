from django.apps import AppConfig


class RepatriationConfig(AppConfig):
    name = "sarana.register.repatriation"
    label = "repatriation"

    def ready(self) -> None:
        from sarana.base.vault.tasks import overwrite_with_erased
        from sarana.register.repatriation.actions import forget_the_way_home
        from sarana.register.repatriation.models import Repatriation
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_the_way_home)
        overwrite_with_erased(Repatriation)
