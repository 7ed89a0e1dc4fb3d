"""Names against sanctions lists: every form of list is read as it really is, a hit says why, and no truth lowers a score.

All persons are invented but those of the Security Council's own public list, which is read where it lies beside the project.
"""

import csv
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.names import NameMatch
from sarana.science.screening import (
    Birth,
    ListedAs,
    ListedEntry,
    ListedName,
    ListNotUsable,
    ListVersion,
    Query,
    Regime,
    ScreeningIndex,
    births_in,
    difference,
    read_list,
    read_table,
)
from sarana.science.screening.evidence import most_that, weigh

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>VANNAK
</FIRST_NAME><SECOND_NAME>TESTPERSON</SECOND_NAME><THIRD_NAME/><REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER>
<LISTED_ON>2012-12-31</LISTED_ON><NATIONALITY><VALUE>Cambodia</VALUE></NATIONALITY><NATIONALITY/>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Carpenter; b) Ta Nak</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-05-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1975</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1970</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>N 0123456</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>INVENTED SHIPPING CO</FIRST_NAME>
<REFERENCE_NUMBER>KPe.900</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""

OFAC = """<?xml version="1.0"?><sdnList xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>02/27/2026</Publish_Date></publshInformation>
<sdnEntry><uid>77</uid><firstName>Dara</firstName><lastName>INVENTED</lastName><sdnType>Individual</sdnType>
<programList><program>SDGT</program></programList>
<akaList><aka><category>weak</category><lastName>DARA THE TALL</lastName></aka></akaList>
<dateOfBirthList><dateOfBirthItem><dateOfBirth>circa 1970</dateOfBirth></dateOfBirthItem></dateOfBirthList>
<nationalityList><nationality><country>Cambodia</country></nationality></nationalityList>
<idList><id><idNumber>K55</idNumber></id></idList></sdnEntry></sdnList>"""

SDN = (
    '77,"INVENTED, Dara","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB 12 Mar 1970; nationality Cambodia; Passport A1234 (Cambodia); a.k.a. 'DARA THE TALL'.\"\n"
    '78,"INVENTED LINES LIMITED",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a'
)
ALT = '77,1,"aka","INVENTÉ, Dara",-0- \n'

EU = """<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-02-20T10:00:00">
<sanctionEntity euReferenceNumber="EU.1.1" designationDate="2020-01-02"><subjectType code="person"/>
<regulation programme="PRK"/><nameAlias wholeName="Dara Invented" strong="true"/>
<nameAlias firstName="Tall" lastName="Dara" wholeName="" strong="false"/><birthdate birthdate="1970-03-12" circa="false"/>
<birthdate year="1969" circa="true"/><citizenship countryIso2Code="KH"/><identification number="A1234"/></sanctionEntity></export>"""

UK = (
    "Last Updated,20/02/2026\n"
    "Name 6,Name 1,Name 2,DOB,Nationality,Passport Number,Alias Type,Alias Quality,Regime,Listed On,Group Type,Group ID\n"
    "INVENTED,Dara,,dd/mm/1970,Cambodia,A1234,Primary name,,Counter-Terrorism (International),01/02/2020,Individual,9001\n"
    "THE TALL,Dara,,dd/mm/1970,Cambodia,,AKA,Low quality,Counter-Terrorism (International),01/02/2020,Individual,9001\n"
)
UK_XML = """<Designations><DateGenerated>20/02/2026</DateGenerated><Designation><UniqueID>AFG0001</UniqueID>
<Names><Name><Name1>Dara</Name1><Name6>INVENTED</Name6><NameType>Primary Name</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>ដារ៉ា</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>The Afghanistan Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
<DateDesignated>01/02/2020</DateDesignated><IndividualDetails><Individual><DOBs><DOB>dd/mm/1970</DOB></DOBs>
<Nationalities><Nationality>Cambodia</Nationality></Nationalities></Individual></IndividualDetails></Designation></Designations>"""

FTM = "\n".join(
    json.dumps(entity)
    for entity in (
        {
            "id": "x-1",
            "schema": "Person",
            "properties": {
                "name": ["Dara Invented"],
                "birthDate": ["1970-03-12"],
                "weakAlias": ["Dara the Tall"],
            },
        },
        {"id": "x-2", "schema": "Address", "properties": {"full": ["Somewhere"]}},
    )
)


def only(data: str | bytes, **more: bytes) -> tuple[ListVersion, ListedEntry]:
    version = read_list(data.encode() if isinstance(data, str) else data, **more)
    return version, version.entries[0]


# ------------------------------------------------------------ the lists


