"""The normalised job, and the rules that decide whether it can be stored."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from job_importer.urls.web_url import require_web_url

Period = Literal["hour", "day", "week", "month", "year"]
EmploymentType = Literal[
    "full_time", "part_time", "contract", "temporary", "internship", "volunteer", "per_diem", "other"
]

Text = Annotated[str, StringConstraints(max_length=1_000)]
LongText = Annotated[str, StringConstraints(max_length=1_000_000)]
RequiredText = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
WebUrl = Annotated[str, StringConstraints(min_length=1, max_length=8_000), AfterValidator(require_web_url)]


class Salary(BaseModel):
    """`min` and `max` are amounts of `currency` (ISO 4217) per `period`; `text` is the feed's own text, always kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = None
    max: float | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = None
    period: Period | None = None
    text: Text | None = None


class Job(BaseModel):
    """A normalised job. A value that the feed does not give is None: never invented, never today's date."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: RequiredText
    external_id: RequiredText
    title: RequiredText
    company: Text | None = None
    location: Text | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None  # ISO 3166-1 alpha-2
    remote: bool | None = None
    employment_type: EmploymentType | None = None
    employment_type_text: Text | None = None  # the feed's own words
    category: Text | None = None
    url: WebUrl
    description_html: LongText | None = None  # sanitised
    description_text: LongText | None = None
    salary: Salary | None = None
    posted_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None
    tags: tuple[Text, ...] = Field(default=(), max_length=100)


class FieldError(BaseModel):
    """One broken rule: `field` is a dotted path, `rule` a stable word (missing, too_long, url, …)."""

    model_config = ConfigDict(frozen=True)

    field: str
    rule: str
    message: str


def check_job(values: dict[str, Any]) -> Job | tuple[FieldError, ...]:
    """The only place that decides whether a normalised job may be stored."""
    try:
        return Job.model_validate(values)
    except ValidationError as error:
        return tuple(
            FieldError(field=".".join(str(part) for part in e["loc"]), rule=_rule(e), message=_sentence(e))
            for e in error.errors(include_url=False, include_context=False)
        )


_RULES = {
    "missing": "missing",
    "string_too_short": "missing",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "string_pattern_mismatch": "pattern",
    "value_error": "url",
    "literal_error": "vocabulary",
}


def _rule(error: Any) -> str:
    """pydantic's error type in our words; None where text is required counts as missing."""
    if error["type"] == "string_type" and error["input"] is None:
        return "missing"
    return _RULES.get(error["type"], "type")


def _sentence(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    if _rule(error) == "missing":
        way_out = " The feed's url_template can build one from other fields." if field == "url" else ""
        return f"The job has no {field}; a job needs external_id, title and url to be stored.{way_out}"
    return f"The job's {field} is not usable: {error['msg'].removeprefix('Value error, ')}."
