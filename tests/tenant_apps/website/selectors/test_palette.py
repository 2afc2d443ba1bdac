"""Every colour of the site stays readable with any theme that is accepted."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tenant_apps.website.colours import CONTROL_RATIO, TEXT_RATIO, contrast, readable
from tenant_apps.website.selectors.palette import BACKGROUNDS, FILLS, NOTICES, palette

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
TEXTS = ("ink", "soft", "link", *(f"{fill}-ink" for fill in FILLS), *NOTICES)
NAMES = ("primary_color", "secondary_color", "accent_color", "background_color", "text_color")


@settings(max_examples=300)
@given(colours, colours, colours, colours, colours)
@example("#1E40AF", "#3B82F6", "#10B981", "#F8FAFC", "#1E293B")
@example("#000000", "#000000", "#000000", "#FFFFFF", "#000000")
@example("#FFFFFF", "#FFFFFF", "#FFFFFF", "#000000", "#FFFFFF")
@example("#000000", "#777777", "#777777", "#777777", "#000000")
def test_text_and_controls_keep_their_contrast_with_any_accepted_theme(primary, secondary, accent, background, text):
    text, primary = readable(text, on=[background]), readable(primary, on=[background])
    theme = dict(zip(NAMES, (primary, secondary, accent, background, text), strict=True))

    made = palette(theme=theme)

    for scheme in (made.light, made.dark):
        for name in TEXTS:
            for behind in BACKGROUNDS:
                assert contrast(scheme[name], scheme[behind]) >= TEXT_RATIO, (name, behind)
        for fill in FILLS:
            assert contrast(scheme[f"on-{fill}"], scheme[fill]) >= TEXT_RATIO, fill
            assert contrast(scheme[f"on-{fill}"], scheme[f"{fill}-hover"]) >= TEXT_RATIO, fill
        for behind in ("paper", "surface"):
            assert contrast(scheme["edge"], scheme[behind]) >= CONTROL_RATIO
            assert contrast(scheme["primary"], scheme[behind]) >= CONTROL_RATIO
        for name in ("on-deep", "deep-soft"):
            assert contrast(scheme[name], scheme["deep"]) >= TEXT_RATIO


@settings(max_examples=300)
@given(colours, colours)
def test_a_colour_that_cannot_be_read_has_a_neighbour_that_can(colour, background):
    assume(contrast(colour, background) < TEXT_RATIO)

    assert contrast(readable(colour, on=[background]), background) >= TEXT_RATIO


def test_what_a_theme_says_is_shown_as_it_is():
    theme = {"background_color": "#FFFFFF", "text_color": "#111827", "primary_color": "#0F5132"}

    light = palette(theme=theme).light

    assert (light["paper"], light["ink"], light["primary"], light["link"]) == (
        "#FFFFFF",
        "#111827",
        "#0F5132",
        "#0F5132",
    )


def test_a_theme_that_is_dark_is_dark_all_day():
    made = palette(theme={"background_color": "#101820", "text_color": "#F0F0F0", "primary_color": "#9DB8FF"})

    assert made.light == made.dark
