"""# How files come in: IOM's Human Trafficking Case Data Standard 2.0

Real workbooks have defects; they are tolerated where the meaning is plain, and told where it is not. A row that can't be
taken is set aside with its field, reason and remedy; the others are not held up. The same row comes in once.
"""

import csv
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from sarana.base.ledger.actions import verify_ledger
from sarana.base.vault.sealing import unseal
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.intake.actions import FileNotTaken, discard_row, import_htcds, mend_row
from sarana.intake.models import Batch, QuarantinedRow
from sarana.register.cases.models import Case, Victim
from sarana.register.traces.models import Crossing

NAMES = [
    "prs_FirstName",
    "prs_SecondName",
    "prs_Birthdate",
    "prs_Gender",
    "prs_Citizenship",
    "vic_TypeOfExploitation",
]


@pytest.fixture
def bring(world, tmp_path):
    """Write rows as a CSV and import them."""
    load_vocabulary()

    def bring_rows(rows, header=NAMES, name="file.csv", by="ngo_worker", **how):
        file = tmp_path / name
        with file.open("w", encoding=how.pop("encoding", "utf-8"), newline="") as lines:
            csv.writer(lines, **how).writerows([header, *rows])
        return import_htcds(by=world.officers[by], path=file, file_name=name)

    return bring_rows


SOPHEA = ["Sophea", "Chan", "1999-04-13", "Feminine", "KH", "ForcedLabour"]


def test_a_row_becomes_a_case_a_victim_and_a_sealed_identity(bring):
    batch = bring([SOPHEA])
    victim = Victim.objects.get()
    assert (batch.rows, batch.imported, batch.quarantined) == (1, 1, 0)
    assert (victim.sex, victim.citizenships, victim.forms_of_exploitation) == ("F", ["KH"], ["ForcedLabour"])
    assert unseal(victim.identity)["names"] == ["Sophea Chan"]
    assert verify_ledger().is_whole


def test_the_same_file_twice_imports_nothing_twice(bring):
    bring([SOPHEA, ["Dara", "Sok", "", "Masculine", "KH", ""]])
    again = bring([SOPHEA, ["Dara", "Sok", "", "Masculine", "KH", ""]])
    assert (again.imported, again.already_there) == (0, 2)
    assert Victim.objects.count() == 2


def test_two_persons_of_whom_the_same_little_is_known_stay_two(bring):
    bring([["", "", "", "Feminine", "VN", ""], ["", "", "", "Feminine", "VN", ""]])
    assert Victim.objects.count() == 2


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("ForcedLabour", ["ForcedLabour"]),
        ("Forced labour", ["ForcedLabour"]),
        ("ពលកម្មដោយបង្ខំ", ["ForcedLabour"]),
        (" ForcedLabour\u200b ", ["ForcedLabour"]),
        ("ForcedLabour;SexualExploitation", ["ForcedLabour", "SexualExploitation"]),
        ("ForcedLabour SexualExploitation", ["ForcedLabour", "SexualExploitation"]),
        ("Forced labour, Sexual exploitation", ["ForcedLabour", "SexualExploitation"]),
        ("Forced military (by non-state actors)", ["ForcedMilitaryByNonStateActors"]),
    ],
)
def test_codes_and_labels_in_either_language_with_any_separator(bring, cell, codes):
    bring([[*SOPHEA[:5], cell]])
    assert Victim.objects.get().forms_of_exploitation == codes


def test_unknown_codes_are_kept_and_reported_never_dropped(bring):
    batch = bring([[*SOPHEA[:5], "ForcedLabour;CryptoScam"]])
    assert batch.unknown_codes == {"vic_TypeOfExploitation": {"CryptoScam": 1}}
    victim = Victim.objects.select_related("case").get()
    assert victim.forms_of_exploitation == ["ForcedLabour", "CryptoScam"]
    assert victim.case.unknown_codes == {"vic_TypeOfExploitation": ["CryptoScam"]}


@pytest.mark.parametrize(
    ("born", "reason"),
    [
        ("31/02/2022", "not a day of the calendar"),
        ("2999-01-01", "future"),
        ("13.13.1999", "not a day"),
        ("1850-01-01", "1900"),
    ],
)
def test_an_impossible_date_sets_the_row_aside_with_field_reason_and_remedy(bring, born, reason):
    batch = bring([[*SOPHEA[:2], born, *SOPHEA[3:]], SOPHEA])
    assert (batch.imported, batch.quarantined) == (1, 1)
    row = QuarantinedRow.objects.get()
    fault = row.faults[0]
    assert (row.row, fault["field"]) == (2, "prs_Birthdate")
    assert reason in fault["reason_en"]
    assert fault["remedy_en"]
    assert fault["reason_km"]
    assert fault["remedy_km"]
    assert born not in str(row.faults)


