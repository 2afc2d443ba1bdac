"""What every refusal looks like."""

from typing import Any


def error_of(response: Any) -> tuple[int, str]:
    """Status and code of an answer that must be the envelope and nothing else."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, body["error"]["code"]
