"""The settings of the deployed functions, read from the environment; an invalid one fails the cold start."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """Named as in the environment, in upper case. The template sets them; the README's table explains them."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    mongo_secret: str = Field(description="Name or ARN of the secret that holds the MongoDB URI")
    mongo_database: str = "job_importer"
    database_wait_seconds: float = Field(25.0, gt=0, description="How long a statement waits for a primary")
    viewer_token_secret: str = Field(description="Name or ARN of the secret that holds the viewers' bearer token")
    operator_token_secret: str
    named_tokens_secret: str = Field("", description="Secret that holds the named tokens; empty: none")
    oidc_issuer: str = Field("", description="OpenID Connect issuer whose tokens are accepted; empty: none")
    oidc_audience: str = ""
    oidc_role_claim: str = "role"
    erasure_key_secret: str = Field("", description="Secret that holds the key for recognising erased text")
    fetch_queue_url: str
    fetch_dlq_url: str
    job_queue_url: str
    job_dlq_url: str
    snapshot_bucket: str
    allowed_origin: str = "*"
    event_bus: str = Field("", description="EventBridge bus for events; empty: none")
    alert_queue_url: str = Field("", description="Queue of the notifier, filled by a rule of the bus")
    alert_topic: str = Field("", description="SNS topic that alerts are published to; empty: none")
    alert_webhook_secret: str = Field(
        "", description="Secret that holds the webhook's `url` and signing `key`; empty: none"
    )
    events_file: str = Field("", description="File to which events are appended as lines of JSON; empty: none")

    chunk_max_jobs: int = Field(500, ge=1, le=1_000)
    chunk_max_bytes: int = Field(1_000_000, ge=1_000, le=1_000_000, description="Size of the JSON before compression")
    retry_base_seconds: float = Field(4.0, gt=0)
    retry_cap_seconds: float = Field(900.0, gt=0)
    stuck_after_seconds: int = Field(3_600, ge=10, description="A run without a sign of life for this long is ended")
    lease_seconds: int = Field(3_600, ge=10)
    full_every_days: int = Field(7, ge=1, description="A feed is read in full once in this many days")
    message_lifetime_seconds: int = Field(
        345_600, ge=60, description="Retention of the queues, after which a message is deleted"
    )
    host_interval_seconds: float = Field(1.0, ge=0, description="Minimum pause between two fetches from one host")
    host_intervals: Annotated[dict[str, Annotated[float, Field(ge=0)]], NoDecode] = Field(
        {}, description="Hosts with a pause of their own: `api.example.com=0.2 slow.example=30`"
    )

    fetch_total_seconds: float = Field(240.0, gt=0)
    fetch_idle_seconds: float = Field(30.0, gt=0)
    fetch_max_bytes: int = Field(2 * 1024**3, ge=1_024, description="Of the decompressed body")
    fetch_max_compressed_bytes: int = Field(512 * 1024**2, ge=1_024)
    fetch_max_pages: int = Field(500, ge=1, description="Of one feed")
    fetch_pages_seconds: float = Field(150.0, gt=0, description="No further page of a feed is requested after this")
    fetch_attempts: int = Field(3, ge=1)
    allowed_networks: Annotated[tuple[Network, ...], NoDecode] = Field(
        (), description="Private CIDRs that feeds may be fetched from; set only by the local stack"
    )

    @model_validator(mode="after")
    def _issuer_has_audience(self) -> Self:
        """A token made for another service is not valid here."""
        if self.oidc_issuer and not self.oidc_audience:
            raise ValueError("OIDC_ISSUER needs OIDC_AUDIENCE, the audience of the tokens for this API")
        return self

    @field_validator("allowed_networks", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("host_intervals", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        """Without `www.`, as politeness distinguishes hosts."""
        if not isinstance(value, str):
            return value
        pairs = (part.partition("=") for part in value.replace(",", " ").split())
        return {host.lower().removeprefix("www."): seconds for host, _, seconds in pairs}

    def host_interval(self, host: str) -> float:
        """The pause between two fetches of `host`, in seconds."""
        return self.host_intervals.get(host, self.host_interval_seconds)


class ConfigurationError(Exception):
    """The environment does not give valid Settings."""


@cache
def settings() -> Settings:
    """Raises ConfigurationError, in one line: every variable that is missing or wrong, and how."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()]
        raise ConfigurationError(f"The function's environment is wrong. {'; '.join(faults)}.") from None
