"""Writes a month: cases with everybody in them, and what follows from them until the country's last day."""

from sarana.base.identifiers import number_of
from sarana.demo.agencies import NGOS, officer_of
from sarana.demo.courses import pick_course, pick_district, pick_province
from sarana.demo.months.aftermath import give_care, go_to_court
from sarana.demo.months.month import Month
from sarana.demo.months.operations import write_operation
from sarana.demo.months.persons import write_event, write_suspect, write_victim
from sarana.demo.months.reports import write_report
from sarana.demo.months.status import settle_status
from sarana.register.cases.models import Case


class MonthWriter:
    """Writes one month's new events with everything that follows from them until the country's last day."""

    def __init__(self, month: Month) -> None:
        self.month = month

    def write(self, victims: int) -> None:
        """Invent cases until the month's victims are spread over them, and vague reports beside."""
        month, left = self.month, victims
        while left > 0:
            size = min(left, max(1, int(month.random.paretovariate(1.15))), 40)
            self._case(size)
            left -= size
        for _ in range(round(victims * 0.28)):
            write_report(
                month, month.day(), pick_province(month.random), pick_course(month.random), is_vague=True
            )
        month.rows.save()

    def _case(self, size: int) -> None:
        month, random = self.month, self.month.random
        day = month.day()
        province = pick_province(random)
        course = pick_course(random)
        police = month.agencies[f"police-{province}"]
        officer = officer_of(month.officers, "police", province)
        ngo = month.agencies[random.choice(NGOS)]
        reports = [
            write_report(month, day, province, course)
            for _ in range(random.choices([0, 1, 2, 4], [1, 6, 2, 1])[0])
        ]
        opened_on = month.after(day, 2)
        if opened_on is None:
            return
        case = Case(
            agency=police,
            owner=officer,
            opened_by=officer,
            opened_on=opened_on,
            place_id=pick_district(random, province),
        )
        case.number = number_of("C", case.id)
        month.sealed(case, police, {"title": course.title, "summary": course.plea})
        month.rows.cases.append(case)
        month.deed("open_case", case, opened_on=opened_on)
        for partner in (month.agencies[f"court-{province}"], month.agencies["mosvy"], ngo):
            month.rows.link(Case.partners, case, partner)
        for report in reports:
            report.state, report.acknowledged_at = "linked", month.moment(opened_on)
            month.rows.link(Case.reports, case, report)
        event = write_event(month, case, course, day)
        victims = [write_victim(month, case, event, course, police, officer) for _ in range(size)]
        suspects = [
            write_suspect(month, case, event, police, officer)
            for _ in range(random.choices([0, 1, 2, 4], [2, 4, 3, 1])[0])
        ]
        freed_on = write_operation(month, case, course, province, officer, reports, victims, suspects)
        for victim in victims:
            settle_status(month, victim, course, police, officer, ngo, freed_on or opened_on)
            give_care(month, victim, ngo, freed_on or opened_on)
        for suspect in suspects:
            go_to_court(month, suspect, province)
        if (closed_on := month.after(opened_on, 420, 0.4)) is not None:
            case.state, case.closed_on, case.closure_reason = "Closed", closed_on, "All steps done"
