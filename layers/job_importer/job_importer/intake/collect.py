"""Pass 1 over items that are at hand as fields."""

from collections.abc import Iterable

from job_importer.intake.formats.model import Fields
from job_importer.intake.survey import Survey, rank_of


def collect(survey: Survey, items: Iterable[Fields]) -> Survey:
    for fields in items:
        for name in fields:
            survey.wants[name]  # looking a name up is how the survey learns of it
        survey.add(fields, rank_of(fields, survey.is_fleeting))
    return survey
