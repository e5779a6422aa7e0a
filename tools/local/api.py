"""Where the deployed API and the page are, and the tokens for both."""

from dataclasses import dataclass

from tools.jobctl import config as jobctl
from tools.jobctl.client import Client
from tools.local.config import StackConfig
from tools.local.deploy import client, outputs


@dataclass(frozen=True)
class Access:
    """How to reach a deployed stack from outside."""

    api_base: str
    page_url: str
    viewer_token: str
    operator_token: str

    def operator(self) -> Client:
        return Client(jobctl.Access(self.api_base, self.operator_token))


def access(config: StackConfig) -> Access:
    """Read from the stack itself: the API's id may change with each deployment."""
    found = outputs(config)
    secrets = client(config, "secretsmanager")
    viewer, operator = (
        secrets.get_secret_value(SecretId=found[key])["SecretString"]
        for key in ("ViewerTokenSecretId", "OperatorTokenSecretId")
    )
    api_base = f"{config.endpoint}/_aws/execute-api/{found['ApiId']}/{config.stage}"
    page_url = f"{config.endpoint}/{found['SiteBucketName']}/index.html"
    return Access(api_base, page_url, viewer, operator)
