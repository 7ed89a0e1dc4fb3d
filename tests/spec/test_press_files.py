"""# What was published comes in many files

A page, a PDF, a Word document or a feed gives its text, its title and its day; what can't be read says what to send instead.
Web archives are read in bulk: only pages that touch the topic, each archive whole or not at all, and never twice. Texts that
are nearly the same are told to be one.
"""

import gzip
import io
import zipfile
from datetime import date
from importlib.util import find_spec
from random import Random

import docx
import pyarrow.parquet as pq
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from sarana.measure.press.archives import file_for, read_archives, rows_of_archive, texts_told_again
from sarana.measure.press.articles import UnreadableText, addresses_in, articles_in
from sarana.science.statements.likeness import groups_of, likeness, signature_of

SAID = (
    "Police spokesman Chea Invented said on Monday that police opened 150 trafficking cases in 2021.",
    "“We rescued 40 victims in 2021,” Chea Invented said.",
)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Police count cases</title>'
    '<meta property="article:published_time" content="2022-01-04T09:00:00+07:00"></head><body><nav>Home About Contact</nav>'
    "<article><h1>Police count cases</h1>{}</article><footer>All rights reserved</footer></body></html>"
).format("".join(f"<p>{line}</p>" for line in SAID))


WORDS = [
    f"{first}{last}"
    for first in ("ba", "ko", "mi", "tre", "su")
    for last in ("ran", "lo", "vith", "do", "nea")
]


def word(*lines):
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.title = "A speech"
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cases", "150"
    document.save(file)
    return file.getvalue()


def test_a_page_gives_its_article_title_and_day():
    (article,) = articles_in(PAGE.encode())
    assert all(line in article.text for line in SAID)
    assert "Contact" not in article.text
    assert (article.title, article.published_on) == ("Police count cases", date(2022, 1, 4))


def test_a_pdf_gives_its_text_and_lines_are_joined(tmp_path):
    source = tmp_path / "a.typ"
    source.write_text("#set page(width: 9cm)\n" + "\n\n".join(SAID), encoding="utf-8")
    (article,) = articles_in(typst.compile(str(source)))
    assert "opened 150 trafficking cases in 2021" in article.text


def test_a_word_document_gives_paragraphs_and_tables_in_their_order():
    (article,) = articles_in(word(*SAID))
    assert article.text == "\n\n".join([*SAID, "Cases | 150"])
    assert article.title == "A speech"


def test_a_feed_gives_an_article_for_each_entry():
    items = "".join(
        f"<item><title>Title &amp; {n}</title><link>https://news.example/{n}</link><description>&lt;p&gt;{line}&lt;/p&gt;"
        f"</description><pubDate>Tue, 0{n} Feb 2022 10:00:00 +0700</pubDate></item>"
        for n, line in enumerate(SAID, 1)
    )
    found = articles_in(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode())
    assert [(one.title, one.text, one.published_on, one.address) for one in found] == [
        (f"Title & {n}", line, date(2022, 2, n), f"https://news.example/{n}")
        for n, line in enumerate(SAID, 1)
    ]


def test_a_site_map_gives_addresses_newest_first_and_is_no_text():
    content = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        b"<url><loc>https://news.example/1</loc><lastmod>2022-01-03</lastmod></url><url><loc>https://news.example/2</loc><news:news>"
        b"<news:publication_date>2022-02-04T08:00:00Z</news:publication_date><news:title>Second</news:title></news:news></url></urlset>"
    )
    listed = [(one.address, one.published_on, one.title) for one in addresses_in(content)]
    assert listed == [
        ("https://news.example/2", date(2022, 2, 4), "Second"), ("https://news.example/1", date(2022, 1, 3), ""),
    ]  # fmt: skip
    with pytest.raises(UnreadableText, match="Send the pages themselves"):
        articles_in(content)


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 90_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"  \n", "empty"), (b"\x89PNG\r\n", "Send plain text"), (b"text \0 with holes", "Send plain text"),
        (b"%PDF-1.7\nnothing of the kind", "Open and save it again"), (b"PK\x03\x04broken", "Save it again as .docx"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "holds no article"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_send_instead(content, remedy):
    with pytest.raises(UnreadableText, match=remedy):
        articles_in(content)


def test_a_document_that_swells_is_refused():
    with pytest.raises(UnreadableText, match="too large when unpacked"):
        articles_in(bomb())


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<rss>", b"\xff\xfe", b"<html>"]),
)
def test_no_file_breaks_the_reader(content, head):
    try:
        found = articles_in(head + content)
    except UnreadableText:
        return
    assert all(isinstance(article.text, str) for article in found)


