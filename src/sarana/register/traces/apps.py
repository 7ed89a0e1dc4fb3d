from django.apps import AppConfig


class TracesConfig(AppConfig):
    name = "sarana.register.traces"
    label = "traces"

    def ready(self) -> None:
        from sarana.register.traces.actions.crossings import suspect_became_known
        from sarana.register.watch import KNOW_SUSPECT, watch

        watch(KNOW_SUSPECT, suspect_became_known)
