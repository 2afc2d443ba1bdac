"""Who asks when nobody is signed in."""

from typing import Literal


class Anonymous:
    """Answers what `request.user` is asked, with no right; false in a condition."""

    id: None = None
    pk: None = None
    role = effective_role = "anonymous"
    is_active: Literal[False] = False
    is_authenticated: Literal[False] = False
    is_verified: Literal[False] = False

    def __bool__(self) -> bool:
        return False