@pytest.mark.parametrize(
    "born", ["1999-04-13", "13/04/1999", "13.4.1999", "១៣/០៤/១៩៩៩", "1999-04-13T00:00:00"]
)
def test_days_as_people_write_them(bring, born):
    bring([[*SOPHEA[:2], born, *SOPHEA[3:]]])
    assert unseal(Victim.objects.get().identity)["birth_date"] == "1999-04-13"


def test_a_row_set_aside_is_mended_and_replayed_and_then_known(bring, world):
    rows = [[*SOPHEA[:2], "31/02/1999", *SOPHEA[3:]]]
    bring(rows)
    row, worker = QuarantinedRow.objects.get(), world.officers["ngo_worker"]
    assert not mend_row(by=worker, row=row, changes={"prs_Birthdate": "1999-02-30"})
    assert mend_row(by=worker, row=row, changes={"prs_Birthdate": "1999-02-28"})
    assert unseal(Victim.objects.get().identity)["birth_date"] == "1999-02-28"
    assert bring(rows).already_there == 1


def test_a_row_is_discarded_only_with_a_reason(bring, world):
    bring([[*SOPHEA[:2], "31/02/1999", *SOPHEA[3:]]])
    row = QuarantinedRow.objects.get()
    with pytest.raises(ValueError, match="why"):
        discard_row(by=world.officers["ngo_worker"], row=row, reason="")
    discard_row(by=world.officers["ngo_worker"], row=row, reason="A test row of the sender's")
    row.refresh_from_db()
    assert row.state == "discarded"


def test_renamed_fields_and_split_columns_of_a_survey_export(bring):
    header = ["_uuid", "person/prs_First_Name", "prs_Second_Name", "con_Consent", "vic_Methods_of_Control"]
    header += [
        "vic_Methods_of_Control/PhysicalThreats",
        "vic_TypeOfExploitation/ForcedLabour",
        "vic_TypeOfExploitation/Other",
    ]
    bring([["uuid:1", "Sophea", "Chan", "yes", "PhysicalThreats DebtBondage", "1", "1", "0"]], header)
    victim = Victim.objects.get()
    assert unseal(victim.identity)["names"] == ["Sophea Chan"]
    assert victim.methods_of_control == ["PhysicalThreats", "DebtBondage"]
    assert victim.forms_of_exploitation == ["ForcedLabour"]
    assert victim.consent_to_data == "yes"


def test_a_status_keeps_the_kind_of_body_that_asserted_it(bring):
    header = [
        *NAMES,
        "vic_TraffickingStatus",
        "vic_TraffickinStatusDecisionMakingOrg",
        "cas_IncomingReferralDate",
    ]
    bring([[*SOPHEA, "Actual victim of trafficking", "Court or prosecution", "2022-09-01"]], header)
    victim = Victim.objects.get()
    said = victim.assertions.get()
    assert (victim.standing, said.body, str(said.asserted_on)) == (
        "victim",
        "CourtOrProsecution",
        "2022-09-01",
    )
    assert victim.age_at_event == 23


def test_words_without_a_column_in_the_register_are_sealed_with_the_case(bring):
    bring([[*SOPHEA, "Needs a dentist"]], [*NAMES, "cas_IncomingReferralDetails"])
    case = Case.objects.get()
    assert unseal(case)["htcds"]["cas_IncomingReferralDetails"] == "Needs a dentist"
    assert b"dentist" not in bytes(case.sealed)


