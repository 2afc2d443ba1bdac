"""Charts: well-formed SVG without script or style, that says in words and patterns what it says in colours."""

from xml.etree import ElementTree

import pytest

from core.charts import Series, Share, bar_chart, line_chart, share_chart

WEEK = ["Lun", "Mar", "Mer"]
TWO = [Series("Publications", [5, 0, 1200]), Series("Communiqués", [2, 1, 0])]
SHARES = [Share("Actualités", 62.5), Share("Culture & <sport>", 37.5, "#10B981")]
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {
    "bars": lambda: bar_chart(title="Publications & communiqués", labels=WEEK, series=TWO),
    "lines": lambda: line_chart(title="Publications & communiqués", labels=WEEK, series=TWO),
    "shares": lambda: share_chart(title="Catégories", shares=SHARES),
}


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [found.text or "" for found in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_an_image_with_a_name_and_a_description(name):
    root = parsed(CHARTS[name]())

    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text in {"Publications & communiqués", "Catégories"}


@pytest.mark.parametrize("name", CHARTS)
def test_a_strict_content_policy_has_nothing_to_refuse(name):
    for part in parsed(CHARTS[name]()).iter():
        assert part.tag.removeprefix(SVG) not in {"script", "style", "foreignObject", "a", "use", "image"}
        assert not [key for key in part.attrib if key == "style" or key.startswith("on") or "href" in key]


def test_every_value_is_in_the_description():
    description = parsed(CHARTS["bars"]()).find(f"{SVG}desc").text

    assert description == "Publications\u00a0: Lun 5, Mar 0, Mer 1\u00a0200. Communiqués\u00a0: Lun 2, Mar 1, Mer 0."


def test_a_second_series_differs_by_more_than_its_colour():
    bars, lines = parsed(CHARTS["bars"]()), parsed(CHARTS["lines"]())

    assert len(bars.findall(f".//{SVG}pattern")) == 1
    dashes = [one.get("stroke-dasharray") for one in lines.findall(f"{SVG}polyline")]
    assert dashes == [None, "6 3", None, "6 3"]  # in the legend, then in the plot
    assert len(lines.findall(f"{SVG}circle")) == 4  # three values and one in the legend
    assert len(lines.findall(f"{SVG}rect")) == 4


def test_patterns_of_two_charts_of_a_page_do_not_mix():
    one = parsed(bar_chart(title="A", labels=WEEK, series=TWO)).find(f".//{SVG}pattern").get("id")
    other = parsed(bar_chart(title="B", labels=WEEK, series=TWO)).find(f".//{SVG}pattern").get("id")

    assert one != other


def test_bars_stand_on_the_axis_as_high_as_their_value():
    chart = parsed(bar_chart(title="Visites", labels=["Lun", "Mar", "Mer"], series=[Series("Visites", [10, 5, 0])]))

    ten, five = chart.findall(f"{SVG}rect")
    assert float(ten.get("height")) == pytest.approx(170, abs=1)
    assert float(five.get("height")) == pytest.approx(85, abs=1)
    assert float(ten.get("y")) + float(ten.get("height")) == pytest.approx(
        float(five.get("y")) + float(five.get("height"))
    )


@pytest.mark.parametrize(
    ("highest", "shown"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (12, ["0", "5", "10", "15"]),
        (2100, ["0", "500", "1\u00a0000", "1\u00a0500", "2\u00a0000", "2\u00a0500"]),
        (12_345_678, ["0", "5\u00a0000\u00a0000", "10\u00a0000\u00a0000", "15\u00a0000\u00a0000"]),
    ],
)
def test_the_scale_has_few_round_numbers(highest, shown):
    found = texts(line_chart(title="Visites", labels=["Lun"], series=[Series("Visites", [highest])]))

    assert [text for text in found if text[0].isdigit()] == shown


def test_labels_that_would_touch_are_left_out():
    days = [str(day) for day in range(1, 32)]
    series = [Series("Visites", [1] * 31)]

    found = texts(bar_chart(title="Visites", labels=days, series=series))[2:]

    assert found[0] == "1"
    assert len(found) < 31


def test_a_percentage_is_written_in_french_and_a_text_can_not_break_out():
    assert texts(CHARTS["shares"]()) == ["Actualités", "62,5\u00a0%", "Culture & <sport>", "37,5\u00a0%"]
    hostile = bar_chart(title="</title><script>", labels=['"'], series=[Series("'", [1], '"><script>')])
    assert "<script" not in hostile
    parsed(hostile)


def test_a_chart_without_anything_to_show_says_so():
    for svg in (
        bar_chart(title="V", labels=WEEK, series=[Series("V", [0, 0, 0])]),
        line_chart(title="V", labels=[], series=[]),
        share_chart(title="V", shares=[]),
    ):
        assert "Aucune donnée" in texts(svg)


def test_a_series_needs_a_value_for_each_label():
    with pytest.raises(ValueError, match="argument"):
        bar_chart(title="V", labels=WEEK, series=[Series("V", [1])])
