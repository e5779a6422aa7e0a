"""The servers that the tests stand on do what the code relies on."""

import boto3
import pytest
from botocore.exceptions import ClientError
from pymongo.errors import OperationFailure

from job_importer.indexes import all_indexes
from job_importer.mongo import Db
from tests.conftest import KEPT, Aws


def test_the_database_has_the_projects_indexes(db: Db) -> None:
    wanted = {name: len(indexes) + 1 for name, indexes in all_indexes(KEPT).items() if indexes}  # and _id
    assert {name: len(db[name].index_information()) for name in wanted} == wanted


def test_a_fail_point_can_be_armed_and_strikes_once(db: Db) -> None:
    failure = {"failCommands": ["find"], "errorCode": 50}
    db.client.admin.command("configureFailPoint", "failCommand", mode={"times": 1}, data=failure)
    with pytest.raises(OperationFailure):
        db["jobs"].find_one()
    assert db["jobs"].find_one() is None


def test_a_message_comes_again_when_its_visibility_ends(aws: Aws) -> None:
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="one")
    counts = []
    for _ in range(2):
        message = sqs.receive_message(QueueUrl=url, MessageSystemAttributeNames=["All"])["Messages"][0]
        counts.append(message["Attributes"]["ApproximateReceiveCount"])
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
    assert counts == ["1", "2"]


def test_a_snapshot_is_written_once(aws: Aws) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="snapshots")
    s3.put_object(Bucket="snapshots", Key="run", Body=b"first", IfNoneMatch="*")
    with pytest.raises(ClientError) as refused:
        s3.put_object(Bucket="snapshots", Key="run", Body=b"second", IfNoneMatch="*")
    assert refused.value.response["Error"]["Code"] == "PreconditionFailed"
    assert s3.get_object(Bucket="snapshots", Key="run")["Body"].read() == b"first"


def test_every_test_finds_an_empty_aws(aws: Aws) -> None:
    assert aws.client("s3").list_buckets()["Buckets"] == []
