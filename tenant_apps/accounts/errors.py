"""Why an account can't be used, made or changed."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, NotFoundError, PermissionDeniedError, UnauthenticatedError


class InvalidCredentials(UnauthenticatedError):
    code = "INVALID_CREDENTIALS"
    message = _("Adresse électronique ou mot de passe incorrect.")


class OtpRequired(UnauthenticatedError):
    code = "OTP_REQUIRED"
    message = _("Saisissez le code de votre application d'authentification, ou un code de secours.")


class OtpInvalid(InvalidCredentials):
    code = "OTP_INVALID"
    message = _("Ce code est incorrect ou a déjà servi.")


class SignInExpired(UnauthenticatedError):
    code = "SIGN_IN_EXPIRED"
    message = _("Cette étape a expiré ou a déjà servi : saisissez à nouveau votre adresse et votre mot de passe.")


class TokenInvalid(UnauthenticatedError):
    code = "TOKEN_INVALID"
    message = _("Le jeton est illisible ou n'est pas valable ici.")


class TokenExpired(UnauthenticatedError):
    code = "TOKEN_EXPIRED"
    message = _("Le jeton a expiré.")


class TokenReused(UnauthenticatedError):
    code = "TOKEN_REUSED"
    message = _("Ce jeton a déjà servi : par sécurité, la session est fermée. Connectez-vous à nouveau.")


class SessionEnded(UnauthenticatedError):
    code = "SESSION_ENDED"
    message = _("La session est terminée. Connectez-vous à nouveau.")


class EmailTaken(ConflictError):
    code = "EMAIL_TAKEN"
    message = _("Un compte existe déjà pour cette adresse électronique.")


class MunicipalityAmbiguous(ConflictError):
    code = "MUNICIPALITY_REQUIRED"
    message = _("Vous avez un compte dans plusieurs mairies : précisez laquelle.")


class OwnAccount(ConflictError):
    """Leaving takes the password, which managing other people's accounts does not ask for."""

    code = "OWN_ACCOUNT"
    message = _("Pour supprimer votre propre compte, passez par votre profil, où votre mot de passe est demandé.")


class LastManager(ConflictError):
    code = "LAST_MANAGER"
    message = _("La mairie doit garder au moins un maire ou un administrateur actif.")


class AccountNotPending(ConflictError):
    code = "ACCOUNT_NOT_PENDING"
    message = _("Ce compte n'attend pas d'approbation.")


class AccountExists(ConflictError):
    code = "ACCOUNT_EXISTS"
    message = _("Cette adresse a déjà un compte : changez plutôt son rôle.")


class AccountNotFound(NotFoundError):
    code = "ACCOUNT_NOT_FOUND"
    message = _("Ce compte n'existe pas.")


class InvitationNotFound(NotFoundError):
    code = "INVITATION_NOT_FOUND"
    message = _("Cette invitation n'existe pas.")


class IpNotAllowed(PermissionDeniedError):
    code = "IP_NOT_ALLOWED"
    message = _("La mairie n'autorise pas son personnel à travailler depuis cette adresse IP.")


class TwoFactorActive(ConflictError):
    code = "TWO_FACTOR_ACTIVE"
    message = _("La double authentification est déjà active : désactivez-la avant de changer de téléphone.")


class TwoFactorNotStarted(ConflictError):
    code = "TWO_FACTOR_NOT_STARTED"
    message = _("Demandez d'abord un nouveau secret de double authentification.")


class TwoFactorInactive(ConflictError):
    code = "TWO_FACTOR_INACTIVE"
    message = _("La double authentification n'est pas active.")


class OwnTwoFactor(ConflictError):
    code = "OWN_TWO_FACTOR"
    message = _("Désactivez votre propre double authentification dans vos paramètres, avec un code.")
