"""RSS with fields of jobs that belong to no known format: un-namespaced, or in the publisher's own namespace.

Source: RSS 2.0 (https://www.rssboard.org/rss-specification) and RSS 1.0 with the names of `formats.aliases`.
"""

from job_importer.intake.formats.aliases import JOB_ONLY
from job_importer.intake.formats.flat import CONTENT, DATES
from job_importer.intake.formats.flat import parse as parse
from job_importer.intake.formats.model import Evidence, Format
from job_importer.intake.formats.rss_common import CANDIDATES, adapter, is_rss

USUAL = JOB_ONLY | {"location", "city", "jobtitle", "remote", "jobtype", "country", "state"}


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    telling = [name for name in evidence.fields if name in USUAL]
    return 50 if len(telling) >= 2 or JOB_ONLY.intersection(telling) else 0


FORMAT = Format("rss_jobs", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