# ## Web archives


def archived(*pages):
    """A WARC file, each record packed by itself as crawlers do."""
    records = b""
    for address, page in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-01-05T00:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        records += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return records


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "news.warc.gz"
    other = PAGE.replace("trafficking", "football").replace("victims", "players")
    path.write_bytes(archived(("https://news.example/1", PAGE), ("https://news.example/2", other)))
    return path


def test_only_pages_with_the_topic_are_read(archive):
    rows = list(rows_of_archive(str(archive)))
    assert {row["address"] for row in rows} == {"https://news.example/1"}
    assert [(row["kind"], row["speaker"], row["text"]) for row in rows] == [
        ("indirect", "Chea Invented", "police opened 150 trafficking cases in 2021"),
        ("direct", "Chea Invented", "We rescued 40 victims in 2021"),
    ]
    assert [claim["value"] for row in rows for claim in row["claims"]] == [150, 40]
    assert {row["published_on"] for row in rows} == {date(2022, 1, 4)}
    assert {row["address"] for row in rows_of_archive(str(archive), topic=())} == {
        "https://news.example/1", "https://news.example/2",
    }  # fmt: skip


def test_an_archive_is_read_whole_or_not_at_all_and_never_twice(archive, tmp_path):
    out, cut = tmp_path / "rows", tmp_path / "cut.warc.gz"
    cut.write_bytes(archive.read_bytes()[:-40])
    told = []
    first = read_archives([archive, cut], out, told=told.append)
    assert [(one.texts, one.rows, bool(one.fault), one.was_there) for one in first] == [
        (1, 2, False, False), (0, 0, True, False),
    ]  # fmt: skip
    assert told == first
    assert [file.name for file in out.iterdir()] == [file_for(archive, out).name]
    before = file_for(archive, out).read_bytes()
    cut.write_bytes(archive.read_bytes())
    again = read_archives([archive, cut], out)
    assert [(one.rows, one.was_there) for one in again] == [(2, True), (2, False)]
    assert file_for(archive, out).read_bytes() == before
    assert pq.read_table(file_for(cut, out)).drop(["archive"]) == pq.read_table(file_for(archive, out)).drop(
        ["archive"]
    )


@pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra 'spark' is not installed")
def test_spark_reads_the_same_rows(archive):
    from pyspark.sql import SparkSession

    from sarana.measure.press.archives import read_with_spark

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = [row.asDict(recursive=True) for row in read_with_spark(spark, [str(archive)]).collect()]
    finally:
        spark.stop()
    said = [(row["kind"], row["text"], len(row["claims"])) for row in rows]
    assert said == [(row["kind"], row["text"], len(row["claims"])) for row in rows_of_archive(str(archive))]


def test_a_text_that_others_took_over_is_told_again(tmp_path):
    path, out = tmp_path / "a.warc.gz", tmp_path / "rows"
    longer = PAGE.replace(
        "</article>", "<p>The governor of the invented province was told of the case as well.</p></article>"
    )
    long = longer.replace(
        "</article>", "".join(f"<p>Sentence number {n} of a long text.</p>" for n in range(60)) + "</article>"
    )
    taken = long.replace("on Monday", "Monday")
    path.write_bytes(
        archived(("https://a.example/", long), ("https://b.example/", taken), ("https://c.example/", PAGE))
    )
    read_archives([path], out)
    rows = {row["address"]: row["digest"] for row in rows_of_archive(str(path))}
    assert texts_told_again(out) == {rows["https://b.example/"]: rows["https://a.example/"]}


@given(st.integers(0, 2**32), st.integers(0, 40))
def test_a_text_is_found_again_whatever_sentence_it_lost(seed, lost):
    random = Random(seed)
    sentences = [" ".join(random.choices(WORDS, k=12)) + "." for _ in range(41)]
    others = [" ".join(random.choices(WORDS, k=12)) + "." for _ in range(41)]
    texts = [sentences, others, [one for n, one in enumerate(sentences) if n != lost]]
    assert groups_of([signature_of(" ".join(text)) for text in texts]) == [0, 1, 0]


def test_the_signature_forgets_marks_and_spaces_and_tells_other_texts_apart():
    text = " ".join(SAID)
    assert signature_of(text) == signature_of(text.upper().replace(" ", "\n")) != b""
    other = signature_of("The council of the province met about the price of rice.")
    assert likeness(signature_of(text), other) < 0.2
    assert signature_of("ការជួញដូរមនុស្ស") == signature_of("ការ ជួញដូរ មនុស្ស")
    assert signature_of("…") == b""
