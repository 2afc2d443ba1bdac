"""What a refusal must look like, from whatever layer."""

from typing import Any


def refusal(response: Any) -> tuple[int, str]:
    """Status and code of an answer that is the error envelope."""
    assert response.headers["Content-Type"] == "application/json", (response.status_code, response.content[:300])
    body = response.json()
    assert set(body) == {"error"}, body
    assert set(body["error"]) == {"code", "message", "details"}
    assert body["error"]["message"]
    return response.status_code, body["error"]["code"]


def healthy(response: Any) -> None:
    """No bug: below 500 and, when refused, in the envelope."""
    assert response.status_code < 500, response.content[:500]
    if response.status_code >= 400:
        refusal(response)
