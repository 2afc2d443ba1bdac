"""Type faces a theme may name: families that readers have, so that no page waits for a font or asks a third party."""

# "Repli" is the site's name for what a bare Linux has, drawn a little narrower (site.css).
_SANS = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', Cantarell, Ubuntu, Repli, system-ui, sans-serif"
# Name → font stack; stacks after https://modernfontstacks.com (public domain).
FONTS = {
    "Inter": f"Inter, {_SANS}",
    "Système": _SANS,
    "Humaniste": "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', source-sans-pro, sans-serif",
    "Géométrique": "Avenir, Montserrat, Corbel, 'URW Gothic', source-sans-pro, sans-serif",
    "Industrielle": "Bahnschrift, 'DIN Alternate', 'Franklin Gothic Medium', 'Nimbus Sans Narrow', sans-serif",
    "Arrondie": "ui-rounded, Quicksand, Comfortaa, Manjari, 'Arial Rounded MT', sans-serif",
    "Classique": "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, serif",
    "Ancienne": "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, serif",
    "Arial": "Arial, 'Liberation Sans', Helvetica, sans-serif",
    "Verdana": "Verdana, 'DejaVu Sans', sans-serif",
    "Georgia": "Georgia, 'DejaVu Serif', 'Liberation Serif', serif",
}
DEFAULT_FONT = "Inter"


def font_stack(name: str) -> str:
    """The CSS font stack of a name of the list; of any other, the first one's."""
    return FONTS.get(name, FONTS[DEFAULT_FONT])
