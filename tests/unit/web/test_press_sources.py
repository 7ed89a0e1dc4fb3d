"""Sources, what their files bring, and topics: everything lands in one inbox, repetitions folded, nothing fetched."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sarana.measure.press.actions import add_source, add_topic, bring_file, keep_check, set_text_state
from sarana.measure.press.enums import TextState
from sarana.measure.press.models import CheckedText, ListedPage, Source, Topic
from sarana.measure.press.queries import inbox, pages_to_bring, topics_of
from sarana.measure.press.rules import touches, words_of

STORY = (
    "Police spokesman Chea Invented said on Monday that police opened 150 cases in 2021. The compound in Bavet was searched "
    "for two days, and its owner could not be found. Neighbours told of vans that came at night."
)
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Invented Post</title>
<item><title>Compound searched</title><link>https://post.example/1</link><pubDate>Mon, 05 Sep 2022 08:00:00 GMT</pubDate>
<description>{STORY}</description></item>
<item><title>Compound searched, again</title><link>https://post.example/2</link><description>{STORY} That is all.</description></item>
<item><title>Rain</title><link>https://post.example/3</link><description>The fields of the south stand under water since the first days of the month.</description></item>
</channel></rss>""".encode()
SITE_MAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://post.example/1</loc><lastmod>2022-09-05</lastmod></url>
<url><loc>https://post.example/9</loc></url><url><loc>javascript:alert(1)</loc></url></urlset>"""


@pytest.fixture
def post(world):
    return add_source(by=world.officers["secretariat"], name="Invented Post", kind="press")


def bring(world, source, content=FEED):
    return bring_file(by=world.officers["embassy"], source=source, content=content, snapshot=None)


def test_a_feed_lands_in_the_inbox_with_repetitions_folded_and_nothing_twice(world, post):
    brought = bring(world, post)
    assert (brought.new, brought.folded) == (2, 1)
    assert {text.title: text.copies for text in inbox()} == {"Compound searched": 1, "Rain": 0}
    again = bring(world, post)
    assert (again.new, again.folded, again.known) == (0, 0, 3)
    assert CheckedText.objects.count() == 3


def test_a_site_map_tells_which_pages_are_still_to_be_brought(world, post):
    assert bring(world, post, SITE_MAP).listed == 2
    assert bring(world, post, SITE_MAP).listed == 0
    bring(world, post)
    assert [page.address for page in pages_to_bring(post)] == ["https://post.example/9"]
    assert not ListedPage.objects.filter(address__startswith="javascript").exists()


def test_topics_tell_of_texts_that_are_there_and_of_those_that_come(world, post):
    bring(world, post)
    officer = world.officers["embassy"]
    own = add_topic(by=officer, name="Bavet", words="bavet\nបាវិត")
    keep_check(by=officer, title="", text="ប៉ុស្តិ៍បាវិតត្រូវបានបិទ។", published_on=None, snapshot=None)
    assert topics_of(officer).get().waiting == 2
    assert not topics_of(world.officers["secretariat"]).exists()
    set_text_state(by=world.officers["secretariat"], checked=own.texts.first(), state=TextState.SET_ASIDE)
    assert topics_of(officer).get().waiting == 1


def test_words_of_a_topic_are_told_apart_and_found_without_regard_to_capitals():
    assert words_of(" Bavet \nbavet\nx\nscam  compound") == ("bavet", "scam compound")
    assert touches(("scam compound",), "A Scam\ncompound in the south")
    assert touches(("បាវិត",), "ប៉ុស្តិ៍បាវិតត្រូវបានបិទ")
    assert not touches((), "anything")


def test_pages_bring_show_and_drop(client, world, post):
    client.force_login(world.officers["provincial"])
    file = SimpleUploadedFile("feed.xml", FEED, content_type="application/xml")
    answer = client.post(reverse("web:press-bring", args=[post.pk]), {"file": file}, follow=True)
    assert "Compound searched" in answer.text
    assert "Compound searched, again" not in answer.text
    client.post(reverse("web:press-topic-new"), {"name": "Rain", "words": "rain\nwater"})
    assert "Rain (1)" in client.get(reverse("web:press")).text
    assert (
        client.get(reverse("web:press"), {"topic": Topic.objects.get().pk, "state": "new"})
        .context["page"]
        .rows
    )
    assert client.post(reverse("web:press-source-new"), {"name": "Mine", "kind": "press"}).status_code == 403
    client.post(reverse("web:press-topic-drop", args=[Topic.objects.get().pk]))
    assert not Topic.objects.exists()


def test_only_the_desk_names_sources_and_each_once(client, world, post):
    client.force_login(world.officers["secretariat"])
    twice = client.post(reverse("web:press-source-new"), {"name": "invented post", "kind": "press"})
    assert twice.status_code == 422
    client.post(reverse("web:press-source-new"), {"name": "Embassy of Nowhere", "kind": "embassy"})
    assert "Embassy of Nowhere" in client.get(reverse("web:press-sources")).text
    assert Source.objects.count() == 2
    assert b"Embassy of Nowhere" in client.get(reverse("web:press-sources"), {"as": "csv"}).content
