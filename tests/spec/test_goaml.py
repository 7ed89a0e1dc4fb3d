"""# goAML out and in

The financial intelligence unit reads goAML. Its own profile says which elements it takes and in which order, its own schema is the
judge, and what comes back is read without trusting a single byte of it.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sarana.intake.goaml import GoamlUnreadable, read_goaml
from sarana.publish.datasets.goaml import GoamlProfileFault, faults_of, goaml_profile, letter_as_goaml

LETTER = {
    "number": "L-00001-00001", "case": "C-00001-00001", "kind": "spontaneous", "dated_on": date(2022, 9, 17),
    "caveats": ["intelligence_only", "no_onward"], "their_reference": "FIU-77", "text": "The rent was paid in cash.",
    "persons": [
        {"number": "S-00001-00001", "kind": "person", "sex": "M", "citizenships": ["KH"], "names": ["Rim Kosalvath", "រឹម កុសលវ័ត"],
         "birth_date": "1987-03-19", "documents": ["N1234567"], "phones": ["088 777 11 22"]},
        {"number": "S-00001-00002", "kind": "organisation", "sex": "U", "citizenships": [], "names": ["Golden Lake Trading"]},
    ],
    "traces": [
        {"number": "T-00001-00001", "kind": "account", "value": "001 002 003", "possibly_of_a_victim": True},
        {"number": "T-00001-00002", "kind": "premises", "value": "Golden Lake building", "possibly_of_a_victim": False},
    ],
}  # fmt: skip
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="report"><xs:complexType><xs:sequence>
<xs:element name="rentity_id" type="xs:int"/>%s<xs:any maxOccurs="unbounded" processContents="skip"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""


def told(name: str, report: bytes) -> list[str]:
    return [element.text for element in etree.fromstring(report).iter(name)]


# ## Out


def test_each_suspect_and_trace_is_a_party_with_the_caveats_beside_it():
    report = letter_as_goaml(LETTER, goaml_profile())
    assert (told("last_name", report), told("first_name", report)) == (["Rim"], ["Kosalvath"])
    assert told("full_name_frn", report) == ["រឹម កុសលវ័ត"]
    assert told("name", report) == ["Golden Lake Trading"]
    assert told("account", report)[-1] == "001 002 003"
    assert sum("Intelligence, no evidence." in text for text in told("comments", report)) == 4
    assert any("victim's name; no penalty" in text for text in told("comments", report))
    assert told("report_code", report) == ["SAR"]


def test_the_units_profile_decides_elements_and_order(tmp_path):
    shipped = goaml_profile()
    (tmp_path / "profile.toml").write_text(
        """
        [report]
        rentity_id = 42
        currency = "USD"
        submission_code = "M"
        codes = {spontaneous = "X1", request = "X2", answer = "X3", feedback = "X4"}
        [person]
        order = ["last_name", "first_name"]
        unknown = "N/A"
        [entity]
        order = ["name"]
        [account]
        order = ["account"]
        institution = "N/A"
        [caveats]
        [indicators]
        """
    )
    report = letter_as_goaml(LETTER, goaml_profile(tmp_path))
    assert told("rentity_id", report) == ["42"]
    person = next(etree.fromstring(report).iter("person"))
    assert [child.tag for child in person] == ["last_name", "first_name"]
    assert told("full_name_frn", letter_as_goaml(LETTER, shipped))
    assert not told("full_name_frn", report)


def test_a_profile_with_a_hole_is_named(tmp_path):
    with pytest.raises(GoamlProfileFault, match=r"profile\.toml"):
        goaml_profile(tmp_path)
    (tmp_path / "profile.toml").write_text("[report]\nrentity_id = 1\n")
    with pytest.raises(GoamlProfileFault, match="currency is missing"):
        goaml_profile(tmp_path)


def test_the_units_own_schema_is_the_judge(tmp_path):
    from importlib.resources import files

    shipped = files("sarana.publish.datasets").joinpath("goaml_profile.toml").read_text(encoding="utf-8")
    (tmp_path / "profile.toml").write_text(shipped)
    (tmp_path / "schema.xsd").write_text(XSD % "")
    profile = goaml_profile(tmp_path)
    assert faults_of(letter_as_goaml(LETTER, profile), profile) == []
    (tmp_path / "schema.xsd").write_text(XSD % '<xs:element name="rentity_branch" type="xs:string"/>')
    profile = goaml_profile(tmp_path)
    (fault,) = faults_of(letter_as_goaml(LETTER, profile), profile)
    assert "rentity_branch" in fault


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_break_the_report_or_leave_their_place(text, name):
    letter = {**LETTER, "text": text, "persons": [{**LETTER["persons"][0], "names": [name]}]}
    root = etree.fromstring(letter_as_goaml(letter, goaml_profile()))
    assert len(list(root.iter("report_party"))) == 3
    assert "\u202e" not in "".join(root.itertext())


# ## In


def test_what_went_out_is_read_again():
    report = read_goaml(letter_as_goaml(LETTER, goaml_profile()))
    assert (report.reference, report.answers, report.dated_on) == (
        "FIU-77",
        "L-00001-00001",
        date(2022, 9, 17),
    )
    text = report.as_text()
    for word in ("The rent was paid in cash.", "Kosalvath", "រឹម កុសលវ័ត", "Golden Lake Trading", "001 002 003"):
        assert word in text


def test_parties_under_the_names_of_banks_are_read_too():
    report = read_goaml(
        b"""<report xmlns="urn:x"><reason> Three
        transfers </reason><transaction><transactionnumber>7</transactionnumber><amount_local>900</amount_local>
        <t_from><from_person><first_name>Dara</first_name><last_name>Sok</last_name></from_person></t_from>
        </transaction><unknown/></report>"""
    )
    assert report.words == "Three transfers"
    assert any(line.startswith("transaction") and "900" in line for line in report.lines)
    assert any(line.startswith("person") and "Sok" in line for line in report.lines)
    assert report.dated_on is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"no xml", "no XML"),
        (b"<other/>", "no goAML report"),
        (b'<!DOCTYPE report [<!ENTITY a "b">]><report><reason>&a;</reason></report>', "document type"),
        (b"<report>" + b"<person><name>x</name></person>" * 3 + b"<report>", "no XML"),
        (b"<report>" + b" " * (20 * 1024 * 1024) + b"</report>", "20 MB"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_remedy(content, fault):
    with pytest.raises(GoamlUnreadable, match=fault):
        read_goaml(content)
