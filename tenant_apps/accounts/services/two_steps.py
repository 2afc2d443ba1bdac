"""Signing in by a form: the address and the password, then the code of an account that asks for one.

Between the two steps the browser holds a proof that the password was right. It is signed for the mairie, the account
and the password as it is now, worth five minutes, nothing without a code and nothing after a login.
"""

from datetime import timedelta

from core.tenancy import Tenant
from core.tenancy.signing import digest, is_digest, signed, unsigned
from tenant_apps.accounts.errors import OtpRequired, SignInExpired
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services.attempts import counted_attempt
from tenant_apps.accounts.services.login import SignedIn, admit, require_credentials
from tenant_apps.accounts.services.sessions import Device

PURPOSE = "accounts.password-proof"
PROOF_LIFE = timedelta(minutes=5)


def begin(*, scope: Tenant | None, email: str, password: str, device: Device) -> SignedIn | str:
    """Sign in, or give the proof that goes with the code; raises what `log_in` does, but for OtpRequired."""
    proof = ""
    try:
        with counted_attempt(email=email, ip=device.ip):
            user = require_credentials(email=email, password=password)
            proof = signed([user.id, digest(*_state(user), purpose=PURPOSE)], purpose=PURPOSE)
            return admit(scope=scope, user=user, otp_code="", device=device)
    except OtpRequired:
        return proof


def finish(*, scope: Tenant | None, proof: str, otp_code: str, device: Device) -> SignedIn:
    """Sign in whoever brings the proof and the code; raises what `log_in` does, and SignInExpired."""
    user = _behind(proof)
    if user is None:
        raise SignInExpired
    with counted_attempt(email=user.email, ip=device.ip):
        return admit(scope=scope, user=user, otp_code=otp_code, device=device)


def _behind(proof: str) -> User | None:
    """The account of a genuine proof, unless it has signed in, been closed or got another password since."""
    said = unsigned(proof, purpose=PURPOSE, max_age=PROOF_LIFE)
    user = User.objects.present().filter(id=said[0], is_active=True).first() if said else None
    return user if user and is_digest(said[1], *_state(user), purpose=PURPOSE) else None


def _state(user: User) -> tuple[object, ...]:
    return user.id, user.last_login.timestamp() if user.last_login else 0, user.password
