"""What authors may write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import rich_text
from core.tenancy import mairie_context


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Prix < 10 € & plus", "Prix < 10 € & plus"),
        ("  a\r\nb\x00\x07  ", "a\nb"),
        ("e\u0301te\u0301", "été"),
        ("<p>a</p>", "<p>a</p>"),
        ("<p>a", "<p>a</p>"),
        ("<script>alert(1)</script>", ""),
        ("<script>alert(1)</script>a &amp; b", "<p>a &amp; b</p>"),
        ("<x>&lt;script&gt;1&lt;/script&gt;</x>", "<p>&lt;script&gt;1&lt;/script&gt;</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="/x" onclick="y()">x</a>', '<a href="/x" rel="noopener noreferrer">x</a>'),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ("<h1>a</h1><h2>b</h2>", "a<h2>b</h2>"),
        ('<iframe src="https://x"></iframe><p>a</p>', "<p>a</p>"),
        ("<!-- x --><p>a</p>", "<p>a</p>"),
        ('<img src="/media/publications/a.jpg" alt="A" onerror="x">', '<img src="/media/publications/a.jpg" alt="A">'),
        ('<img src="data:image/svg+xml;base64,x">', "<p><img></p>"),
    ],
)
def test_only_the_allow_list_is_kept(written, kept):
    assert rich_text.sanitise(written) in {kept, kept.removeprefix("<p>").removesuffix("</p>")}
    assert rich_text.sanitise(rich_text.sanitise(written)) == rich_text.sanitise(written)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("a < b\n\nc & d", "<p>a &lt; b</p>\n\n<p>c &amp; d</p>"),
        ("&lt;script&gt;", "<p>&amp;lt;script&amp;gt;</p>"),
        ("<p>a &amp; b</p>", "<p>a &amp; b</p>"),
        ('<img src="/media/a.jpg" alt="A">', '<img src="/media/a.jpg" alt="A">'),
        ('<img src="/media/a.jpg">', '<img alt="" src="/media/a.jpg">'),
        ('<p><img src="https://x.example/a.jpg" alt="La place &amp; <b>">.</p>', "<p>La place &amp; &lt;b&gt;.</p>"),
        ('<img src="//x.example/a.jpg"><img src="/\\x.example/a.jpg"><img>', ""),
    ],
)
def test_pages_show_plain_text_in_paragraphs_and_html_as_it_is(content, shown):
    assert rich_text.as_html(content) == shown


def test_an_image_of_the_mairies_own_host_is_shown(mairie_a):
    image = f'<img src="{mairie_a.url("/media/a.jpg")}" alt="">'
    with mairie_context(mairie_a):
        assert rich_text.as_html(image) == image
        assert rich_text.as_html(image.replace(mairie_a.host, f"{mairie_a.host}.example")) == ""


@given(st.text(alphabet="<>/&;'\"=! abscriptonerror:\n") | st.text())
def test_nothing_hostile_survives(written):
    shown = str(rich_text.as_html(rich_text.sanitise(written))).lower()

    assert "<script" not in shown
    assert rich_text.as_html(rich_text.sanitise(shown)) == rich_text.as_html(
        rich_text.sanitise(rich_text.sanitise(shown))
    )


@pytest.mark.parametrize(
    ("content", "excerpt"),
    [
        ("Un texte court.", "Un texte court."),
        ("<p>Un</p><ul><li>deux</li><li>tr<b>oi</b>s &amp; plus</li></ul>", "Un deux trois & plus"),
        ("mot " * 60, "mot " * 48 + "mot mot…"),
        ("x" * 300, "x" * 200 + "…"),
    ],
)
def test_the_excerpt_is_the_first_words(content, excerpt):
    assert rich_text.derive_excerpt(content) == excerpt
    assert len(rich_text.derive_excerpt(content)) <= rich_text.EXCERPT_LENGTH + 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h3>b</h3><h6>c</h6>"),
        ("<h2>a</h2><h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("a <h1 b", "<p>a &lt;h1 b</p>"),
    ],
)
def test_under_a_title_headings_go_down_a_level_where_there_is_an_h1(written, shown):
    kept = rich_text.sanitise(written, headings=frozenset({"h1"}))

    assert rich_text.below_a_title(kept) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Ouvert : 8 h ; « oui » ?</p>", "<p>Ouvert\u00a0: 8 h\u00a0; «\u00a0oui\u00a0»\u00a0?</p>"),
        ("91400 Orsay !", "<p>91400\u00a0Orsay\u00a0!</p>"),
        ('<p><a href="/a ?b" title="a : b">ici</a> !</p>', "\u00a0!</p>"),
        ("<pre>a : b</pre><p>c !</p>", "<pre>a : b</pre><p>c !</p>"),
    ],
)
def test_under_a_title_texts_break_no_line_before_a_sign_and_tags_and_code_stay_as_they_are(written, shown):
    kept = rich_text.sanitise(written)

    typeset = rich_text.below_a_title(kept)

    assert typeset.endswith(shown)
    assert typeset.replace("\u00a0", " ") == rich_text.as_html(kept)
    assert "\u00a0" not in "".join(part.partition(">")[0] for part in typeset.split("<")[1:])
