"""# Nobody reads what no role and no live consent covers

Every personal word on record is given a marker of its own. Then somebody walks through the whole program: every page and
its file, every operation, the search, the exports, what goes wrong and what is logged. A marker may turn up only where the
table below says so. And of a victim who was referred, the body that was asked reads what her consent covers while it
lives, and from the next request on nothing.
"""

import re
from datetime import timedelta

import duckdb
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.matrix_addresses import operation_address, operations, page_address, pages
from tests.pages import client_of, text_of
from tests.relations import RELATIONS, bundle_for, make_public_papers
from tests.spec.test_who_may_do_what import ROLES, undone
from tests.world import World

from sarana.base.accounts.actions import issue_token
from sarana.base.files.models import Attachment
from sarana.base.vault.sealing import seal, seal_under, unseal
from sarana.register.care.models import PlannedGoal, Shelter
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_open_identities, may_read_case
from sarana.register.duplicates.models import Pair
from sarana.register.money.models import FlagAnswer, MoneyInquiry
from sarana.register.money.rules import may_follow_money
from sarana.register.referrals.actions import record_consent, refer_victim, revoke_referral, withdraw_consent
from sarana.register.referrals.enums import SharedField
from sarana.register.referrals.models import Consent, Referral
from sarana.register.repatriation.models import HandoverList, Repatriation
from sarana.register.rescue.models import SoughtPerson
from sarana.register.supervision.models import Flag
from sarana.register.tricks.actions import load_tricks

# Who she is, and who the suspect is: nobody meets it on a page that he only opened, but where it is the page's very matter.
VICTIM = {
    "names": ["Zqmarka Naryth", "ហ្សាណារិត"], "birth_date": "1987-03-19", "phones": ["088 777 65 43"], "documents": ["ZQ77431"],
    "emails": ["zqmarka@example.org"], "address": "Zqmarka Lane 8",
}  # fmt: skip
SUSPECT = {"names": ["Zqmarkd Vuthy"], "phones": ["088 777 11 22"]}
CASE = {"title": "Zqmarkb title", "summary": "Zqmarkb summary"}
# The other sealed words, by the letter of their marker.
SEALED = {
    "c": (PlannedGoal, ("need", "goal")), "f": (Flag, ("note",)), "g": (Consent, ("guardian", "witness")),
    "h": (Repatriation, ("their_contact", "assessment", "document_number", "feedback")), "k": (HandoverList, ("receiver",)),
    "r": (Referral, ("request", "answer")), "s": (Shelter, ("address", "phone")), "t": (Attachment, ("name",)),
    "m": (MoneyInquiry, ("question",)), "n": (FlagAnswer, ("note",)),
}  # fmt: skip
MARKER = re.compile(
    r"zqmark([a-z])|zq-?77431|(?:1987-03-19|19/03/1987|19 March 1987)|ហ្សាណារិត|088 ?777", re.IGNORECASE
)
# Where somebody who may open identities in the case meets one: what she said, and the two whom he is to compare.
MEETS_IDENTITY = {"interview", "interview-answers", "interview-paper", "interview-end", "pair", "pair-merge", "pair-apart", "pair-unsure",
                  "merge-undo", "victim-identity", "suspect-identity", "trace", "interview-step"}  # fmt: skip
# Not walked for everybody: they work on the whole register and show no record. They have a walk of their own below.
LONG = {"snapshot-new", "ledger-verify", "paper-pdf", "paper-html", "pairs-look"}


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.DEMONSTRATION = True


class Marked(World):
    """The small world, in which every personal word is a marker."""

    def case(self, by="investigator", **facts):
        return super().case(by, **{"words": CASE, **facts})

    def victim(self, case, by="investigator", **facts):
        return super().victim(case, by, **{"words": VICTIM, **facts})

    def suspect(self, case, by="investigator", **facts):
        return super().suspect(case, by, **{"words": SUSPECT, **facts})


def mark_the_rest() -> None:
    for letter, (model, names) in SEALED.items():
        for record in model.objects.select_related("agency_key"):
            words = {name: f"Zqmark{letter} {name}" for name in names}
            if record.wrapped_key is None:  # a photograph, under the key of whom it shows
                person = SoughtPerson.objects.get(pk=record.record_id)
                record.sealed = seal_under(person.identity, record, {"name": "Zqmarkp photograph"})
            else:
                seal(record, {**unseal(record), **words})
            record.save()


