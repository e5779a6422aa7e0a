"""Turns the settings that an operator sends into stored settings."""

from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, create_model
from pydantic.fields import FieldInfo

from job_importer.api.errors import bad_request
from job_importer.api.views.feed import HIDDEN_VALUE
from job_importer.codes import FeedError
from job_importer.feeds.model import FeedDoc, FeedSettings
from job_importer.fetching.headers import feed_headers
from job_importer.fetching.model import FetchRequest
from job_importer.fetching.target import is_same_party, parse_target


def settings_to_store(settings: FeedSettings, stored: FeedDoc | None) -> FeedSettings:
    """`settings` with the values of hidden headers restored. Raises ApiError (400) for a value that cannot be restored.

    A hidden value is kept only for the same site: another URL would disclose the secret.
    """
    if settings.format:
        _require_format(settings.format)
    known = stored["headers"] if stored else {}
    hidden = [name for name, value in settings.headers.items() if value.get_secret_value() == HIDDEN_VALUE]
    for name in hidden:
        if name not in known:
            raise bad_request(f"The header {name[:80]!r} has no stored value for {HIDDEN_VALUE!r} to stand for.")
    if any(name.startswith("$") for name in settings.headers):
        raise bad_request("A header name must not begin with '$'.")  # neither may a field's in MongoDB
    try:
        target = parse_target(settings.url)
        if hidden and stored and not is_same_party(parse_target(stored["url"]), target):
            raise bad_request("The URL now points to another site: send the header values again, or omit the headers.")
        kept = settings.headers | {name: SecretStr(known[name]) for name in hidden}
        plain = {name: value.get_secret_value() for name, value in kept.items()}
        feed_headers(FetchRequest(settings.url, plain), target)
    except FeedError as error:
        raise bad_request(error.message) from error
    return settings.model_copy(update={"headers": kept})


def changed_settings(stored: FeedDoc, changes: BaseModel) -> FeedSettings:
    """The stored settings with those that `changes` names; header values are hidden. Raises ApiError (400)."""
    kept = {name: stored[name] for name in FeedSettings.model_fields if name in stored}  # type: ignore[literal-required]
    kept["headers"] = dict.fromkeys(stored["headers"], HIDDEN_VALUE)
    named = {name: getattr(changes, name) for name in changes.model_fields_set}
    try:
        return FeedSettings.model_validate(kept | named)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise bad_request(f"The settings are not valid: {'; '.join(faults)}.") from None


_ANY_OF_THEM: dict[str, Any] = {
    name: (field.annotation, FieldInfo.merge_field_infos(field, annotation=field.annotation | None, default=None))  # type: ignore[operator]
    for name, field in FeedSettings.model_fields.items()
}
SomeSettings: Any = create_model(
    "SomeSettings",
    __config__=ConfigDict(extra="forbid"),
    __doc__="Any settings of a feed; omitted settings keep their values.",
    **_ANY_OF_THEM,
)


def _require_format(name: str) -> None:
    from job_importer.intake.formats.registry import FORMATS, by_name  # the parsers, which few calls need

    if not by_name(name):
        names = ", ".join(sorted(format.name for format in FORMATS))
        raise bad_request(f"Unknown format {name[:80]!r}; the formats are {names}.")
