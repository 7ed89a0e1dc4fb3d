from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "sarana.register.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        from sarana.register.duplicates.actions import forget_absorbed
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_absorbed)
