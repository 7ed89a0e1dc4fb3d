from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyKind(TextChoices):
    """What kind of body an agency is; decides what it may record and how its counts are grouped."""

    NATIONAL_COMMITTEE = "national_committee", _("National committee")
    MINISTRY = "ministry", _("Ministry")
    POLICE = "police", _("Police unit")
    IMMIGRATION = "immigration", _("Immigration service")
    PROSECUTION = "prosecution", _("Prosecution office")
    COURT = "court", _("Court")
    SOCIAL_AFFAIRS = "social_affairs", _("Social affairs")
    PROVINCIAL_COMMITTEE = "provincial_committee", _("Provincial committee")
    NGO = "ngo", _("Non-governmental organisation")
    EMBASSY = "embassy", _("Embassy")
    FIU = "fiu", _("Financial intelligence unit")


class Role(TextChoices):
    """What an officer does. A role gives powers; agency and place bound them."""

    SECRETARIAT = "secretariat", _("Secretariat officer")
    PROVINCIAL = "provincial", _("Provincial officer")
    FOCAL_POINT = "focal_point", _("Focal point of a ministry")
    INVESTIGATOR = "investigator", _("Investigator")
    PROSECUTOR = "prosecutor", _("Prosecutor or court clerk")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    NGO_WORKER = "ngo_worker", _("NGO worker")
    IMMIGRATION = "immigration", _("Immigration officer")
    EMBASSY = "embassy", _("Embassy liaison")
    ANALYST = "analyst", _("Financial analyst")
    STATISTICIAN = "statistician", _("Statistician")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    PUBLIC = "public", _("Public")


class Power(TextChoices):
    """One thing that somebody may do at all; where he may do it is a question of scope."""

    RECORD_REPORT = "record_report", _("record a report")
    SEE_REPORTS = "see_reports", _("see reports")
    GRANT_OPENING = "grant_opening", _("let another officer open a public report")
    OPEN_CASE = "open_case", _("open a case")
    SEE_CASES = "see_cases", _("see cases")
    EDIT_CASE = "edit_case", _("edit a case")
    ASSERT_STATUS = "assert_status", _("assert or dispute a victim's status")
    RECORD_OPERATION = "record_operation", _("record an operation")
    RECORD_PROCEEDING = "record_proceeding", _("record a court proceeding")
    REFER_VICTIM = "refer_victim", _("record a victim's consent and refer her")
    RECORD_CARE = "record_care", _("record care")
    OPEN_IDENTITY = "open_identity", _("open an identity")
    ERASE_IDENTITY = "erase_identity", _("erase an identity")
    SEE_RESCUE = "see_rescue", _("see rescue requests")
    REQUEST_RESCUE = "request_rescue", _("ask for the rescue of nationals")
    WORK_RESCUE = "work_rescue", _("work on a rescue request")
    EDIT_TRICKS = "edit_tricks", _("edit the catalogue of tricks")
    SEND_RETURN = "send_return", _("send a monthly return")
    IMPORT_RECORDS = "import_records", _("import records")
    SEE_FIGURES = "see_figures", _("see figures")
    TAKE_SNAPSHOT = "take_snapshot", _("take a snapshot")
    EDIT_PLAN = "edit_plan", _("edit the plan")
    NOTE_PROGRESS = "note_progress", _("note progress of a measure")
    CHECK_PRESS = "check_press", _("check what was said")
    WRITE_REPORT = "write_report", _("make the annual report")
    NAME_OFFICIAL = "name_official", _("record an allegation against an official")
    HANDLE_ALLEGATION = "handle_allegation", _("follow up allegations against officials")
    FOLLOW_MONEY = "follow_money", _("follow the money of a case")
    SCREEN_NAMES = "screen_names", _("screen suspects against lists")
    SEE_LEDGER = "see_ledger", _("see the audit trail")
    MANAGE_ACCOUNTS = "manage_accounts", _("manage officers and agencies")