def test_the_list_of_the_security_council_is_read_as_it_is():
    version, entry = only(UN)
    assert (version.source, version.generated_on, len(version.entries)) == ("un", date(2026, 2, 27), 2)
    # Line ends inside a name are blanks; one alias may hold several; empty elements are nothing.
    assert [name.text for name in entry.names] == ["VANNAK TESTPERSON", "The Carpenter", "Ta Nak"]
    assert [name.weak for name in entry.names] == [False, True, True]
    # Three kinds of birth date: a day, about a year, between two years.
    assert entry.births == (
        Birth(date(1971, 5, 4), date(1971, 5, 4)),
        Birth(date(1975, 1, 1), date(1975, 12, 31), about=True),
        Birth(date(1968, 1, 1), date(1970, 12, 31)),
    )
    assert entry.nationalities == ("Cambodia",)
    # The prefix tells the regime: QD terrorism, KP proliferation.
    assert [e.regime for e in version.entries] == [Regime.TERRORISM, Regime.PROLIFERATION]
    assert version.entries[1].listed_as is ListedAs.ORGANISATION


@pytest.mark.parametrize(
    ("data", "source", "day"),
    [
        (OFAC, "ofac", date(2026, 2, 27)),
        (EU, "eu", date(2026, 2, 20)),
        (UK, "uk", date(2026, 2, 20)),
        (UK_XML, "uk", date(2026, 2, 20)),
        (FTM, "ftm", None),
        (SDN, "ofac", None),
    ],
    ids=["ofac", "eu", "uk csv", "uk xml", "ftm", "ofac csv"],
)
def test_every_other_list_gives_the_same_person(data, source, day):
    version, entry = only(data)
    assert (version.source, version.generated_on) == (source, day)
    assert entry.listed_as is ListedAs.PERSON
    assert entry.names[0].text.casefold() == "dara invented"
    assert any(birth.earliest.year <= 1970 <= birth.latest.year for birth in entry.births)


def test_facts_inside_ofacs_remarks_are_found_and_its_aliases_stand_in_a_file_beside():
    version, entry = only(SDN.encode("latin-1"), beside=ALT.encode("latin-1"))
    assert [name.text for name in entry.names] == ["Dara INVENTED", "Dara INVENTÉ", "DARA THE TALL"]
    assert entry.births == (Birth(date(1970, 3, 12), date(1970, 3, 12)),)
    assert (entry.nationalities, entry.documents) == (("Cambodia",), ("A1234",))
    assert version.entries[1].regime is Regime.PROLIFERATION


def test_the_rows_of_one_target_of_the_uk_are_one_entry():
    version, entry = only(UK)
    assert len(version.entries) == 1
    assert [(name.text, name.weak) for name in entry.names] == [
        ("Dara INVENTED", False),
        ("Dara THE TALL", True),
    ]
    assert version.doubts == ()


def test_a_national_list_may_have_khmer_headings():
    version = read_table(
        [["ល.រ", "ឈ្មោះ", "ថ្ងៃខែឆ្នាំកំណើត"], ["1", "ចាន់ តារា", "12/03/1970"], ["2", "", ""], ["3", "", "x"]]
    )
    assert version.entries[0].births == (Birth(date(1970, 3, 12), date(1970, 3, 12)),)
    assert version.doubts == tuple(f"Row {row} has no name and is left out." for row in (3, 4))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (UN[:900], "breaks off"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST/>', "entities"),
        ("<CONSOLIDATED_LIST/>", "no entry"),
        ("<kml><Placemark/></kml>", "no list that is known"),
        ('{"id": "x", "schema": "Person", "properties": {"name": ["A"]}}\n{"id": "y", "sch', "Line 2"),
        (SDN[:60] + '\n77,"a"\n', "columns"),
        ("a,b\n1,2\n", "name"),
        ("", "empty"),
        ("<CONSOLIDATED_LIST>" + "<INDIVIDUAL><A>" + "<B>" * 60, "nested"),
    ],
)
def test_half_a_file_and_a_harmful_one_are_refused_with_a_reason(data, said):
    with pytest.raises(ListNotUsable, match=said):
        read_list(data.encode())


def test_two_editions_are_held_against_each_other():
    earlier, _ = only(UN)
    later, _ = only(UN.replace("Ta Nak", "Ta Nakk").replace("<DATAID>2<", "<DATAID>3<"))
    assert difference(earlier, later) == ({"3"}, {"2"}, {"1"})


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1970-03-12", "1970-03-12", "1970-03-12"),
        ("12 Mar 1970", "1970-03-12", "1970-03-12"),
        ("12/03/1970", "1970-03-12", "1970-03-12"),
        ("circa 1970", "1970-01-01", "1970-12-31"),
        ("1965-1970", "1965-01-01", "1970-12-31"),
        ("1970-01-01", "1970-01-01", "1970-12-31"),
        ("Mar 1970", "1970-03-01", "1970-03-31"),
        ("31/02/1970", "1970-01-01", "1970-12-31"),
    ],
)
def test_a_birth_date_is_as_precise_as_it_was_written(text, first, last):
    (birth,) = births_in(text)
    assert (birth.earliest.isoformat(), birth.latest.isoformat()) == (first, last)


