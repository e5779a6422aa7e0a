"""`stack.json`: how to reach the local stack, for other tools."""

import json
from typing import Any

from tools.local.api import Access
from tools.local.config import QUEUE_OUTPUTS, REGION, StackConfig
from tools.local.deploy import outputs


def stack_facts(config: StackConfig, reach: Access) -> dict[str, Any]:
    """The API's base URL, the page, the operators' token, and AWS with its queues."""
    found = outputs(config)
    return {
        "api_url": reach.api_base,
        "page_url": reach.page_url,
        "operator_token": reach.operator_token,
        "endpoint_url": config.endpoint,
        "region": REGION,
        **{name: found[key] for name, key in QUEUE_OUTPUTS.items()},
    }


def write_facts(config: StackConfig, reach: Access) -> None:
    """Readable only by its owner: it contains a token."""
    path = config.home / "stack.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(stack_facts(config, reach), indent=2))
