"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id with OWASP's recommended costs (19 MiB, two passes, one lane).

    Django's defaults take 100 MiB and eight lanes for each login, which a burst of logins turns against the server.
    A hash made with other costs is made anew at the next login.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