# ------------------------------------------------------------ hits


def index_of(*names: str, **more: object) -> ScreeningIndex:
    entries = [
        ListedEntry(str(n), ListedAs.PERSON, (ListedName(name),), **more) for n, name in enumerate(names)
    ]  # type: ignore[arg-type]
    return ScreeningIndex([ListVersion("national", None, tuple(entries))])


OTHERS = ("SOKHA MEAS", "VUTHY PRAK", "BORA KEO", "RITHY NHEM", "SOPHAL UNG")


@pytest.mark.parametrize(
    "asked",
    [
        "TESTPERSON, VANNAK",
        "Vannak  Testperson",
        "VANAK TESTPERSON",
        "VANNKA TESTPERSON",
        "VANNAKT ESTPERSON",
        "វណ្ណៈ TESTPERSON VANNAK",
        "V?ANNAK TESTPERSON",
        "\u202eVANNAK\u202c TESTPERSON",
    ],
)
def test_a_name_is_found_however_it_was_typed(asked):
    hits = index_of("VANNAK TESTPERSON", *OTHERS).screen(Query(asked))
    assert hits[0].name.text == "VANNAK TESTPERSON"


def test_a_khmer_name_is_found_under_its_latin_spelling_and_the_reasons_say_why():
    hits = index_of("CHAN SOPHEA", *OTHERS).screen(Query("សុភា ចាន់"))
    assert hits[0].name.text == "CHAN SOPHEA"
    assert "words in another order" in hits[0].reasons


def test_one_word_of_a_name_is_no_hit_by_itself():
    assert index_of("ADAM", *OTHERS).screen(Query("Adam Khmara")) == []


def test_a_birth_that_differs_lowers_a_nationality_that_fits_raises_and_both_are_said():
    index = index_of("VANNAK TESTPERSON", *OTHERS, births=births_in("1970-03-12"), nationalities=("KH",))
    plain = index.screen(Query("VANAK TESTPERSON"), threshold=0)[0]
    other = index.screen(Query("VANAK TESTPERSON", births_in("1940")), threshold=0)[0]
    same = index.screen(Query("VANAK TESTPERSON", births_in("1970"), ("KH",)), threshold=0)[0]
    assert other.score < plain.score < same.score
    assert other.reasons[-1] == "born 29 years apart"
    assert same.reasons[-2:] == ("birth year equal", "nationality equal")


@given(
    st.sampled_from(
        ["VANNAK TESTPERSON", "VANAK TESTPERSON", "TESTPERSON V", "Vannak", "VANNAK OTHER", "សុភា VANNAK"]
    ),
    st.sampled_from([(), births_in("1970"), births_in("1970-03-12"), births_in("circa 1971")]),
    st.sampled_from([(), ("KH",)]),
    st.sampled_from([(), ("A 12-34",)]),
)
def test_no_true_fact_lowers_a_score(name, births, nationalities, documents):
    index = index_of(
        "VANNAK TESTPERSON",
        *OTHERS,
        births=births_in("1970-03-12"),
        nationalities=("KH",),
        documents=("A1234",),
    )
    less = {hit.entry.key: hit.score for hit in index.screen(Query(name), threshold=0)}
    more = {
        hit.entry.key: hit.score
        for hit in index.screen(Query(name, births, nationalities, documents), threshold=0)
    }
    assert all(more[key] >= score for key, score in less.items())


FACTS = {
    "births": births_in("1970-03-12"), "nationalities": ("KH",), "documents": ("A1234",)
}  # fmt: skip


@given(
    st.lists(
        st.builds(
            Query,
            st.sampled_from(
                [
                    "VANNAK TESTPERSON",
                    "VANAK TESTPERSON",
                    "Keo Bora",
                    "Vannak",
                    "MEAS SOKHA",
                    "Ung",
                    "",
                    "X Y",
                ]
            ),
            st.sampled_from([(), births_in("1970"), births_in("1970-03-12"), births_in("1940")]),
            st.sampled_from([(), ("KH",), ("TH",)]),
            st.sampled_from([(), ("A 12-34",), ("9",)]),
        ),
        max_size=12,
    ),
    st.sampled_from([0.0, 0.5, 0.72, 0.9]),
)
def test_many_at_once_find_what_each_finds_alone(queries, threshold):
    """Names come again with other facts; what is kept of the first must not colour the second."""
    entries = [
        ListedEntry(str(n), ListedAs.PERSON, (ListedName(name),), **FACTS)
        for n, name in enumerate(("VANNAK TESTPERSON", *OTHERS))
    ]
    versions = [ListVersion("national", None, tuple(entries))]
    many = ScreeningIndex(versions, for_many=True)
    for query in queries:
        assert many.screen(query, threshold=threshold) == ScreeningIndex(versions).screen(
            query, threshold=threshold
        )


