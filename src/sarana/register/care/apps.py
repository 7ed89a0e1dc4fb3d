from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "sarana.register.care"
    label = "care"

    def ready(self) -> None:
        from sarana.register.care.actions import forget_what_was_planned
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_what_was_planned)
