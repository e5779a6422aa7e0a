"""The rules that template.yaml is held to. Each takes the parsed template and yields a sentence for every breach."""

import json
import re
from collections.abc import Iterator
from typing import Any

from job_importer.settings import Settings

Template = dict[str, Any]
Breaches = Iterator[str]


def resources(template: Template, kind: str) -> dict[str, Any]:
    return {name: found.get("Properties", {}) for name, found in template["Resources"].items() if found["Type"] == kind}


def functions(template: Template) -> dict[str, Any]:
    """With what the Globals give them."""
    common = template["Globals"]["Function"]
    return {name: common | own for name, own in resources(template, "AWS::Serverless::Function").items()}


def sqs_events(template: Template) -> Iterator[tuple[str, Any, str]]:
    """Function, its event's properties, and the queue it reads."""
    for name, function in functions(template).items():
        for event in function["Events"].values():
            if event["Type"] == "SQS":
                yield name, event["Properties"], _target(event["Properties"]["Queue"])


def _target(reference: Any) -> str:
    """The logical id in a Ref or a GetAtt, whichever way the parser writes the latter."""
    found = reference.get("Ref") or reference["Fn::GetAtt"]
    return str(found[0] if isinstance(found, list) else found.split(".")[0])


def sized(template: Template, environment: str) -> Template:
    """With the numbers of an environment in place of the references to them; those that are text as text."""

    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            if "Fn::FindInMap" in value:
                return template["Mappings"]["Sizes"][environment][value["Fn::FindInMap"][2]]
            return {key: fill(item) for key, item in value.items()}
        return [fill(item) for item in value] if isinstance(value, list) else value

    filled = fill(template)
    return {**filled, "Mappings": template["Mappings"]}


def environments(template: Template) -> Iterator[tuple[str, Template]]:
    for name in template["Mappings"]["Sizes"]:
        yield name, sized(template, name)


def queues_outlive_their_functions(template: Template) -> Breaches:
    """Six times, as AWS asks for event source mappings; locally nobody waits so long for a worker that was killed."""
    for environment, filled in environments(template):
        times = 1 if environment == "local" else 6
        queues = resources(filled, "AWS::SQS::Queue")
        for name, _, queue in sqs_events(filled):
            timeout = functions(filled)[name]["Timeout"]
            if queues[queue]["VisibilityTimeout"] < times * timeout:
                yield f"{environment}: {queue} hides a message for less than {times} x the {timeout} s of {name}"


def queues_have_dead_letter_queues(template: Template) -> Breaches:
    for environment, filled in environments(template):
        yield from (f"{environment}: {breach}" for breach in _dead_letters(filled))


def _dead_letters(template: Template) -> Breaches:
    queues = resources(template, "AWS::SQS::Queue")
    for _, _, queue in sqs_events(template):
        policy = queues[queue].get("RedrivePolicy")
        if policy is None:
            yield f"{queue} has no dead-letter queue"
            continue
        dead = queues[_target(policy["deadLetterTargetArn"])]
        sources = str(dead.get("RedriveAllowPolicy", {}).get("sourceQueueArns"))
        if not sources.endswith(f":{queues[queue]['QueueName']['Fn::Sub']}'}}]"):
            yield f"the dead-letter queue of {queue} does not take its messages alone"
        if dead["MessageRetentionPeriod"] <= int(queues[queue]["MessageRetentionPeriod"]):
            yield f"the dead letters of {queue} expire too early: their age counts from the first queue"


def queues_are_encrypted(template: Template) -> Breaches:
    for name, queue in resources(template, "AWS::SQS::Queue").items():
        if queue.get("SqsManagedSseEnabled") is not True:
            yield f"{name} is not encrypted"


def a_message_is_tried_often_before_it_is_given_up(template: Template) -> Breaches:
    for environment, filled in environments(template):
        for name, queue in resources(filled, "AWS::SQS::Queue").items():
            if int(queue.get("RedrivePolicy", {}).get("maxReceiveCount", 36)) < (12 if environment == "local" else 36):
                yield f"{environment}: {name} gives a message up before an outage of the database is over"


def nothing_that_outlives_the_stack_has_a_name(template: Template) -> Breaches:
    """A new stack of the same name would meet it, and fail."""
    for name, resource in template["Resources"].items():
        outlives = resource.get("DeletionPolicy", "Delete") != "Delete"
        if outlives and any(
            key in resource["Properties"] for key in ("QueueName", "BucketName", "RoleName", "TableName")
        ):
            yield f"{name} stays when the stack is deleted, and has a fixed name"


def access_logs_are_json(template: Template) -> Breaches:
    """Only what cannot hold a quote stands between quotes."""
    safe = {"requestId", "identity.sourceIp", "requestTime", "httpMethod", "resourcePath", "status"}
    safe |= {"responseLength", "responseLatency", "error.responseType"}
    for name, api in resources(template, "AWS::Serverless::Api").items():
        settings = api["AccessLogSetting"]
        text = settings["Fn::If"][1]["Format"] if "Fn::If" in settings else settings["Format"]
        for variable in re.findall(r"\$context\.([\w.]+)", text):
            if variable not in safe:
                yield f"a line of {name}'s access log is no JSON when {variable} holds a quote, or is quoted itself"
        json.loads(re.sub(r"\$context\.[\w.]+", "-", text))


