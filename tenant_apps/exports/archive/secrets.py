"""What never leaves the platform, not even with the mairie's own data.

A test walks every column of a mairie's schema: one that could hold a secret has to be named here, or there as harmless.
"""

SECRETS: dict[str, frozenset[str]] = {
    "accounts_user": frozenset({"password", "totp_secret", "backup_codes"}),
    # Both are in the tokens of people who are signed in.
    "accounts_session": frozenset({"id", "refresh_jti"}),
    "accounts_onetimesecret": frozenset({"digest"}),
    "exports_export": frozenset({"key"}),
    # The links in mails to subscribers are signed over it.
    "notifications_subscription": frozenset({"secret"}),
    # Encrypted with the platform's key, so of no use anywhere else.
    "preferences_settings": frozenset({"mailchimp_api_key"}),
}


def is_secret(table: str, column: str) -> bool:
    return column in SECRETS.get(table, frozenset())
