"""HTML and MarkdownV2 become the text and entities that Telegram makes of them."""

import pytest

from bot.demo.entities import found_entities, trimmed, with_found
from bot.demo.errors import ApiError
from bot.demo.html_markup import parse_html
from bot.demo.markdown_markup import parse_markdown


def entity(kind, offset, length, **more):
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b> b", "a b", [entity("bold", 0, 1)]),
        ("<STRONG>a</STRONG>", "a", [entity("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [entity("italic", 2, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &#33; &#x41; &nbsp;", 'a <b> & "c" ! A &nbsp;', []),
        ("a < b".replace("<", "&lt"), "a < b", []),
        (
            "<b>a<i>b</i></b>",
            "ab",
            [entity("bold", 0, 2), entity("italic", 1, 1)],
        ),
        (
            '<a href="https://x.id/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://x.id/?a=1&b=2")],
        ),
        ('<a href="tidak ada">x</a>', "x", []),
        (
            '<a href="tg://user?id=7">B</a>',
            "B",
            [entity("text_mention", 0, 1, user={"id": 7, "is_bot": False, "first_name": "7"})],
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [entity("spoiler", 0, 1)]),
        ("<b></b>x", "x", []),
        (
            '<tg-time unix="5" format="r">t</tg-time>',
            "t",
            [entity("date_time", 0, 1, unix_time=5, date_time_format="r")],
        ),
    ],
)
def test_html(source, text, entities):
    assert (text, entities) == parse_html(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("é<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_errors(source, reason):
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert f"Bad Request: can't parse entities: {reason}" == refusal.value.description


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            "*a* _b_ __c__ ~d~ ||e||",
            "a b c d e",
            [
                entity("bold", 0, 1),
                entity("italic", 2, 1),
                entity("underline", 4, 1),
                entity("strikethrough", 6, 1),
                entity("spoiler", 8, 1),
            ],
        ),
        (r"1\.5 \(dua\)", "1.5 (dua)", []),
        ("`a.b`", "a.b", [entity("code", 0, 3)]),
        ("```python\nx = 1\n```", "x = 1\n", [entity("pre", 0, 6, language="python")]),
        (r"[x](https://x.id/a\)b)", "x", [entity("text_link", 0, 1, url="https://x.id/a)b")]),
        (">satu\n>dua\ntiga", "satu\ndua\ntiga", [entity("blockquote", 0, 8)]),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
    ],
)
def test_markdown(source, text, entities):
    assert (text, entities) == parse_markdown(source)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("é*a", "Can't find end of Bold entity at byte offset 2"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("```x", "Can't find end of Pre entity at byte offset 0"),
    ],
)
def test_markdown_errors(source, reason):
    with pytest.raises(ApiError) as refusal:
        parse_markdown(source)
    assert f"Bad Request: can't parse entities: {reason}" == refusal.value.description


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("/lapor@kinerja_bot x", [("bot_command", 0, 18)]),
        ("1/2 dan/atau", []),
        ("😀 /menu", [("bot_command", 3, 5)]),
        ("lihat https://x.id/a.", [("url", 6, 14)]),
        ("tanya @budi_santoso", [("mention", 6, 13)]),
        ("surel a.b@x.go.id", [("email", 6, 11)]),
        ("#kinerja 2026", [("hashtag", 0, 8)]),
    ],
)
def test_what_telegram_finds_by_itself(text, found):
    assert [entity(*one) for one in found] == found_entities(text)


def test_nothing_is_found_inside_code():
    code = [entity("code", 0, 6)]
    assert code == with_found("/start", code)


def test_blanks_at_the_ends_are_taken_off_and_entities_move_along():
    assert ("ab", [entity("bold", 0, 2)]) == trimmed("\n ab \n", [entity("bold", 1, 4)])