def the_environment_is_text(template: Template) -> Breaches:
    """An emulator hands a number on as a number, and then cannot start the function."""
    sizes = template["Mappings"]["Sizes"]
    for name, value in template["Globals"]["Function"]["Environment"]["Variables"].items():
        mapped = value.get("Fn::FindInMap") if isinstance(value, dict) else None
        values = [size[mapped[2]] for size in sizes.values()] if mapped else [value]
        if not all(isinstance(each, str | dict) for each in values):
            yield f"{name} is not text everywhere: {values}"


def batches_fail_in_parts(template: Template) -> Breaches:
    for name, event, queue in sqs_events(template):
        if event.get("FunctionResponseTypes") != ["ReportBatchItemFailures"]:
            yield f"{name} fails whole batches of {queue}"


def concurrency_is_bounded_by_a_number(template: Template) -> Breaches:
    """A number that came through a parameter is text by the time a poller compares it."""
    for name, event, _ in sqs_events(template):
        limit = event.get("ScalingConfig", {}).get("MaximumConcurrency")
        path = limit.get("Fn::FindInMap") if isinstance(limit, dict) else None
        if path is None:
            yield f"{name} has no bound on its concurrency that stays a number"
            continue
        for sizes in template["Mappings"][path[0]].values():
            if not isinstance(sizes[path[2]], int) or sizes[path[2]] < 2:
                yield f"{name}'s concurrency {sizes[path[2]]} is not an integer from 2, SQS's least"


def statements(template: Template, function: str) -> Iterator[Any]:
    """What a function's own role allows, whichever conditions hold."""
    role = _target(functions(template)[function]["Role"])
    for policy in template["Resources"][role]["Properties"]["Policies"]:
        chosen = policy["Fn::If"][1] if "Fn::If" in policy else policy
        yield from chosen["PolicyDocument"]["Statement"]


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


WITHOUT_RESOURCE = ("ec2:", "xray:")
"""The actions here of which IAM knows no narrower resource (Service Authorization Reference)."""


def nothing_is_allowed_without_need(template: Template) -> Breaches:
    for name, function in functions(template).items():
        if "Role" not in function or "Policies" in function:
            yield f"{name} has a role of SAM's, which reads every queue and writes every log group"
            continue
        for statement in statements(template, name):
            actions = listed(statement["Action"])
            if any(action.endswith("*") for action in actions):
                yield f"{name} is allowed every action of a kind"
            needs_resource = not all(action.startswith(WITHOUT_RESOURCE) for action in actions)
            if needs_resource and any(str(value).endswith("*") for value in listed(statement["Resource"])):
                yield f"{name} is allowed {actions} on everything"
    if "FullAccess" in str(template):
        yield "something has FullAccess"


def allowed(template: Template, function: str) -> set[tuple[str, str]]:
    """Action and logical id of the resource, for each that a function may do, but for network, traces and logs."""
    return {
        (action, _target(resource) if "Fn::Sub" not in resource else resource["Fn::Sub"].split(".")[0].strip("${"))
        for statement in statements(template, function)
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
        if not action.startswith(("logs:", *WITHOUT_RESOURCE))
    }


def sending(template: Template, function: str) -> set[str]:
    """The queues that a function may send to."""
    if "Role" not in functions(template)[function]:
        return set()
    return {resource for action, resource in allowed(template, function) if action == "sqs:SendMessage"}


SENDS = {
    "SchedulerFunction": {"FetchQueue"},
    "ApiFunction": {"FetchQueue"},
    "ImporterFunction": {"FetchQueue", "JobQueue"},
    "ConsumerFunction": set(),
    "ReconcilerFunction": set(),
    "NotifierFunction": set(),
}


def everyone_sends_where_the_flow_says(template: Template) -> Breaches:
    for name in functions(template):
        found = sending(template, name)
        if found != SENDS[name]:
            yield f"{name} may send to {sorted(found)}, the flow says {sorted(SENDS[name])}"


def settings_are_set(template: Template) -> Breaches:
    variables = template["Globals"]["Function"]["Environment"]["Variables"]
    for function in resources(template, "AWS::Serverless::Function").values():
        for name in function.get("Environment", {}).get("Variables", {}):
            if name.lower() not in Settings.model_fields and not name.startswith(("POWERTOOLS_", "AWS_ENDPOINT_URL")):
                yield f"{name} is set and nobody reads it"
    for name, field in Settings.model_fields.items():
        if field.is_required() and name.upper() not in variables:
            yield f"{name.upper()} is not set"
    for name in variables:
        if name.lower() not in Settings.model_fields and not name.startswith(("POWERTOOLS_", "AWS_ENDPOINT_URL")):
            yield f"{name} is set and nobody reads it"