@given(
    st.floats(0, 1),
    st.sampled_from([(), births_in("1970"), births_in("1970-03-12"), births_in("1940")]),
    st.sampled_from([(), ("KH",), ("TH",)]),
    st.sampled_from([(), ("A 12-34",)]),
)
def test_no_fact_makes_more_of_a_likeness_than_is_reckoned_with(likeness, births, nationalities, documents):
    """Names that could not reach the threshold whatever is known are left out before the rest is weighed."""
    name = ListedName("VANNAK TESTPERSON")
    entry = ListedEntry("1", ListedAs.PERSON, (name,), **FACTS)
    query = Query("VANNAK", births, nationalities, documents, ListedAs.PERSON)
    score, _ = weigh(query, entry, name, NameMatch(likeness, ()))
    assert score <= most_that(likeness, with_documents=bool(documents))


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(text):
    index_of("VANNAK TESTPERSON", *OTHERS).screen(Query(text))


def test_a_name_without_end_an_empty_one_and_lookalike_letters():
    index = index_of("VANNAK TESTPERSON", *OTHERS)
    assert index.screen(Query("x" * 10_000)) == []
    assert index.screen(Query("")) == []
    assert (
        index.screen(Query("VАNNАK TЕSTPERSОN"))[0].score > 0.9
    )  # Cyrillic А, Е and О among the Latin letters


# ------------------------------------------------------------ real lists


def test_labelled_names_against_the_real_list(shared):
    """The recommended threshold, on a part of the names; it was chosen with all of them in view."""
    index = ScreeningIndex([read_list((shared / "screening" / "un_2026-02-27.xml").read_bytes())])

    def half(name: str, step: int = 2) -> list[Query]:
        with (shared / "screening" / name).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))[1::step]
        return [
            Query(
                r["full_name"],
                births_in(r["date_of_birth"]),
                listed_as=ListedAs.PERSON if r["date_of_birth"] else None,
            )
            for r in rows
        ]

    found = [bool(index.screen(query)) for query in half("positives_un_treated.csv")]
    alarms = [bool(index.screen(query)) for query in half("negatives_20k.csv", 8)]
    assert sum(found) / len(found) >= 0.99
    assert sum(alarms) / len(alarms) <= 0.004


# ------------------------------------------------------------ the commands


def test_the_command_prints_one_line_for_each_query(tmp_path):
    (tmp_path / "un.xml").write_text(UN)
    (tmp_path / "names.csv").write_text(
        "full_name,date_of_birth,nationality\nTESTPERSON Vannak,1971-05-04,kh\nSomebody Else,,\n,,\n"
    )
    command = ["screen", str(tmp_path / "names.csv"), "--list", str(tmp_path / "un.xml"), "--json"]
    done = CliRunner().invoke(app, command)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [(line["query"], line["row"], len(line["hits"])) for line in lines] == [
        ("TESTPERSON Vannak", 2, 1),
        ("Somebody Else", 3, 0),
        ("", 4, 0),
    ]
    assert lines[0]["hits"][0]["list"] == "un"
    assert set(lines[0]["hits"][0]) == {"list", "id", "name", "score", "reasons"}
    assert "nationality equal" in lines[0]["hits"][0]["reasons"]
    assert "days old" in done.stderr  # a stale list shouts


@pytest.mark.parametrize(
    ("names", "listed", "said"), [("a,b\n1,2\n", UN, "full_name"), ("full_name\nA\n", UN[:300], "breaks off")]
)
def test_wrong_files_are_answered_in_words(tmp_path, names, listed, said):
    (tmp_path / "names.csv").write_text(names)
    (tmp_path / "list.xml").write_text(listed)
    done = CliRunner().invoke(
        app, ["screen", str(tmp_path / "names.csv"), "--list", str(tmp_path / "list.xml")]
    )
    assert done.exit_code == 2
    assert said in done.stderr


def test_two_names_are_compared_by_a_command():
    done = CliRunner().invoke(app, ["names", "compare", "ចាន់ សុភា", "Sophea Chan", "--json"])
    told = json.loads(done.stdout)
    assert set(told) == {"score", "reasons"}
    assert told["score"] > 0.9
