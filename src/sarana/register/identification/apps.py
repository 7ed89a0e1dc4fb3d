from django.apps import AppConfig


class IdentificationConfig(AppConfig):
    name = "sarana.register.identification"
    label = "identification"

    def ready(self) -> None:
        from sarana.register.identification.actions import forget_begun_answers
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_begun_answers)
