from io import StringIO

import pytest
from django.core.management import CommandError

from shared_apps.municipalities.management.reporting import report


def test_lines_are_plain_where_there_is_no_terminal():
    out = StringIO()

    with report(out, total=2, label="Mairies") as shown:
        shown.line("créée  91274  [Mairie]")
        shown.advance()

    assert out.getvalue() == "créée  91274  [Mairie]\n"


def test_verbosity_0_says_nothing():
    out = StringIO()

    with report(out, total=1, label="Mairies", verbosity=0) as shown:
        shown.line("créée")

    assert out.getvalue() == ""


def test_ctrl_c_ends_the_command_with_one_line():
    with pytest.raises(CommandError, match="relancez") as ended, report(StringIO(), total=1, label="Mairies"):
        raise KeyboardInterrupt

    assert ended.value.returncode == 130
