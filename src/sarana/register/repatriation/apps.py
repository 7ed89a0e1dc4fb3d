from django.apps import AppConfig


class RepatriationConfig(AppConfig):
    name = "sarana.register.repatriation"
    label = "repatriation"

    def ready(self) -> None:
        from sarana.register.repatriation.actions import forget_the_way_home
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_the_way_home)