def secrets_stay_secret(template: Template) -> Breaches:
    uri = template["Parameters"]["MongoUri"]
    if uri.get("NoEcho") is not True or "Default" in uri:
        yield "MongoUri is shown"
    if {"Ref": "MongoUri"} in template["Globals"]["Function"]["Environment"]["Variables"].values():
        yield "MongoUri is in the functions' environment, which everyone may read who sees the console"
    for name, secret in resources(template, "AWS::SecretsManager::Secret").items():
        given = secret.get("SecretString") in ({"Ref": "MongoUri"}, "{}")  # the latter holds nothing yet
        if not given and "GenerateSecretString" not in secret:
            yield f"{name} is neither given nor generated"


def schedules_can_be_switched_off(template: Template) -> Breaches:
    for name, function in functions(template).items():
        for event in function["Events"].values():
            if event["Type"].startswith("Schedule") and (
                event["Type"] != "ScheduleV2" or event["Properties"].get("State", {}).get("Ref") is None
            ):
                yield f"{name}'s schedule cannot be switched off by a parameter"


def routes(template: Template) -> dict[str, set[str]]:
    """The verbs of each path."""
    found: dict[str, set[str]] = {}
    for function in functions(template).values():
        for event in function["Events"].values():
            if event["Type"] == "Api":
                found.setdefault(event["Properties"]["Path"], set()).add(event["Properties"]["Method"])
    return found


def every_route_has_its_verbs_and_a_preflight(template: Template) -> Breaches:
    for path, verbs in routes(template).items():
        if "ANY" in verbs:
            yield f"{path} takes every verb"
        if "OPTIONS" not in verbs:
            yield f"{path} does not answer a preflight"


def gateway_errors_can_be_read_across_origins(template: Template) -> Breaches:
    responses = resources(template, "AWS::Serverless::Api")["Api"]["GatewayResponses"]
    for name in ("DEFAULT_4XX", "DEFAULT_5XX"):
        if name not in responses:
            yield f"{name} is API Gateway's own"
    for name, response in responses.items():
        if "Access-Control-Allow-Origin" not in response["ResponseParameters"]["Headers"]:
            yield f"{name} cannot be read across origins"


def buckets_are_private(template: Template) -> Breaches:
    for name, bucket in resources(template, "AWS::S3::Bucket").items():
        block = bucket.get("PublicAccessBlockConfiguration", {})
        if len(block) != 4 or not all(value is True for value in block.values()):
            yield f"{name} may become public"
        if "BucketEncryption" not in bucket:
            yield f"{name} is not encrypted"
    if "LifecycleConfiguration" not in resources(template, "AWS::S3::Bucket")["SnapshotBucket"]:
        yield "snapshots are kept forever"


def logs_expire(template: Template) -> Breaches:
    groups = resources(template, "AWS::Logs::LogGroup")
    for name, group in groups.items():
        if "RetentionInDays" not in group:
            yield f"{name} is kept forever"
    for name, function in functions(template).items():
        if function.get("LoggingConfig", {}).get("LogGroup", {}).get("Ref") not in groups:
            yield f"{name} logs to a group that nobody limits"


def _name(reference: Any) -> str:
    return str(reference["Fn::Sub"]) if "Fn::Sub" in reference else _target(reference)


def alarms_watch_one_metric_each(template: Template) -> Breaches:
    watched = set()
    for name, alarm in resources(template, "AWS::CloudWatch::Alarm").items():
        if "Metrics" in alarm:
            yield f"{name} computes, and the local AWS refuses to create it"
            continue
        if "OKActions" not in alarm:
            yield f"{name} does not say when all is well again"
        names = [dimension["Value"] for dimension in alarm["Dimensions"]]
        watched |= {(alarm["MetricName"], name if isinstance(name, str) else str(_name(name))) for name in names}
    wanted = {("ApproximateNumberOfMessagesVisible", queue) for queue in ("FetchDLQ", "JobDLQ", "AlertDLQ")}
    wanted |= {("ApproximateAgeOfOldestMessage", queue) for queue in ("FetchQueue", "JobQueue")}
    wanted |= {("Errors", function) for function in functions(template)}
    wanted |= {("Invocations", "SchedulerFunction"), ("RunsCompleted", "runs"), ("RunsFailed", "internal_error")}
    wanted |= {("5XXError", "${AWS::StackName}-api")}
    for metric, name in sorted(wanted - watched):
        yield f"nobody watches {metric} of {name}"


RULES = (
    queues_outlive_their_functions,
    queues_have_dead_letter_queues,
    queues_are_encrypted,
    the_environment_is_text,
    a_message_is_tried_often_before_it_is_given_up,
    batches_fail_in_parts,
    concurrency_is_bounded_by_a_number,
    nothing_is_allowed_without_need,
    everyone_sends_where_the_flow_says,
    settings_are_set,
    secrets_stay_secret,
    schedules_can_be_switched_off,
    every_route_has_its_verbs_and_a_preflight,
    gateway_errors_can_be_read_across_origins,
    buckets_are_private,
    logs_expire,
    alarms_watch_one_metric_each,
    nothing_that_outlives_the_stack_has_a_name,
    access_logs_are_json,
)
