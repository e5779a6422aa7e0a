"""template.yaml keeps its rules; and each rule notices when it is broken."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from samcli.yamlhelper import yaml_parse
from samtranslator.plugins.globals.globals import Globals
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform

from job_importer.api.openapi import routes_of
from job_importer.api.resolver import resolver
from job_importer.settings import Settings
from tests.support import template as rules
from tools.local.page import PAGE

ROOT = Path(__file__).parents[3]

# Where the template is broken (a path of keys), what is put there (ABSENT removes it), and the rule that must speak.
ABSENT = object()
FUNCTION = "Globals.Function"
RECONCILER = "Resources.ReconcilerRole.Properties.Policies.0.PolicyDocument.Statement"
CHUNKS = "Resources.ConsumerFunction.Properties.Events.Chunks.Properties"
BREAKS: list[tuple[str, Any, Any]] = [
    ("Mappings.Sizes.prod.JobVisibility", 359, rules.queues_outlive_their_functions),
    ("Mappings.Sizes.local.JobVisibility", 59, rules.queues_outlive_their_functions),
    ("Resources.ImporterFunction.Properties.Timeout", 301, rules.queues_outlive_their_functions),
    ("Resources.FetchQueue.Properties.RedrivePolicy", ABSENT, rules.queues_have_dead_letter_queues),
    ("Resources.JobDLQ.Properties.RedriveAllowPolicy", ABSENT, rules.queues_have_dead_letter_queues),
    ("Resources.JobDLQ.Properties.MessageRetentionPeriod", 345_600, rules.queues_have_dead_letter_queues),
    ("Resources.FetchDLQ.Properties.SqsManagedSseEnabled", False, rules.queues_are_encrypted),
    ("Mappings.Sizes.prod.MaxReceives", 35, rules.a_message_is_tried_often_before_it_is_given_up),
    ("Mappings.Sizes.dev.RetryBase", 4, rules.the_environment_is_text),
    ("Globals.Function.Environment.Variables.POWERTOOLS_LOG_LEVEL", 20, rules.the_environment_is_text),
    (f"{CHUNKS}.FunctionResponseTypes", ABSENT, rules.batches_fail_in_parts),
    (f"{CHUNKS}.ScalingConfig", ABSENT, rules.concurrency_is_bounded_by_a_number),
    (f"{CHUNKS}.ScalingConfig.MaximumConcurrency", {"Ref": "Concurrency"}, rules.concurrency_is_bounded_by_a_number),
    ("Mappings.Sizes.prod.ConsumerConcurrency", "10", rules.concurrency_is_bounded_by_a_number),
    ("Resources.ConsumerFunction.Properties.Policies", ["AmazonSQSFullAccess"], rules.nothing_is_allowed_without_need),
    ("Resources.ConsumerFunction.Properties.Role", ABSENT, rules.nothing_is_allowed_without_need),
    (f"{RECONCILER}.0.Resource", "*", rules.nothing_is_allowed_without_need),
    (f"{RECONCILER}.0.Action", "logs:*", rules.nothing_is_allowed_without_need),
    (f"{RECONCILER}.1.Action", "sqs:SendMessage", rules.everyone_sends_where_the_flow_says),
    ("Resources.SchedulerFunction.Properties.Role", ABSENT, rules.everyone_sends_where_the_flow_says),
    ("Resources.JobDLQ.Properties.QueueName", "jobs-dlq", rules.nothing_that_outlives_the_stack_has_a_name),
    (
        "Resources.Api.Properties.AccessLogSetting.Fn::If.1.Format",
        '{"error": "$context.error.messageString"}',
        rules.access_logs_are_json,
    ),
    ("Resources.NoSuccessAlarm", ABSENT, rules.alarms_watch_one_metric_each),
    ("Resources.ApiAnswerAlarm.Properties.OKActions", ABSENT, rules.alarms_watch_one_metric_each),
    (f"{FUNCTION}.Environment.Variables.JOB_DLQ_URL", ABSENT, rules.settings_are_set),
    (f"{FUNCTION}.Environment.Variables.JOB_DLQ", "misspelt", rules.settings_are_set),
    (f"{FUNCTION}.Environment.Variables.MONGO_URI", {"Ref": "MongoUri"}, rules.secrets_stay_secret),
    ("Parameters.MongoUri.NoEcho", False, rules.secrets_stay_secret),
    ("Resources.ViewerToken.Properties", {"SecretString": "hunter2"}, rules.secrets_stay_secret),
    (
        "Resources.SchedulerFunction.Properties.Events.EveryMinute.Properties.State",
        ABSENT,
        rules.schedules_can_be_switched_off,
    ),
    (
        "Resources.ApiFunction.Properties.Events.PutFeed.Properties.Method",
        "ANY",
        rules.every_route_has_its_verbs_and_a_preflight,
    ),
    (
        "Resources.ApiFunction.Properties.Events.OptionsImport",
        ABSENT,
        rules.every_route_has_its_verbs_and_a_preflight,
    ),
    ("Resources.Api.Properties.GatewayResponses.DEFAULT_5XX", ABSENT, rules.gateway_errors_can_be_read_across_origins),
    (
        "Resources.Api.Properties.GatewayResponses.THROTTLED.ResponseParameters.Headers",
        {},
        rules.gateway_errors_can_be_read_across_origins,
    ),
    (
        "Resources.SiteBucket.Properties.PublicAccessBlockConfiguration.BlockPublicPolicy",
        False,
        rules.buckets_are_private,
    ),
    ("Resources.SnapshotBucket.Properties.LifecycleConfiguration", ABSENT, rules.buckets_are_private),
    ("Resources.SnapshotBucket.Properties.BucketEncryption", ABSENT, rules.buckets_are_private),
    ("Resources.ApiLogs.Properties.RetentionInDays", ABSENT, rules.logs_expire),
    ("Resources.ApiFunction.Properties.LoggingConfig", ABSENT, rules.logs_expire),
    ("Resources.JobDlqAlarm.Properties.Metrics", [], rules.alarms_watch_one_metric_each),
    ("Resources.JobAgeAlarm", ABSENT, rules.alarms_watch_one_metric_each),
]


@pytest.fixture(scope="module")
def template() -> Any:
    return yaml_parse((ROOT / "template.yaml").read_text())


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_template_keeps_the_rule(template: Any, rule: Any) -> None:
    assert list(rule(template)) == []


@pytest.mark.parametrize(("place", "value", "rule"), BREAKS, ids=[place for place, _, _ in BREAKS])
def test_a_broken_rule_is_noticed(template: Any, place: str, value: Any, rule: Any) -> None:
    broken = deepcopy(template)
    *folders, key = place.split(".")
    target = broken
    for folder in folders:
        target = target[int(folder) if isinstance(target, list) else folder]
    if value is ABSENT:
        del target[key]
    else:
        target[key] = value
    assert list(rule(broken)) != []


def test_every_rule_is_broken_at_least_once() -> None:
    assert {rule for _, _, rule in BREAKS} == set(rules.RULES)


def test_every_function_has_its_code_and_its_event(template: Any) -> None:
    for name, function in rules.functions(template).items():
        folder = ROOT / function["CodeUri"]
        assert (folder / "app.py").is_file(), name
        assert (ROOT / "events" / f"{folder.name}.json").is_file(), name
        assert function["Handler"] == "app.handler"


def test_the_api_serves_its_contract(template: Any) -> None:
    served = {(verb, path) for path, verbs in rules.routes(template).items() for verb in verbs - {"OPTIONS"}}
    known = {(route.method, route.openapi_path) for route in routes_of(resolver)}
    assert served == known


def test_a_fetch_leaves_the_importer_time_to_keep_its_snapshot(template: Any) -> None:
    fetch = Settings.model_fields["fetch_total_seconds"].default
    assert fetch + 30 <= rules.functions(template)["ImporterFunction"]["Timeout"]


def test_the_importers_disk_holds_the_largest_body_and_what_is_made_of_it(template: Any) -> None:
    body, packed = (Settings.model_fields[name].default for name in ("fetch_max_bytes", "fetch_max_compressed_bytes"))
    mended = items = body
    needed = body + max(packed, mended + items)
    assert all(sizes["ImporterDisk"] * 1024**2 > needed for sizes in template["Mappings"]["Sizes"].values())


@pytest.mark.parametrize(
    ("function", "own"), [("ImporterFunction", {"FetchQueue", "JobQueue"}), ("ConsumerFunction", {"JobQueue"})]
)
def test_a_worker_touches_no_queue_that_is_not_its_own(template: Any, function: str, own: set[str]) -> None:
    touched = {resource for action, resource in rules.allowed(template, function) if action.startswith("sqs:")}
    assert touched == own


def test_the_translated_template_has_no_role_but_the_functions_own_and_the_schedules(
    template: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SAM adds roles where it finds none: with managed policies for every queue and every log group."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    packaged = deepcopy(template)
    for resource in packaged["Resources"].values():
        for place in {"CodeUri", "ContentUri"} & set(resource.get("Properties", {})):
            resource["Properties"][place] = "s3://bucket/key"
    translated = transform(packaged, {}, ManagedPolicyLoader({}))
    roles = {name: r["Properties"] for name, r in translated["Resources"].items() if r["Type"] == "AWS::IAM::Role"}
    own = {f"{name.removesuffix('Function')}Role" for name in rules.functions(template)}
    schedules = {
        "SchedulerFunctionEveryMinuteRole",
        "ReconcilerFunctionEveryMinuteRole",
        "NotifierFunctionEachMorningRole",
    }
    assert set(roles) == own | schedules | {"ApiGatewayLogWriter"}
    assert not [name for name in own | schedules if "ManagedPolicyArns" in roles[name]]


def test_the_header_of_the_distribution_says_what_the_page_itself_says(template: Any) -> None:
    """But for what a page cannot say of itself, and for where its API is: the publisher tells each page."""
    config = rules.resources(template, "AWS::CloudFront::ResponseHeadersPolicy")["SiteHeaders"]
    header = config["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]["ContentSecurityPolicy"]
    (page,) = re.findall(r'content="(default-src[^"]*)"', (PAGE / "index.html").read_text())
    of_the_header, of_the_page = _directives(header["ContentSecurityPolicy"]["Fn::Sub"]), _directives(page)
    assert of_the_header.pop("frame-ancestors") == ["'none'"]
    api = "https://*.execute-api.${AWS::Region}.${AWS::URLSuffix}"
    assert of_the_header == of_the_page | {"connect-src": [*of_the_page["connect-src"], api]}


def _directives(policy: str) -> dict[str, list[str]]:
    words = [directive.split() for directive in policy.split(";")]
    return {name: sources for name, *sources in words}


def test_the_layers_makefile_builds_the_layer_of_the_template(template: Any) -> None:
    for name, layer in rules.resources(template, "AWS::Serverless::LayerVersion").items():
        assert f"build-{name}:" in (ROOT / layer["ContentUri"] / "Makefile").read_text()
        assert template["Resources"][name]["Metadata"] == {"BuildMethod": "makefile"}


def test_what_checks_an_issuers_tokens_is_the_apis_alone_and_only_where_there_is_an_issuer(template: Any) -> None:
    functions = {name: template["Resources"][name]["Properties"] for name in rules.functions(template)}
    own = {name: function["Layers"] for name, function in functions.items() if "Layers" in function}
    assert own == {"ApiFunction": [{"Fn::If": ["HasOidc", {"Ref": "OidcLayer"}, {"Ref": "AWS::NoValue"}]}]}
    assert template["Resources"]["OidcLayer"]["Condition"] == "HasOidc"
    sam = Globals(json.loads(json.dumps(template)))
    merged = sam.merge("AWS::Serverless::Function", {"Layers": own["ApiFunction"]}, "ApiFunction")
    assert merged["Layers"] == [{"Ref": "JobImporterLayer"}, *own["ApiFunction"]]


def test_the_functions_go_into_the_subnets_that_are_named_and_into_none_otherwise(template: Any) -> None:
    condition, inside, outside = template["Globals"]["Function"]["VpcConfig"]["Fn::If"]
    assert template["Conditions"][condition] == {
        "Fn::Not": [{"Fn::Equals": [{"Fn::Join": ["", {"Ref": "SubnetIds"}]}, ""]}]
    }
    assert inside == {"SubnetIds": {"Ref": "SubnetIds"}, "SecurityGroupIds": {"Ref": "SecurityGroupIds"}}
    assert outside == {"Ref": "AWS::NoValue"}


def test_what_anyone_may_call_has_a_throttle_of_its_own(template: Any) -> None:
    settings = rules.resources(template, "AWS::Serverless::Api")["Api"]["MethodSettings"]
    limits = {(one["ResourcePath"], one["HttpMethod"]): one["ThrottlingRateLimit"] for one in settings}
    assert isinstance(limits["/health", "GET"], int)
    assert isinstance(limits["/imports", "POST"], int)
    assert all(one["MetricsEnabled"] == {"Ref": "DetailedMetrics"} for one in settings)
    assert template["Parameters"]["DetailedMetrics"]["Default"] == "false"


def test_the_firewall_refuses_what_has_no_token_before_the_api_is_asked(template: Any) -> None:
    [firewall] = rules.resources(template, "AWS::WAFv2::WebACL").values()
    per_address, no_token = firewall["Rules"]
    assert per_address["Statement"]["RateBasedStatement"]["Limit"] == {"Ref": "RequestsPerIp"}
    token, *open_to_all = no_token["Statement"]["NotStatement"]["Statement"]["OrStatement"]["Statements"]
    pattern = token["RegexMatchStatement"]["RegexString"]
    for header, is_let_in in ((f"Bearer {'a' * 43}", True), ("Bearer", False), ("", False), ("Basic dXNlcjpw", False)):
        assert bool(re.search(pattern, header)) is is_let_in
    assert [rule["ByteMatchStatement"]["SearchString"] for rule in open_to_all] == ["OPTIONS", "/health"]


def test_a_feed_larger_than_an_invocation_may_carry_itself_on(template: Any) -> None:
    assert template["Resources"]["ImporterFunction"]["Properties"]["RecursiveLoop"] == "Allow"
    others = set(rules.functions(template)) - {"ImporterFunction"}
    assert not [name for name in others if "RecursiveLoop" in template["Resources"][name]["Properties"]]


def test_the_dashboard_is_json_and_shows_what_the_functions_count(template: Any) -> None:
    [dashboard] = rules.resources(template, "AWS::CloudWatch::Dashboard").values()
    body = json.loads(re.sub(r"\$\{[^}]*\}", "x", dashboard["DashboardBody"]["Fn::Sub"]))
    text = json.dumps(body)
    code = "".join(path.read_text() for path in (ROOT / "layers").rglob("*.py"))
    shown = set(re.findall(r"\b(?:Runs|Jobs|Feeds|Live|Oldest|Run)[A-Z]\w+", text))
    assert len(shown) >= 14
    dynamic = {f"Jobs{name}" for name in ("New", "Updated", "Unchanged", "Failed")}  # by the names of the counts
    assert not [name for name in shown - dynamic if f'"{name}"' not in code]
    for widget in body["widgets"]:
        assert widget["x"] + widget["width"] <= 24
