import pytest


@pytest.fixture(params=["host", "code"])
def via(request: pytest.FixtureRequest) -> str:
    """Both routes to a mairie's API."""
    return request.param
