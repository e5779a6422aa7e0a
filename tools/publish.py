"""`python -m tools.publish STACK`: put the admin page into a stack that is deployed on AWS."""

import sys
import time
from typing import Any
from urllib.parse import urlsplit

import boto3

from tools.jobctl.stacks import deployed_outputs
from tools.local.config import ROOT
from tools.local.page import publish


def main(stack_name: str) -> None:
    outputs = deployed_outputs(stack_name)
    api, cache = outputs["ApiUrl"], ROOT / ".local" / "cache"
    origin = f"https://{urlsplit(api).netloc}"
    publish(boto3.client("s3"), outputs["SiteBucketName"], api, cache, api_origin=origin)
    if "SiteDistributionId" in outputs:
        batch: Any = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())}
        distribution = outputs["SiteDistributionId"]
        boto3.client("cloudfront").create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    print("The page is published.")


if __name__ == "__main__":
    main(sys.argv[1])
