"""Signals come in: reports that lead to a case, and vague ones."""

from datetime import date

from sarana.base.identifiers import number_of
from sarana.demo.agencies import officer_of
from sarana.demo.courses import Course, pick_district
from sarana.demo.months.month import Month
from sarana.register.reports.models import Report


def write_report(month: Month, day: date, province: str, course: Course, *, is_vague: bool = False) -> Report:
    """A report by the police or the provincial committee; a vague one is closed, or waits."""
    police = month.agencies[f"police-{province}"]
    agency = police if month.random.random() < 0.75 else month.agencies[f"pcct-{province}"]
    kind = "police" if agency is police else "pcct"
    report = Report(
        agency=agency,
        recorded_by=officer_of(month.officers, kind, province),
        received_at=month.moment(day),
        channel=month.random.choices(
            ["hotline", "social_media", "walk_in", "embassy", "ngo", "letter", "inspection"],
            [30, 24, 12, 12, 12, 3, 7],
        )[0],
        place_id=pick_district(month.random, province),
        danger_now=month.random.choices(["yes", "no", "unknown"], [3, 4, 3])[0],
        minors=month.random.choices(["yes", "no", "unknown"], [2, 5, 3])[0],
        persons=month.random.choice([None, 1, 1, 2, 3, 5, 12]),
        forms_of_exploitation=[course.form] if month.random.random() < 0.8 else [],
    )
    report.number = number_of("R", report.id)
    month.sealed(report, agency, {"narrative": course.plea, "reporter": ""})
    if is_vague:
        closed = month.after(day, 20)
        report.state = "closed" if closed else "received"
        report.closure_reason = "vague" if closed else ""
        report.closed_at = month.moment(closed) if closed else None
        report.acknowledged_at = report.closed_at
    month.rows.reports.append(report)
    month.deed("record_report", report, channel=report.channel)
    return report
