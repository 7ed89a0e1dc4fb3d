"""# What became of each of them

Twenty-three persons are freed. Who agrees is referred with her name, who does not is helped without it; one body rejects
and says why, another never answers and everybody who asked sees it. One gets a bed, nine go home together by a list that
both sides sign, one is visited after half a year, help ends, and begins anew because she was trafficked again. Around it
lies the working day: a draft that outlives the browser, two officers at one record, a case opened at night.
"""

import json
import re
import subprocess
import sys

from playwright.sync_api import Page, expect
from tests.served import press

NAME = "Prum Chenda"
ROOF = "Sealed Street 271"
# What happened before, through the register's own actions: clicking it 23 times would add nothing.
BEFORE = """
import django; django.setup()
import json
from datetime import timedelta
from django.utils import timezone
from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.register.care.actions import move_reintegration
from sarana.register.cases.actions import add_suspect, add_victim, assert_status, open_case, share_case
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.referrals.actions import refer_victim
from sarana.register.repatriation.actions import begin_repatriation, issue_document

police, social = (Officer.objects.get(username=name) for name in ("investigator", "social_worker"))
today, port = timezone.localdate(), Place.objects.get(code="18")
freed_on = today - timedelta(days=250)
case = open_case(by=police, opened_on=freed_on, place=port, words={"title": "Behind the ice factory"})
share_case(by=police, case=case, agency=social.agency, reason="It helps them")
names = ["%s %s" % (family, given) for family in ("Prum", "Nuon", "Yin", "Ros") for given in
         ("Chenda", "Bopha", "Malis", "Davy", "Kanha", "Rachana")][:23]
victims = [
    add_victim(by=police, case=case, words={"names": [name]}, sex="F", age_at_event=20 + place % 9,
               citizenships=["VN" if place >= 14 else "KH"])
    for place, name in enumerate(names)
]
raid = plan_operation(by=police, kind="raid", place=port, planned_for=freed_on, cases=[case])
close_operation(by=police, operation=raid, carried_out_on=freed_on, found=dict.fromkeys(victims, "freed"), persons_screened=23)
move_reintegration(by=social, victim=victims[3], stage="integration", on=today - timedelta(days=200))
silent, _link = refer_victim(
    by=police, victim=victims[2], services=["SocialCare"], request="Somebody to talk to",
    receiver=Agency.objects.get(code="ngo-river"), answer_by=timezone.now() - timedelta(days=5),
)
ways = [
    begin_repatriation(by=social, victim=victim, direction="out_of", country="VN", agreed_on=today - timedelta(days=9))
    for victim in victims[14:]
]
for way in ways[:-1]:
    issue_document(by=social, way=way, on=today - timedelta(days=3), travel_document="list")
print(json.dumps({"case": case.number, "victims": [v.number for v in victims], "silent": silent.number,
                  "ways": [w.number for w in ways]}))
"""


def story_begins(country) -> dict:
    environment = {**country.environment, "DJANGO_SETTINGS_MODULE": "sarana.site.settings"}
    command = [sys.executable, "-c", BEFORE]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def opened(page: Page, country, path: str) -> Page:
    assert page.goto(f"{country.url}{path}").status == 200, path
    return page


def choose(page: Page, group: str, *labels: str) -> None:
    for label in labels:
        page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


def press_button(page: Page, name: str) -> None:
    press(page, page.get_by_role("button", name=name, exact=True))


def test_what_became_of_twenty_three_persons(chromium, country):
    told = story_begins(country)
    agreed, without, bedded, visited = (told["victims"][place] for place in (0, 1, 2, 3))
    police = country.sign_in(chromium, "investigator")
    ngo = country.sign_in(chromium, "ngo_worker")
    social = country.sign_in(chromium, "social_worker")
    referred_with_consent(police, ngo, country, agreed)
    referred_without_and_rejected(police, ngo, country, without)
    nobody_answers(police, chromium, country, told["silent"])
    she_takes_her_word_back(police, ngo, country, agreed)
    she_gets_a_bed(social, country, bedded)
    nine_go_home(social, country, told["ways"])
    help_ends_and_begins_anew(social, country, visited)
    for page in (police, ngo, social):
        # What was sent back to be corrected answers 422, and the browser says so.
        assert [told for told in page.complaints if "422" not in told] == []
        page.context.close()


