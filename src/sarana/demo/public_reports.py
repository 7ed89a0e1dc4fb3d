"""What invented persons told by the public page: waiting, asked for, linked, answered, proposed to be closed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.queries import provinces
from sarana.register.reports.actions import (
    acknowledge_report,
    ask_opening,
    close_report,
    grant_opening,
    link_as_same_matter,
    receive_report,
    share_report,
    write_as_reporter,
    write_to_reporter,
)
from sarana.register.reports.enums import ClosureReason, Situation, Use
from sarana.register.reports.models import Report, ReportReceipt

_EVERY_USE = dict.fromkeys(Use, True)


@dataclass(frozen=True, slots=True)
class _Story:
    """One report: how long before the country's last evening it came, and what it tells."""

    hours_ago: int
    situation: Situation
    language: str
    province: str
    told: str
    building: str = ""
    accused: str = ""
    danger: str = "unknown"
    minors: str = "unknown"
    persons: int | None = None
    wants_use: bool = True


_STORIES = (
    _Story(1, Situation.HELD, "vi", "18", "Họ giữ hộ chiếu của chúng tôi và không cho ra ngoài.",
           "Mekong Pearl, tầng 4, cổng xanh", "t.me/goldjobs99", "yes", "unknown", 12),
    _Story(3, Situation.KNOWN, "id", "18", "Adik saya tidak boleh keluar dan dipukul.",
           "Mekong Pearl, gerbang biru", "t.me/goldjobs99", "yes", "no", 1),
    _Story(6, Situation.SEEN, "km", "12", "ក្មេងស្រីបីនាក់ធ្វើការយប់ថ្ងៃនៅហាងនេះ មិនដែលចេញក្រៅ។",
           "ហាងផ្កាក្រហម ជាន់ទី២", "", "unknown", "yes", 3),
    _Story(20, Situation.HELD, "zh", "01", "我们二十个人被锁在宿舍里，护照被收走。", "金象大楼 五层", "", "yes", "no", 20),
    _Story(30, Situation.KNOWN, "th", "01", "พี่ชายถูกหลอกไปทำงานออนไลน์ ติดต่อไม่ได้สองวัน", "", "@easywork_th", "unknown", "no", 1),
    _Story(50, Situation.SEEN, "en", "20", "A bus with covered windows arrives every Friday night.", "", "", "no", "unknown", None),
    _Story(80, Situation.SEEN, "km", "08", "គេនិយាយគ្នាថាមានបញ្ហានៅទីនោះ។", "", "", "no", "unknown", None, wants_use=False),
)  # fmt: skip


def tell_public_reports(until: date, agencies: dict[str, Agency], officers: dict[str, Officer]) -> None:
    """Write the stories, and what officers did with them, as of the country's last evening."""
    evening = timezone.make_aware(datetime.combine(until, time(18)))
    reports = [_told(story, evening, agencies["ncct"]) for story in _STORIES]
    by, second = officers["secretariat"], officers["auditor"]
    acknowledge_report(by=by, report=reports[0])
    link_as_same_matter(by=by, report=reports[0], other=reports[1], reason="អគារ និងគណនីដដែល")
    grant_opening(by=second, opening=ask_opening(by=by, report=reports[0], motivation="ដើម្បីរកអគារនៅយប់នេះ"))
    share_report(by=by, report=reports[0], agency=agencies["police-18"], reason="មានមនុស្សត្រូវគេឃុំឃាំងនៅទីនោះ")
    write_to_reporter(by=by, report=reports[0], text="Chúng tôi đã đọc. Cổng xanh ở phía nào của đường?")
    write_as_reporter(receipt=ReportReceipt.objects.get(report=reports[0]), text="Đối diện chợ.")
    ask_opening(by=by, report=reports[3], motivation="មនុស្សម្ភៃនាក់ត្រូវគេឃុំឃាំង។ ត្រូវដឹងអគារ")
    close_report(
        by=by,
        report=reports[6],
        because=ClosureReason.VAGUE,
        reason="គ្មានផ្លូវ គ្មានអគារ គ្មានមនុស្ស",
        question="តើនៅផ្លូវណា ហើយមានអ្វីកើតឡើង?",
    )


def _told(story: _Story, evening: datetime, agency: Agency) -> Report:
    words = {"narrative": story.told, "building": story.building, "accused": story.accused, "may_call": "no"}
    report, _digits = receive_report(
        agency=agency,
        situation=story.situation,
        words={name: text for name, text in words.items() if text},
        consents=_EVERY_USE if story.wants_use else {Use.STATISTICS: True},
        danger_now=story.danger,
        minors=story.minors,
        persons=story.persons,
        place=provinces()[story.province],
        language=story.language,
    )
    report.received_at = evening - timedelta(hours=story.hours_ago)
    report.save(update_fields=["received_at"])
    return report
