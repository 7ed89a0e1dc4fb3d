"""# Two more readers, both off unless the operator turns one on

A spaCy pipeline that he installs, and any OpenAI-compatible endpoint. They give the rows that the rules give, name their method
on each, and are handed public texts alone.
"""

import json
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.measure.press.archives import file_for, read_archives
from sarana.measure.press.readers import (
    ModelFailed,
    NotPublic,
    PublicText,
    ReaderNotReady,
    ReadWith,
    read_public,
    ready,
)
from sarana.science.statements.dependencies import statements_of_parse
from sarana.science.statements.verbatim import literal_statements, rows_in_answer

TEXT = "Chea Invented, a judge, said that 150 cases were opened in 2021. “We rescued 40 victims,” she added."
PUBLIC = PublicText(TEXT, "https://news.example/1", date(2022, 1, 5))
SAID = {
    "quotation": "150 cases were opened in 2021",
    "speaker": "Chea Invented",
    "role": "a judge",
    "cue": "said",
}
QUOTED = {
    "quotation": "We rescued 40 victims",
    "speaker": "Chea Invented",
    "role": "minister",
    "kind": "direct",
}
MADE_UP = {"quotation": "We rescued 4,000 victims", "speaker": "Chea Invented", "kind": "direct"}
NOBODY = {"quotation": "We rescued 40 victims", "speaker": "Sok Nobody", "kind": "direct"}


# ## What a model says is kept only when it stands in the text


def test_words_and_speakers_that_are_not_in_the_text_are_dropped_and_counted():
    kept, dropped = literal_statements([MADE_UP, QUOTED, NOBODY, SAID, {}], TEXT, method="model tiny")
    assert dropped == 3
    assert [(one.text, one.speaker, one.role, one.kind.value) for one in kept] == [
        ("150 cases were opened in 2021", "Chea Invented", "a judge", "indirect"),
        ("We rescued 40 victims", "Chea Invented", "", "direct"),
    ]
    assert all(TEXT[one.start : one.end] == one.text and one.method == "model tiny" for one in kept)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(list(SAID)), st.text() | st.integers() | st.sampled_from(["said", TEXT])
        )
    )
)
def test_nothing_but_the_texts_own_words_passes(rows):
    kept, dropped = literal_statements(rows, TEXT, method="m")
    assert len(kept) + dropped == len(rows)
    assert all(
        TEXT[one.start : one.end] == one.text and one.speaker in TEXT and one.role in TEXT for one in kept
    )


def test_an_answer_that_is_no_list_of_rows_is_refused():
    assert rows_in_answer("```json\n[{}]\n```") == [{}]
    for answer in ("Certainly!", "3", '{"a": 1, "b": 2}'):
        with pytest.raises(ValueError, match="did not answer"):
            rows_in_answer(answer)


# ## Only public texts


def test_a_text_without_a_public_address_goes_nowhere():
    for address in ("", "file:///case/1", "snapshot:1", "case 2022-17"):
        with pytest.raises(NotPublic):
            PublicText(TEXT, address)
    with pytest.raises(NotPublic):
        read_public(TEXT, ReadWith("rules"))  # type: ignore[arg-type]


def test_nothing_but_the_reading_of_web_archives_can_reach_these_readers():
    """No page, no desk, no speech and no record of the register: one module reads with them, one command asks it to."""
    sources = Path(__file__).parents[2] / "src" / "sarana"
    users = {
        str(file.relative_to(sources))
        for file in sources.rglob("*.py")
        if "press.readers" in file.read_text("utf-8")
    }
    assert users == {"measure/press/archives.py", "cli/evidence.py"}