def referred_with_consent(police: Page, ngo: Page, country, victim: str) -> None:
    opened(police, country, f"/victims/{victim}/consents/new/")
    choose(police, "What for", "Help and shelter")
    choose(police, "What may be told", "Names", "Age when it happened")
    choose(police, "To whom", "Lotus House")
    press_button(police, "Save the consent")
    refer(police, country, victim, consent=True)
    opened(ngo, country, "/")
    section = ngo.locator(
        "section", has=ngo.get_by_role("heading", name="Referrals that wait for your answer")
    )
    section.get_by_role("link", name=re.compile("^F-")).last.click()
    expect(ngo.get_by_text(NAME)).to_be_visible()
    assert victim not in ngo.content()
    ngo.get_by_role("link", name="Answer the referral").click()
    ngo.get_by_label("We take it on").check()
    press_button(ngo, "Send the answer")
    expect(ngo.get_by_role("link", name="The help was given")).to_be_visible()


def refer(police: Page, country, victim: str, *, consent: bool) -> None:
    opened(police, country, f"/victims/{victim}/referrals/new/")
    choose(police, "Help that is asked for", "Social Care")
    police.locator("textarea[name=request]").fill("A bed for two weeks, and somebody to talk to")
    police.locator("select[name=receiver]").select_option(label="Lotus House")
    if consent:
        police.get_by_label("By which consent").select_option(index=1)
        choose(police, "What is told", "Names", "Age when it happened")
    press_button(police, "Send the referral")
    expect(police).to_have_url(re.compile("/referrals/F-"))


def referred_without_and_rejected(police: Page, ngo: Page, country, victim: str) -> None:
    refer(police, country, victim, consent=False)
    address = police.url
    ngo.goto(address)
    expect(ngo.get_by_text("Nothing of who it is; ask those who sent it how to meet.")).to_be_visible()
    assert "Prum" not in ngo.content()
    ngo.get_by_role("link", name="Answer the referral").click()
    ngo.get_by_label("We can’t").check()
    press_button(ngo, "Send the answer")
    expect(ngo.get_by_text("why it is rejected").first).to_be_visible()
    ngo.get_by_label("Why not").fill("No bed is free before Monday")
    press_button(ngo, "Send the answer")
    expect(ngo).to_have_url(address)
    police.goto(address)
    expect(police.get_by_text("No bed is free before Monday")).to_be_visible()


def nobody_answers(police: Page, chromium, country, silent: str) -> None:
    for who in ("investigator", "secretariat"):
        page = country.sign_in(chromium, who)
        opened(page, country, "/")
        late = page.locator(
            "section", has=page.get_by_role("heading", name="Referrals that nobody answered in time")
        )
        expect(late.get_by_role("link", name=silent)).to_be_visible()
        page.context.close()
    opened(police, country, f"/referrals/{silent}/")
    police.get_by_role("link", name="Revoke the referral").click()
    police.get_by_label("Why").fill("Nobody answered; another house takes her")
    press_button(police, "Revoke it")
    expect(police.get_by_text("Revoked").first).to_be_visible()


def she_takes_her_word_back(police: Page, ngo: Page, country, victim: str) -> None:
    opened(ngo, country, "/referrals/")
    ngo.get_by_role("row", name="Accepted").first.get_by_role("link", name=re.compile("^F-")).click()
    expect(ngo.get_by_text(NAME)).to_be_visible()
    opened(police, country, f"/victims/{victim}/")
    police.get_by_role("link", name="Withdraw").first.click()
    press_button(police, "Withdraw it")
    ngo.reload()
    expect(ngo.get_by_text("The consent was withdrawn")).to_be_visible()
    assert NAME not in ngo.content()


