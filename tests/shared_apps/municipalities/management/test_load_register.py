from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def test_the_register_is_counted(db):
    out = StringIO()

    call_command("load_register", stdout=out)

    assert out.getvalue().strip() == "35014 communes : 0 ajoutées, 0 modifiées, 0 retirées"


@pytest.mark.parametrize("name", ["missing.csv", "wrong.csv"])
def test_an_unreadable_file_is_said_in_one_line(db, tmp_path, name):
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")

    with pytest.raises(CommandError):
        call_command("load_register", file=tmp_path / name)
