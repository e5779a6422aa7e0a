"""The tokens, from Secrets Manager; kept for some minutes, so that a rotated one is taken up without a deployment."""

from aws_lambda_powertools.utilities import parameters

from job_importer.api.auth import Tokens
from job_importer.settings import Settings

MAX_AGE_SECONDS = 300


def read_tokens(settings: Settings) -> Tokens:
    return Tokens(viewer=_secret(settings.viewer_token_secret), operator=_secret(settings.operator_token_secret))


def _secret(name: str) -> str:
    return str(parameters.get_secret(name, max_age=MAX_AGE_SECONDS))