def she_gets_a_bed(social: Page, country, victim: str) -> None:
    opened(social, country, "/shelters/new/")
    social.get_by_label("Takes in").select_option(label="Women")
    social.get_by_label("Beds").fill("4")
    social.get_by_label("Address").fill(ROOF)
    press_button(social, "Save")
    house = social.locator("main table tbody tr").first.locator("code").first.inner_text()
    opened(social, country, f"/victims/{victim}/stays/new/")
    option = social.locator("select[name=shelter] option", has_text=house)
    social.locator("select[name=shelter]").select_option(value=option.get_attribute("value"))
    press_button(social, "Save")
    assert ROOF not in social.content()
    opened(social, country, "/shelters/")
    row = social.locator("main table tbody tr", has_text=house)
    expect(row).to_contain_text("3")
    assert ROOF not in social.content()
    opened(social, country, f"/victims/{victim}/care/")
    social.get_by_role("link", name="Read where").click()
    social.get_by_label("Why").fill("To fetch her for the doctor")
    press_button(social, "Read it")
    expect(social.get_by_text(ROOF)).to_be_visible()


def nine_go_home(social: Page, country, ways: list[str]) -> None:
    opened(social, country, "/handovers/new/")
    put_on_list(social, ways)
    expect(social.get_by_text("travel").first).to_be_visible()  # the ninth has no paper yet
    opened(social, country, f"/repatriations/{ways[-1]}/document/")
    social.get_by_label("Nominal list agreed between both sides").check()
    press_button(social, "Save")
    opened(social, country, "/handovers/new/")
    put_on_list(social, ways)
    expect(social).to_have_url(re.compile("/handovers/L-"))
    paper = social.request.get(f"{social.url}list.pdf")
    assert paper.body().startswith(b"%PDF-")
    social.get_by_role("link", name="Sign for our side").click()
    press_button(social, "Save")
    expect(social.get_by_text("One side signed").first).to_be_visible()
    social.get_by_role("link", name="The other side has signed").click()
    press_button(social, "Save")
    expect(social.get_by_text("Both sides signed").first).to_be_visible()
    expect(social.get_by_text("Handed over, both sides signed")).to_have_count(len(ways))


def put_on_list(social: Page, ways: list[str]) -> None:
    social.get_by_label("Numbers of those who go").fill("\n".join(ways))
    social.get_by_label("Who receives them").fill("The officer at the gate")
    press_button(social, "Make the list")


def help_ends_and_begins_anew(social: Page, country, victim: str) -> None:
    opened(social, country, f"/victims/{victim}/")
    expect(social.get_by_role("row", name="6 months")).to_contain_text("Overdue")  # it fell due by itself
    opened(social, country, f"/victims/{victim}/return/")
    social.get_by_label("Closed: lives safely in the community").check()
    press_button(social, "Save")
    expect(social.get_by_text("six months").first).to_be_visible()  # nobody went to look yet
    opened(social, country, f"/victims/{victim}/visits/new/")
    social.get_by_label("Months after the return").select_option("6")
    social.get_by_label("Safety").select_option(label="Well")
    social.get_by_label("What she said").fill("She sells cakes at the market")
    press_button(social, "Save the visit")
    opened(social, country, f"/victims/{victim}/return/")
    social.get_by_label("Closed: lives safely in the community").check()
    press_button(social, "Save")
    social.get_by_role("link", name="Help begins anew").click()
    social.get_by_label("Was trafficked again").check()
    press_button(social, "Begin anew")
    opened(social, country, f"/victims/{victim}/care/")
    expect(social.get_by_text("Was trafficked again").first).to_be_visible()


