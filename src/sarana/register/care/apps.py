from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "sarana.register.care"
    label = "care"

    def ready(self) -> None:
        from sarana.base.vault.tasks import overwrite_with_erased
        from sarana.register.care.actions import forget_what_was_planned
        from sarana.register.care.models import FollowUpVisit, PlannedGoal
        from sarana.register.watch import FORGET_PERSON, watch

        watch(FORGET_PERSON, forget_what_was_planned)
        overwrite_with_erased(FollowUpVisit, PlannedGoal)