def markers_in(text: str) -> set[str]:
    """The letters of the markers; everything that tells who she is counts as hers."""
    return {found[1].lower() if found[1] else "a" for found in MARKER.finditer(text)}


def allowed_to(officer, case: Case, name: str) -> set[str]:
    """The markers that the officer may meet on the page of that name, having opened it and given no reason."""
    opens, reads = may_open_identities(officer, case), may_read_case(officer, case)
    letters = set("bcfr") if reads else set()
    if may_follow_money(officer, case):
        letters |= set("mn")
    if opens:
        letters |= set("ght")
        if name in MEETS_IDENTITY:
            letters |= set("ad")
    return letters


def walk(world: World, officer, bundle):
    """Every page with its file, every operation that reads, the search and the exports: (name, what was answered)."""
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    client.cookies["django_language"] = "en"

    def ask(method: str, address: str, **posted: str) -> str:
        with undone():
            made = client.post(address, posted) if method == "POST" else client.get(address)
            return b"".join(made).decode(errors="replace") if made.streaming else text_of_any(made)

    for name, pattern, method in pages():
        if name in LONG or name in {"crossing-spoken", "press-check", "hidden-number-kept"}:
            continue
        address = page_address(pattern, bundle)
        yield name, ask(method, address, reason="")
        if "<" not in str(pattern.pattern) and method == "GET":
            yield f"{name} as a file", ask("GET", f"{address}?as=csv")
    for text in ("Naryth Zqmarka Chan", "088 777 65 43", "ZQ-77431"):
        # The box repeats what was typed; what was found may not.
        answered = ask("POST", "/search/", q=text)
        yield "search", answered.replace(text, "")
    for posted in ({}, {"with_identities": "on"}, {"with_identities": "on", "reason": "?"}):
        yield "export", ask("POST", "/export/", **posted) if officer.role not in OPENERS else ""
    for wrong in (
        "/victims/V-00000-00000/",
        "/cases/C-00000-00000/",
        f"/victims/{bundle.numbers['victim']}/nothing/",
    ):
        yield "error", ask("GET", wrong)
    program = Client(
        raise_request_exception=False,
        headers={"Authorization": f"Bearer {issue_token(by=officer, name='walk')[1]}"},
    )
    for name, path, method in operations():
        if method == "GET":
            yield name, text_of(program.get(operation_address(path, bundle)))


OPENERS = {"investigator", "prosecutor", "social_worker", "ngo_worker", "immigration"}


def text_of_any(response) -> str:
    return response.content.decode(errors="replace")


@settings(max_examples=6)
@given(role=st.sampled_from(ROLES), relation=st.sampled_from(RELATIONS))
@example(role="investigator", relation="own")
@example(role="secretariat", relation="own")
@example(role="ngo_worker", relation="other agency")
@example(role="immigration", relation="conflict of interest")
def test_no_marker_turns_up_where_no_right_covers_it(world, caplog, role, relation):
    world.public_papers = world.public_papers or make_public_papers(
        world
    )  # before the first walk, for all of them
    marked = Marked(world.places, world.agencies, world.officers, public_papers=world.public_papers)
    officer, wrong, met = world.officers[role], [], set()
    with undone():
        load_tricks()
        bundle = bundle_for(marked, officer, relation)
        mark_the_rest()
        case = Case.objects.get(number=bundle.numbers["case"])
        for name, answered in walk(marked, officer, bundle):
            met |= markers_in(answered)
            if beyond := markers_in(answered) - allowed_to(officer, case, name):
                wrong.append((name, "".join(sorted(beyond))))
    assert not wrong
    assert (role, relation) != ("investigator", "own") or met >= set("abcfhr")  # the walk does come by them
    assert not markers_in(caplog.text)


# ## What works on the whole register