def test_a_draft_outlives_the_browser_and_goes_on_at_a_second_device(chromium, country):
    victim = story_begins(country)["victims"][3]
    path, said = f"/victims/{victim}/visits/new/", "Her brother lends her his shop in the morning"
    first = country.sign_in(chromium, "social_worker", width=360)
    opened(first, country, path)
    kept: list[str] = []
    first.on(
        "response",
        lambda answer: kept.append(answer.url) if answer.url.endswith("/draft/") and answer.ok else None,
    )
    first.get_by_label("What she said").press_sequentially(said, delay=150)
    assert kept  # while she writes, without a pause
    expect(first.locator("[data-draft-note]")).to_have_text("Draft kept")
    first.context.close()

    country._sessions.pop("social_worker")  # the second device signs in for itself
    second = country.sign_in(chromium, "social_worker")
    opened(second, country, "/")
    second.get_by_role("link", name="New visit").first.click()
    expect(second.get_by_label("What she said")).to_have_value(said)
    second.get_by_label("Months after the return").select_option("6")
    press_button(second, "Save the visit")
    expect(second).to_have_url(re.compile(f"/victims/{victim}/"))
    opened(second, country, path)
    expect(second.get_by_label("What she said")).to_have_value("")
    second.context.close()


def test_two_officers_edit_one_record_and_are_asked_field_by_field(chromium, country):
    victim = story_begins(country)["victims"][0]
    police, social = country.sign_in(chromium, "investigator"), country.sign_in(chromium, "social_worker")
    for page in (police, social):
        opened(page, country, f"/victims/{victim}/edit/")
    police.get_by_label("Age when it happened").fill("19")
    press_button(police, "Save the changes")
    social.get_by_label("Age when it happened").fill("17")
    social.get_by_label("Citizenship").fill("Vietnam")
    press_button(social, "Save the changes")
    asked = social.get_by_role("group", name="Age when it happened")
    expect(asked).to_be_visible()
    expect(asked.get_by_text("19")).to_be_visible()
    expect(social.locator("main fieldset")).to_have_count(1)  # what only she changed is not asked about
    asked.get_by_label("Yours:").check()
    press_button(social, "Save my choice")
    opened(police, country, f"/victims/{victim}/edit/")
    expect(police.get_by_label("Age when it happened")).to_have_value("17")
    expect(police.get_by_label("Citizenship")).to_have_value(re.compile("Viet"))
    for page in (police, social):
        page.context.close()


def test_the_glass_is_broken_at_night_and_looked_at_in_the_morning(chromium, country):
    told = story_begins(country)
    case, victim = told["case"], told["victims"][0]
    night = country.sign_in(chromium, "immigration")
    assert night.goto(f"{country.url}/cases/{case}/").status == 404
    opened(night, country, "/emergency/new/")
    night.get_by_label("Number of the case").fill(case)
    night.get_by_label("Who is in danger, and why it can’t wait").fill("She is driven to the border at five")
    press_button(night, "Open it for three hours")
    expect(night.get_by_role("heading", name="Behind the ice factory")).to_be_visible()
    opened(night, country, f"/victims/{victim}/")
    expect(night.get_by_role("link", name="Say what your agency finds")).to_have_count(0)
    assert night.goto(f"{country.url}/cases/{case}/edit/").status in {200, 403}

    owner = country.sign_in(chromium, "investigator")
    opened(owner, country, "/")
    expect(owner.get_by_text("She is driven to the border at five").first).to_be_visible()
    owner.context.close()

    morning = country.sign_in(chromium, "auditor")
    opened(morning, country, "/")
    section = morning.locator("section", has=morning.get_by_role("heading", name="Emergency openings"))
    section.get_by_role("link", name=case).click()
    morning.get_by_label("Not justified").check()
    morning.get_by_label("What you looked at").fill("Nobody had called; the border post knows nothing")
    press_button(morning, "Save the review")
    expect(morning.get_by_role("row", name=case)).to_contain_text("Not justified")
    morning.context.close()
    assert night.goto(f"{country.url}/cases/{case}/").status == 404
    night.context.close()
