"""The tokens, from Secrets Manager; kept for some minutes, so that a rotated one is taken up without a deployment."""

from job_importer.api.auth import Tokens
from job_importer.credentials import read_secret
from job_importer.settings import Settings

MAX_AGE_SECONDS = 300


def read_tokens(settings: Settings) -> Tokens:
    return Tokens(
        viewer=read_secret(settings.viewer_token_secret, MAX_AGE_SECONDS),
        operator=read_secret(settings.operator_token_secret, MAX_AGE_SECONDS),
    )