def test_no_marker_is_in_a_snapshot_the_annual_report_or_the_look_for_pairs(
    world, settings, tmp_path, caplog
):
    settings.SNAPSHOTS = tmp_path
    marked = Marked(world.places, world.agencies, world.officers)
    bundle_for(marked, world.officers["investigator"], "own")
    marked.victim(marked.case())  # the same person again: the look has something to find
    mark_the_rest()
    year, told = timezone.localdate().year, []

    def ask(role: str, method: str, address: str) -> None:
        client = client_of(world, role)
        answer = client.post(address, follow=True) if method == "POST" else client.get(address)
        assert answer.status_code == 200, address
        told.append(b"".join(answer) if answer.streaming else answer.content)

    for role, method, address in (
        ("statistician", "POST", "/figures/snapshot/"),
        ("statistician", "GET", "/figures/"),
        ("statistician", "GET", f"/papers/annual.html?year={year}&language=en"),
        ("statistician", "GET", f"/papers/annual.html?year={year}&language=km"),
        ("investigator", "POST", "/pairs/look/"),
        ("investigator", "GET", "/pairs/"),
        ("auditor", "POST", "/ledger/verify/"),
    ):
        ask(role, method, address)
    tables = list(tmp_path.rglob("*.parquet"))
    with duckdb.connect() as connection:
        told.extend(repr(connection.read_parquet(str(table)).fetchall()).encode() for table in tables)
    told.extend(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file() and each not in tables)
    assert tables
    assert Pair.objects.exists()
    assert not markers_in("\n".join(each.decode(errors="replace") for each in told) + caplog.text)


# ## The body that was asked

SHOWN = {
    "names": "Zqmarka Naryth",
    "birth_date": "1987",
    "phones": "088 777 65 43",
    "documents": "ZQ77431",
    "age": "23 years",
}


@settings(max_examples=8)
@given(
    agreed=st.sets(st.sampled_from(sorted(SHOWN)), min_size=1),
    asked=st.sets(st.sampled_from(sorted(SHOWN)), min_size=1),
    then=st.sampled_from(["", "withdrawn", "run out", "revoked", "barred"]),
)
@example(agreed=set(SHOWN), asked=set(SHOWN), then="withdrawn")
@example(agreed={"names"}, asked={"names"}, then="")
def test_the_body_that_was_asked_reads_what_lives_and_on_the_next_request_no_more(world, agreed, asked, then):
    marked, today = Marked(world.places, world.agencies, world.officers), timezone.localdate()
    officer, receiver = world.officers["investigator"], world.officers["ngo_worker"]
    with undone():
        victim = marked.victim(marked.case())
        consent = record_consent(
            by=officer, victim=victim, purposes=["care"], fields=agreed, recipients=[receiver.agency],
            given_on=today - timedelta(days=9), until=today + timedelta(days=9), language="km",
        )  # fmt: skip
        told = sorted(SharedField(code) for code in asked & agreed)
        referral, _link = refer_victim(
            by=officer, victim=victim, services=["SocialCare"], request="A bed", receiver=receiver.agency,
            fields=told, consent=consent if told else None,
        )  # fmt: skip
        client, address = client_of(world, "ngo_worker"), f"/referrals/{referral.number}/"
        page = text_of(client.get(address))
        assert {code for code, shown in SHOWN.items() if shown in page} - {"age"} <= set(told)
        assert ("Zqmarka Naryth" in page) == ("names" in told)
        assert client.get(f"/victims/{victim.number}/").status_code == 404
        if then == "withdrawn":
            withdraw_consent(by=officer, consent=consent)
        elif then == "run out":
            Consent.objects.update(until=today - timedelta(days=1))
        elif then == "revoked":
            revoke_referral(by=officer, referral=referral, reason="She moved in with her sister")
        elif then == "barred":
            victim.case.barred.add(receiver)
        after = client.get(address)
        if then in {"revoked", "barred"}:
            assert after.status_code == 404
        if then:
            readable = then in {"withdrawn", "run out"} and not told
            assert readable or not markers_in(text_of(after))
        for listed in ("/referrals/", "/referrals/?as=csv", "/", "/victims/", "/search/"):
            assert not markers_in(
                text_of(client.get(listed)) if listed[-3:] != "csv" else text_of_any(client.get(listed))
            )


@pytest.mark.parametrize("who", ["secretariat", "auditor", "analyst"])
def test_oversight_reads_that_a_referral_was_made_and_not_the_words_of_it(world, who):
    victim = world.victim(world.case())
    referral, _link = refer_victim(
        by=world.officers["investigator"], victim=victim, services=["SocialCare"], request="Zqmarkr, for she is afraid",
        receiver=world.agencies["shelter"],
    )  # fmt: skip
    victim.case.partners.add(world.agencies["fiu"])
    response = client_of(world, who).get(f"/referrals/{referral.number}/")
    assert response.status_code == 200
    assert "Zqmarkr" not in text_of(response)
    assert "Zqmarkr" in text_of(client_of(world, "ngo_worker").get(f"/referrals/{referral.number}/"))