def test_what_is_missing_is_told_before_anything_is_read():
    with pytest.raises(ReaderNotReady, match="no reader 'oracle'"):
        ready(ReadWith("oracle"))
    if find_spec("spacy") is None:
        with pytest.raises(ReaderNotReady, match="spaCy is not installed"):
            ready(ReadWith("spacy", pipeline="en_core_web_sm"))
    if find_spec("httpx") is not None:
        with pytest.raises(ReaderNotReady, match="SARANA_MODEL_URL"):
            ready(ReadWith("model"))
    ready(ReadWith("rules"))


def test_the_key_is_never_printed():
    assert "hidden" not in repr(ReadWith("model", key="hidden"))


# ## Any OpenAI-compatible endpoint


@pytest.fixture
def endpoint():
    """A small HTTP server on this machine that answers as such endpoints do, and keeps what it was asked."""
    pytest.importorskip("httpx", reason="the extra 'models' is not installed")
    asked: list[dict[str, object]] = []

    class Answers(BaseHTTPRequestHandler):
        content = json.dumps([SAID, QUOTED, MADE_UP])
        status = 200

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append({"path": self.path, "key": self.headers.get("Authorization"), **json.loads(body)})
            answer = json.dumps({"choices": [{"message": {"content": self.content}}]}).encode()
            self.send_response(self.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    choice = ReadWith("model", url=f"http://127.0.0.1:{server.server_port}/v1", model="tiny", key="k")
    yield SimpleNamespace(choice=choice, asked=asked, answers=Answers)
    server.shutdown()
    server.server_close()


def test_an_endpoint_gives_the_same_rows_with_its_name_on_them(endpoint):
    ready(endpoint.choice)
    read = read_public(PUBLIC, endpoint.choice)
    assert read.dropped == 1
    assert [
        (one.text, one.method, [int(c.value) for c in one.claims]) for one in read.reading.statements
    ] == [
        ("150 cases were opened in 2021", "model tiny", [150]),
        ("We rescued 40 victims", "model tiny", [40]),
    ]
    (asked,) = endpoint.asked
    assert (asked["path"], asked["key"], asked["model"], asked["temperature"]) == (
        "/v1/chat/completions",
        "Bearer k",
        "tiny",
        0,
    )
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == TEXT


def test_a_long_text_is_asked_about_in_pieces_and_offsets_count_in_the_whole(endpoint):
    long = "\n\n".join(["A filler of some sixty signs stands in this long paragraph." * 30] * 10 + [TEXT])
    read = read_public(replace(PUBLIC, text=long), endpoint.choice)
    assert len(endpoint.asked) > 1
    assert all(long[one.start : one.end] == one.text for one in read.reading.statements)
    assert read.dropped == 3 * len(endpoint.asked) - 2


@pytest.mark.parametrize(("content", "status"), [("I cannot.", 200), ("[]", 500), ("[]", 302)])
def test_an_endpoint_that_fails_leaves_nothing_of_the_archive(endpoint, tmp_path, content, status):
    from tests.spec.test_press_files import PAGE, archived

    endpoint.answers.content, endpoint.answers.status = content, status
    with pytest.raises(ModelFailed, match="gave no rows"):
        read_public(PUBLIC, endpoint.choice)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archived(("https://news.example/1", PAGE)))
    (found,) = read_archives([path], tmp_path / "out", choice=endpoint.choice)
    assert "gave no rows" in found.fault
    assert not list((tmp_path / "out").iterdir())


def test_each_reader_keeps_a_file_of_its_own_and_tells_what_was_dropped(endpoint, tmp_path):
    from tests.spec.test_press_files import PAGE, archived

    path, out = tmp_path / "a.warc.gz", tmp_path / "out"
    path.write_bytes(archived(("https://news.example/1", PAGE), ("urn:uuid:1", PAGE)))
    endpoint.answers.content = json.dumps(
        [{"quotation": "We rescued 40 victims in 2021", "speaker": ""}, MADE_UP]
    )
    (by_model,) = read_archives([path], out, choice=endpoint.choice)
    (again,) = read_archives([path], out, choice=endpoint.choice)
    assert (by_model.dropped, again.dropped, again.was_there) == (1, 1, True)
    assert len(endpoint.asked) == 1  # the page without a web address was read by the rules
    read_archives([path], out)
    assert {one.name for one in out.iterdir()} == {
        file_for(path, out).name,
        file_for(path, out, endpoint.choice).name,
    }


