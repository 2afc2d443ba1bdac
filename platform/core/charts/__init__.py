"""Charts as SVG text, the same in pages and in PDF reports.

They need no script and no style sheet, carry what they show as text for those who don't see them, and tell series
apart by pattern, dash and marker as well as by colour.
"""

from core.charts.bars import bar_chart
from core.charts.lines import line_chart
from core.charts.series import Series, Share
from core.charts.shares import share_chart

__all__ = ["Series", "Share", "bar_chart", "line_chart", "share_chart"]
