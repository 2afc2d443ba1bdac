"""What authors may write: plain text, or HTML from an allow-list; cleaned on the way in, shown as it is kept."""

import html
import re

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from core import french
from core.tenancy import current
from core.texts import clean_line, clean_text

EXCERPT_LENGTH = 200
INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "img", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}
BLOCKS = {
    "blockquote", "caption", "div", "dd", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "id"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCK_EDGE = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS | {'br', 'h1'}))})\b[^>]*>")
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_TAG = re.compile(r"<[^>]*>")
# An image, and its attributes, as nh3 writes them.
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_BETWEEN_TAGS = re.compile(r"(?:\A|(?<=>))[^<>]+")
_CODE = re.compile(r"<(?:pre|code)\b")


def sanitise(content: str, *, headings: frozenset[str] = frozenset()) -> str:
    """Plain text as it is; of HTML only what the allow-list and `headings` (tags such as h1) know."""
    text = clean_text(content)
    if not nh3.is_html(text):
        return text
    cleaned = nh3.clean(
        text,
        tags=INLINE | BLOCKS | headings,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()
    # Without a tag left it would be taken for plain text and its entities shown as they are written.
    return cleaned if nh3.is_html(cleaned) or not cleaned else f"<p>{cleaned}</p>"


def as_html(content: str) -> SafeString:
    """Sanitised content as a page shows it: plain text is escaped and gets its paragraphs.

    Pages load nothing from other sites, so their images are shown by the words that stand for them.
    """
    if nh3.is_html(content):
        return mark_safe(_IMAGE.sub(_shown_image, content))
    return mark_safe(linebreaks(content, autoescape=True))


def _shown_image(image: re.Match[str]) -> str:
    """An image without words is one that screen readers skip."""
    attributes = dict(_ATTRIBUTE.findall(image[1]))
    if not _is_of_the_site(html.unescape(attributes.get("src", ""))):
        return html.escape(html.unescape(attributes.get("alt", "")))
    return image[0] if "alt" in attributes else f'<img alt=""{image[1]}>'


def _is_of_the_site(address: str) -> bool:
    tenant = current()
    own = tenant is not None and address.startswith(tenant.url("/"))
    return own or re.match(r"/(?![/\\])", address) is not None


def below_a_title(content: str) -> SafeString:
    """Sanitised content as a page shows it under its own h1, in French typography.

    Headings go down a level when the content has an h1; a text with code in it keeps its spaces.
    """
    shown = as_html(content)
    if "<h1" in shown:
        shown = mark_safe(_HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + 1, 6)}", shown))
    if _CODE.search(shown):
        return shown
    return mark_safe(_BETWEEN_TAGS.sub(lambda match: french.spaced(match[0]), shown))


def as_text(content: str) -> str:
    """The words of sanitised content on one line."""
    if nh3.is_html(content):
        content = html.unescape(_TAG.sub("", _BLOCK_EDGE.sub(" ", content)))
    return clean_line(content)


def derive_excerpt(content: str) -> str:
    """The first words of sanitised content, cut between words with an ellipsis."""
    text = as_text(content)
    if len(text) <= EXCERPT_LENGTH:
        return text
    cut = text[:EXCERPT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.!?«(–-")
    return f"{cut}…"
