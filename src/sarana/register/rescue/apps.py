from django.apps import AppConfig


class RescueConfig(AppConfig):
    name = "sarana.register.rescue"
    label = "rescue"

    def ready(self) -> None:
        from sarana.base.vault.tasks import overwrite_with_erased
        from sarana.register.rescue.actions import forget_sought
        from sarana.register.rescue.models import RescueMessage, SoughtPerson
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_sought)
        overwrite_with_erased(RescueMessage, SoughtPerson)
