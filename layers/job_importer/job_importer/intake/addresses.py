"""Builds addresses for jobs that have none, with the operator's template."""

from job_importer.intake.fields.names import plain
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Draft, Fields
from job_importer.urls.template import FIELD, fill


def addressed(adapt: Adapter, template: str | None) -> Adapter:
    """The adapter, extended: a draft without an address gets one from the template. Field names match in any
    spelling.
    """
    if template is None:
        return adapt
    plainly = FIELD.sub(lambda match: "{" + plain(match[1]) + "}", template)

    def with_address(fields: Fields) -> Draft:
        draft = adapt(fields)
        if draft.url is None:
            values = {plain(name): text_of(value) for name, value in fields.items()}
            draft.url = fill(plainly, values)
        return draft

    return with_address
