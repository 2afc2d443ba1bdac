"""Forms that anybody may send refuse other sites, robots and floods, and never set a cookie."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client

from core.pages.forms import public_form

PATH = "/ecrire/"


def post(mairie, data=None, *, host=None, **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().post(PATH, data or {"nom": "Camille"}, HTTP_HOST=host or mairie.host, headers=sent)


def test_a_form_of_the_site_itself_is_accepted(mairie_a, pages_site):
    origin = f"http://{mairie_a.host}"
    answers = [
        post(mairie_a),
        post(mairie_a, Origin=origin),
        post(mairie_a, Origin="null", Sec_Fetch_Site="same-origin"),
    ]
    assert [answer.content for answer in answers] == [b"merci"] * 3


def test_a_form_is_accepted_with_the_port_in_the_address(mairie_a, pages_site):
    host = f"{mairie_a.host}:8000"
    assert post(mairie_a, host=host, Origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null"},
        {"Origin": "http://{host}.ailleurs.example"},
        {"Origin": "http://{other}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Origin": "http://{other}"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "http://{host}"},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused_with_a_page(mairie_a, mairie_b, pages_site, headers):
    sent = {name: value.format(host=mairie_a.host, other=mairie_b.host) for name, value in headers.items()}

    answer = post(mairie_a, **sent)

    assert answer.status_code == 403
    assert "depuis un autre site" in answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/html")


def test_whoever_fills_the_hidden_field_is_a_robot(mairie_a, pages_site):
    assert post(mairie_a, {"website": "http://spam.example"}).content == b"robot"


def test_each_address_may_send_so_many_and_is_told_when_to_come_back(mairie_a, mairie_b, pages_site):
    accepted = [post(mairie_a).status_code for _number in range(3)]

    refused = post(mairie_a)

    assert accepted == [200] * 3
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "patientez" in refused.content.decode()
    assert post(mairie_b).status_code == 200
    assert Client().get(PATH, HTTP_HOST=mairie_a.host).status_code == 200


def test_a_body_out_of_proportion_is_refused_unread(mairie_a, pages_site):
    answer = post(mairie_a, {"nom": "x" * 300_000})
    assert answer.status_code == 413
    assert "trop volumineux" in answer.content.decode()


def test_the_answer_never_sets_a_cookie(rf):
    @public_form(rate="5/h")
    def view(request):
        response = HttpResponse("merci")
        response.set_cookie("suivi", "1")
        return response

    assert not view(rf.get("/")).cookies


@pytest.mark.parametrize("rate", ["", "5", "h", "0/h", "5/x", "-1/h", "5/0m"])
def test_a_rate_that_is_none_is_refused_where_it_is_written(rate):
    with pytest.raises(ImproperlyConfigured):
        public_form(rate=rate)