def test_a_perpetrator_row_becomes_a_suspect(bring):
    bring(
        [["Vuthy", "Keo", "Masculine", "RecruiterOrIntermediary;Transporter"]],
        ["prs_FirstName", "prs_SecondName", "prs_Gender", "per_RoleInProcess"],
    )
    assert not Victim.objects.exists()
    assert Case.objects.get().suspects.get().roles == ["RecruiterOrIntermediary", "Transporter"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_csv_as_spreadsheets_write_it(bring, separator, encoding):
    bring([["សុភា", *SOPHEA[1:]]], delimiter=separator, encoding=encoding)
    assert unseal(Victim.objects.get().identity)["names"] == ["សុភា Chan"]


class TestTheRealWorkbooks:
    """The standard's own files: header rows that disagree, a blank cell over a field, a misspelled name."""

    def filled(self, shared: Path, tmp_path: Path, name: str) -> Path:
        """The real workbook's two header rows with people under the labels, as somebody would fill it."""
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(shared / "standards" / "htcds" / name)
        rows = sheet.get_sheet_by_name(sheet.sheet_names[0]).to_python()[:2]
        by_label = {
            "First Name": "Sophea",
            "Second Name": "Chan",
            "Citizenship": "Cambodia",
            "Mailing Street": "Street 12",
            "Mailing City": "Sihanoukville",
            "Mailing Country": "Cambodia",
            "Trafficking Status": "Actual victim of trafficking",
            "Trafficking Status Decision Making Organization": "Police",
            "Reason for Outgoing Referral": "Additional Services Required",
            "Type of Exploitation": "Forced labour",
        }
        file = tmp_path / "filled.xlsx"
        with xlsxwriter.Workbook(file) as book:
            page = book.add_worksheet(sheet.sheet_names[0])
            for at, row in enumerate(
                [*rows, [1, *(by_label.get(label, "") for label in rows[1][1:])], [2], [3]]
            ):
                page.write_row(at, 0, row)
        return file

    @pytest.mark.shared
    @pytest.mark.parametrize("name", ["spreadsheet_v2.0.xlsx", "single_select_v2.0.xlsx"])
    def test_a_filled_workbook_comes_in_whole(self, shared, tmp_path, world, name):
        load_vocabulary()
        file = self.filled(shared, tmp_path, name)
        batch = import_htcds(by=world.officers["ngo_worker"], path=file, file_name=name)
        assert (batch.rows, batch.imported, batch.unknown_codes) == (1, 1, {})
        victim = Victim.objects.select_related("case", "identity").get()
        identity = unseal(victim.identity)
        assert identity["address"] == "Street 12, Sihanoukville, Cambodia"
        assert unseal(victim.case)["htcds"]["cas_ReasonForOutgoingReferral"] == "Additional Services Required"
        assert victim.assertions.get().body == "Police"

    @pytest.mark.shared
    @pytest.mark.parametrize("name", ["spreadsheet_v2.0.xlsx", "single_select_v2.0.xlsx"])
    def test_the_empty_workbook_brings_nothing(self, shared, world, name):
        load_vocabulary()
        path = shared / "standards" / "htcds" / name
        assert import_htcds(by=world.officers["ngo_worker"], path=path, file_name=name).rows == 0

    @pytest.mark.shared
    def test_the_form_itself_is_no_data(self, shared, world):
        load_vocabulary()
        path = shared / "standards" / "htcds" / "htcds_xlsform.xlsx"
        with pytest.raises(FileNotTaken, match="export"):
            import_htcds(by=world.officers["ngo_worker"], path=path, file_name=path.name)


class TestStrangeFiles:
    """Bad input is answered clearly and leaves nothing behind."""

    def refuse(self, world, tmp_path, content: bytes, match: str):
        file = tmp_path / "file.xlsx"
        file.write_bytes(content)
        with pytest.raises(FileNotTaken, match=match):
            import_htcds(by=world.officers["ngo_worker"], path=file, file_name="file.xlsx")
        assert not Victim.objects.exists()
        assert Batch.objects.get().state == "failed"

    @pytest.mark.parametrize(
        ("content", "match"),
        [
            (b"", "empty"),
            (b"%PDF-1.7 ...", "neither"),
            (b"PK\x03\x04 broken", "damaged"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
            (b"a,b,c\n1,2,3\n", "prs_FirstName"),
            (b'prs_FirstName,prs_SecondName,prs_Gender\n"never closed', "Nothing|read|quotation"),
        ],
    )
    def test_wrong_files(self, world, tmp_path, content, match):
        load_vocabulary()
        if b"never closed" in content:
            content += b" x" * 1_000_000
        self.refuse(world, tmp_path, content, match)

    def test_a_zip_bomb_is_not_unpacked(self, world, tmp_path):
        file = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", bytes(700 * 1024 * 1024), compresslevel=1)
        self.refuse(world, tmp_path, file.read_bytes(), "bomb")

    def test_khmer_with_zero_width_spaces_is_one_name(self, bring):
        bring([["សុ\u200bភា", "ចាន់\u200b", *SOPHEA[2:]]])
        assert unseal(Victim.objects.get().identity)["names"] == ["សុភា ចាន់"]


def test_an_imported_suspect_crosses_another_units_case(bring, world):
    case = world.case()
    world.suspect(case, words={"names": ["Chan Sophea"], "phones": ["012 555 019"]})
    header = [*NAMES[:5], "per_RoleInProcess", "prs_MobilePhone"]
    bring([["Rithy", "Meas", "1971-11-30", "Masculine", "KH", "Exploiter", "012 555 019"]], header=header)
    assert Crossing.objects.filter(case=case, kind="suspect").count() == 1
