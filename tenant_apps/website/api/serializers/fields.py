"""Fields that several bodies of the site share."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.icons import icon_name

MAX_LINK = 500
_PATH = re.compile(r"(/(?![/\\])|#)[^\s\\]*\Z|/\Z")
_MAIL_OR_PHONE = re.compile(r"(mailto:[^\s:@]+@[^\s:@]+|tel:\+?[0-9 .()-]{3,30})\Z")
_web_address = URLValidator(schemes=["http", "https"])


class AddressField(serializers.CharField):
    """An address that may be empty, which is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation(data) or None


class LinkField(AddressField):
    """A web address, `mailto:`, `tel:`, or a path of the site; empty is none."""

    default_error_messages = {
        "link": _("Un lien est une adresse http(s), mailto: ou tel:, ou un chemin du site qui commence par « / ».")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_LINK, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if text and not (_PATH.match(text) or _MAIL_OR_PHONE.match(text) or _is_web_address(text)):
            self.fail("link")
        return text


class NetworkField(AddressField):
    """The web address of an account of a social network; empty is none."""

    default_error_messages = {"link": _("Une adresse http(s) est attendue.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if text and not _is_web_address(text):
            self.fail("link")
        return text


class TextField(serializers.CharField):
    """A text that may be empty; null empties it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, allow_null=True, required=False, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None else data)


class IconField(serializers.CharField):
    """The name of an icon that lucide has (`FileText` or `file-text`)."""

    default_error_messages = {"icon": _("Cette icône n'existe pas (noms de lucide.dev, par exemple FileText).")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if icon_name(text) is None:
            self.fail("icon")
        return text


@extend_schema_field(OpenApiTypes.BINARY)
class ImageField(serializers.Field[Any, Any, Any, Any]):
    """A file, a text that refers to an image of the library (`media_001` or its address), or null to take it away."""

    default_error_messages = {"invalid": _("Une image, ou l'identifiant d'une image de la médiathèque, est attendue.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)

    def to_internal_value(self, data: Any) -> UploadedFile | str | None:
        if isinstance(data, str):
            return data.strip() or None
        if not isinstance(data, UploadedFile):
            self.fail("invalid")
        return data


def _is_web_address(text: str) -> bool:
    try:
        _web_address(text)
    except ValidationError:
        return False
    parts = urlsplit(text)
    return parts.username is None and parts.password is None
