import lzma

import pytest

from shared_apps.municipalities.models import Commune
from shared_apps.municipalities.services.register import BUNDLED, RegisterUnreadable, load_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    return lzma.decompress(BUNDLED.read_bytes()).decode().splitlines()


def written(tmp_path, lines):
    path = tmp_path / "communes.csv"
    path.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    return path


def test_the_register_is_the_whole_of_france():
    assert Commune.objects.count() == 35_014
    assert Commune.objects.filter(kind="arrondissement").count() == 45

    gometz = Commune.objects.get(code="91274")
    assert (gometz.name, gometz.department, gometz.region) == ("Gometz-la-Ville", "Essonne", "Île-de-France")
    assert gometz.postal_codes == ["91400"]


def test_loading_again_changes_nothing():
    loaded = load_register()

    assert (loaded.total, loaded.added, loaded.changed, loaded.removed) == (35_014, 0, 0, 0)


def test_a_newer_file_adds_changes_and_removes(tmp_path, lines):
    header, first, *others = lines
    changed = first.replace(",860", ",861")
    added = others[0].replace("01002,L'Abergement-de-Varey", "01999,Nouvelle-Commune")

    loaded = load_register(path=written(tmp_path, [header, changed, *others[1:], added]))

    assert (loaded.total, loaded.added, loaded.changed, loaded.removed) == (35_014, 1, 1, 1)
    assert Commune.objects.get(code="01001").population == 861
    assert Commune.objects.get(code="01999").search == " nouvelle commune"
    assert not Commune.objects.filter(code="01002").exists()


def test_a_file_that_is_no_register_changes_nothing(tmp_path, lines):
    with pytest.raises(RegisterUnreadable, match="lacks the columns"):
        load_register(path=written(tmp_path, ["code,name", "01001,X"]))
    with pytest.raises(RegisterUnreadable, match="holds no commune"):
        load_register(path=written(tmp_path, lines[:1]))

    assert Commune.objects.count() == 35_014