# ## A spaCy pipeline


def parsed(words):
    """A parse as spaCy gives it, of the bare attributes that are read: (text, lemma, part of speech, link, head, entity)."""
    tokens, at = [], 0
    for text, lemma, pos, dep, _head, ent in words:
        at = WHOLE.index(text, at)
        tokens.append(SimpleNamespace(text=text, idx=at, lemma_=lemma, pos_=pos, dep_=dep, ent_type_=ent))
        at += len(text)
    for n, token in enumerate(tokens):
        token.children = [tokens[m] for m, word in enumerate(words) if word[4] == n and m != n]

    def below(token):
        return sorted([token, *(t for child in token.children for t in below(child))], key=lambda t: t.idx)

    for token in tokens:
        token.subtree = below(token)
    return tokens


WHOLE = "Judge Chea Invented said that cases fell. She warned prices would rise."
WORDS = [
    ("Judge", "judge", "NOUN", "compound", 2, ""), ("Chea", "Chea", "PROPN", "compound", 2, "PERSON"),
    ("Invented", "Invented", "PROPN", "nsubj", 3, "PERSON"), ("said", "say", "VERB", "ROOT", 3, ""),
    ("that", "that", "SCONJ", "mark", 6, ""), ("cases", "case", "NOUN", "nsubj", 6, ""), ("fell", "fall", "VERB", "ccomp", 3, ""),
    (".", ".", "PUNCT", "punct", 3, ""), ("She", "she", "PRON", "nsubj", 9, ""), ("warned", "warn", "VERB", "ROOT", 9, ""),
    ("prices", "price", "NOUN", "nsubj", 12, ""), ("would", "would", "AUX", "aux", 12, ""), ("rise", "rise", "VERB", "ccomp", 9, ""),
    (".", ".", "PUNCT", "punct", 9, ""),
]  # fmt: skip


def as_told(statements):
    return [(one.speaker, one.role, one.text, one.cue) for one in statements]


EXPECTED = [
    ("Chea Invented", "Judge", "cases fell", "said"),
    ("Chea Invented", "Judge", "prices would rise", "warned"),
]


def test_the_subject_of_a_reporting_verb_speaks_its_clause():
    found = statements_of_parse(parsed(WORDS), WHOLE, method="spaCy test 1")
    assert as_told(found) == EXPECTED
    assert {one.method for one in found} == {"spaCy test 1: clause"}
    assert all(WHOLE[one.start : one.end] == one.text for one in found)


def test_the_same_on_a_document_of_spacys_own():
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: an operator installs it himself")
    doc = spacy.tokens.Doc(
        spacy.blank("en").vocab, words=[word[0] for word in WORDS],
        spaces=[WHOLE[token.idx + len(token.text) :][:1] == " " for token in parsed(WORDS)],
        lemmas=[word[1] for word in WORDS], pos=[word[2] for word in WORDS], deps=[word[3] for word in WORDS],
        heads=[word[4] for word in WORDS], ents=[f"I-{word[5]}" if word[5] else "O" for word in WORDS],
    )  # fmt: skip
    assert doc.text == WHOLE
    assert as_told(statements_of_parse(doc, WHOLE, method="m")) == EXPECTED


def test_a_pipeline_that_cannot_parse_is_refused(tmp_path):
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: an operator installs it himself")
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ReaderNotReady, match="has no parser"):
        ready(ReadWith("spacy", pipeline=str(tmp_path / "blank")))
    with pytest.raises(ReaderNotReady, match="official wheel"):
        ready(ReadWith("spacy", pipeline="no_such_pipeline"))
