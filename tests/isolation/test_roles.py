"""Who may do what, written down a second time from the product's promise and not from the views that keep it."""

from typing import Any

import pytest

from tests.isolation.conftest import PEOPLE
from tests.isolation.endpoints import Endpoint, mairie_endpoints
from tests.isolation.envelope import refusal
from tests.isolation.samples import address

EVERYBODY, ACCOUNT, VERIFIED, STAFF, MANAGER = range(5)
STANDING: dict[str | None, int] = {
    None: EVERYBODY,
    "citizen, unverified": ACCOUNT,
    "mayor, unverified": ACCOUNT,
    "citizen": VERIFIED,
    "moderator, pending": VERIFIED,
    "moderator": STAFF,
    "admin": MANAGER,
    "mayor": MANAGER,
}
# Path below /api/v1/ → what each method asks for at least; PATCH asks for what PUT does. Whose row it is, and which of
# its fields somebody may set, is for the tests of each endpoint.
NEEDED: dict[str, dict[str, int]] = {
    "schema/": {"GET": EVERYBODY},
    "docs/": {"GET": EVERYBODY},
    "auth/register/": {"POST": EVERYBODY},
    "auth/login/": {"POST": EVERYBODY},
    "auth/token/refresh/": {"POST": EVERYBODY},
    "auth/logout/": {"POST": ACCOUNT},
    "auth/email/verify/send/": {"POST": EVERYBODY},
    "auth/email/verify/confirm/": {"POST": EVERYBODY},
    "auth/password/forgot/": {"POST": EVERYBODY},
    "auth/password/reset/": {"POST": EVERYBODY},
    "auth/profile/": {"GET": ACCOUNT, "PUT": ACCOUNT, "DELETE": ACCOUNT},
    "auth/profile/email/": {"POST": ACCOUNT},
    "auth/profile/email/confirm/": {"POST": ACCOUNT},
    "accounts/": {"GET": MANAGER, "POST": MANAGER},
    "accounts/{account_id}/": {"GET": MANAGER, "PUT": MANAGER, "DELETE": MANAGER},
    "accounts/{account_id}/approve/": {"POST": MANAGER},
    "accounts/{account_id}/2fa/reset/": {"POST": MANAGER},
    "invitations/": {"GET": MANAGER, "POST": MANAGER},
    "invitations/{invitation_id}/": {"DELETE": MANAGER},
    "dashboard/stats/": {"GET": STAFF},
    "dashboard/charts/": {"GET": STAFF},
    "dashboard/activities/": {"GET": STAFF},
    "publications/": {"GET": ACCOUNT, "POST": STAFF},
    "publications/{publication_id}/": {"GET": ACCOUNT, "PUT": STAFF, "DELETE": STAFF},
    "publications/{publication_id}/like/": {"POST": VERIFIED},
    "publications/{publication_id}/comments/": {"GET": ACCOUNT, "POST": VERIFIED},
    "publications/{publication_id}/comments/{comment_id}/": {"DELETE": ACCOUNT},
    "publications/{publication_id}/comments/{comment_id}/report/": {"POST": VERIFIED},
    "publications/comments/": {"GET": STAFF},
    "publications/comments/moderate/": {"POST": STAFF},
    "publications/comments/blocked/": {"GET": STAFF, "POST": STAFF},
    "publications/comments/blocked/{user_id}/": {"DELETE": STAFF},
    "publications/categories/": {"GET": ACCOUNT, "POST": STAFF},
    "publications/categories/{slug}/": {"PUT": STAFF, "DELETE": STAFF},
    "events/": {"GET": ACCOUNT, "POST": MANAGER},
    "events/calendar/": {"GET": ACCOUNT},
    "events/import/": {"POST": MANAGER},
    "events/feed.ics": {"GET": EVERYBODY},
    "events/feed/": {"GET": ACCOUNT, "DELETE": ACCOUNT},
    "events/feed/{token}.ics": {"GET": EVERYBODY},
    "events/{event_id}/": {"GET": ACCOUNT, "PUT": MANAGER, "DELETE": MANAGER},
    "events/{event_id}/respond/": {"POST": ACCOUNT},
    "messages/conversations/": {"GET": ACCOUNT, "POST": VERIFIED},
    "messages/conversations/{conversation_id}/": {"GET": ACCOUNT, "PUT": ACCOUNT, "DELETE": STAFF},
    "messages/conversations/{conversation_id}/reply/": {"POST": VERIFIED},
    "messages/canned-replies/": {"GET": STAFF, "POST": STAFF},
    "messages/canned-replies/{reply_id}/": {"PUT": STAFF, "DELETE": STAFF},
    "website/config/": {"GET": ACCOUNT, "PUT": MANAGER},
    "website/sections/": {"GET": ACCOUNT},
    "website/sections/{section_id}/": {"PUT": MANAGER},
    "website/sections/reorder/": {"PUT": MANAGER},
    "website/pages/": {"GET": ACCOUNT, "POST": MANAGER},
    "website/pages/{page_id}/": {"GET": ACCOUNT, "PUT": MANAGER, "DELETE": MANAGER},
    "website/publish/": {"POST": MANAGER},
    "website/preview/": {"GET": STAFF},
    "settings/": {"GET": ACCOUNT, "PUT": ACCOUNT},
    "settings/password/": {"PUT": ACCOUNT},
    "settings/2fa/enable/": {"POST": ACCOUNT},
    "settings/2fa/confirm/": {"POST": ACCOUNT},
    "settings/2fa/disable/": {"POST": ACCOUNT},
    "media/": {"GET": STAFF},
    "media/upload/": {"POST": STAFF},
    "media/{media_id}/": {"GET": STAFF, "PUT": STAFF, "DELETE": STAFF},
    "notifications/": {"GET": ACCOUNT},
    "notifications/{notification_id}/read/": {"PUT": ACCOUNT},
    "notifications/read-all/": {"PUT": ACCOUNT},
    "notifications/alerts/subscriptions/": {"POST": EVERYBODY},
    "notifications/alerts/recipients/": {"GET": STAFF},
    "notifications/alerts/sendings/": {"GET": STAFF},
    "search/": {"GET": ACCOUNT},
    "export/": {"GET": MANAGER},
    "export/{export_id}/": {"GET": MANAGER, "DELETE": MANAGER},
    "export/{export_id}/retry/": {"POST": MANAGER},
    "export/publications/": {"GET": MANAGER},
    "export/events/": {"GET": MANAGER},
    "export/conversations/": {"GET": MANAGER},
    "export/accounts/": {"GET": MANAGER},
    "export/stats/": {"GET": MANAGER},
    "export/complete/": {"POST": MANAGER},
    "export/personal-data/": {"GET": ACCOUNT, "POST": MANAGER},
    "export/personal-data/{account_id}/": {"POST": MANAGER},
    "export/erasure/": {"POST": MANAGER},
    "export/erasure/{account_id}/": {"POST": MANAGER},
    "export/download/{name}": {"GET": EVERYBODY},
}
MAIRIE = mairie_endpoints()
# How a rule about the caller refuses; other refusals are about the row or the body.
OF_THE_CALLER = {(401, "UNAUTHENTICATED"), (403, "PERMISSION_DENIED"), (403, "EMAIL_NOT_VERIFIED")}


def needed(endpoint: Endpoint) -> dict[str, int]:
    found = NEEDED[endpoint.path.removeprefix("/api/v1/")]
    return {**found, "PATCH": found["PUT"]} if "PUT" in found else found


def refused(response: Any) -> bool:
    return response.status_code >= 400 and refusal(response) in OF_THE_CALLER


def test_every_operation_is_written_down():
    assert {one.path: sorted(one.methods) for one in MAIRIE} == {one.path: sorted(needed(one)) for one in MAIRIE}
    assert len(NEEDED) == len(MAIRIE)


def test_every_kind_of_account_has_its_standing():
    assert set(STANDING) == {None, *PEOPLE}


@pytest.mark.parametrize("who", STANDING)
@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_each_operation_asks_for_its_standing_and_for_no_more(world, endpoint, who):
    client = world.a.client(who)
    for method, standing in needed(endpoint).items():
        body = {} if method == "GET" else {"json": {}}
        response = client.request(method, address(endpoint), **body)
        if standing > STANDING[who]:
            assert refused(response), (method, response.status_code)
        else:
            assert standing == ACCOUNT or not refused(response), (method, response.content)
