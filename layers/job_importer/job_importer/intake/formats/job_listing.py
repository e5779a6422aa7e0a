"""RSS 2.0 with the fields of WP Job Manager, under any namespace and prefix (`job_listing:`, `job:`, …).

Sources: https://jobicy.com/jobs-rss-feed, and WP Job Manager's `includes/class-wp-job-manager-post-types.php`
(`job_feed_item`): `job_listing:location`, `job_type`, `company`; sites add `job_category` or `category`, and
`dc:creator`.
"""

from job_importer.intake.fields.flat import CONTENT, DATES
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import TERMS, add_labelled
from job_importer.intake.fields.rss import CANDIDATES, is_rss, namer, with_creator
from job_importer.intake.fields.rss import adapter as flat_adapter
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format, Window
from job_importer.intake.guard.articles import has_job_fields
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.text import clean_text
from job_importer.intake.xml.names import is_vocabulary


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    own = any(not is_vocabulary(uri) for uri in evidence.namespaces)
    named = evidence.has("company", "location") and has_job_fields(evidence)
    telling = evidence.has_any("jobtype", "jobcategory") or named
    return 60 if own and telling else 0


def adapter(context: Context) -> Adapter:
    flat, add_named = flat_adapter(context), namer(context)

    def adapt(fields: Fields) -> Draft:
        draft = _unswap(with_creator(flat(fields), text_of(fields.get("dc:creator"))), fields)
        add_labelled(draft, TERMS)
        add_named(draft, fields)
        return draft

    return adapt


def _unswap(draft: Draft, fields: Fields) -> Draft:
    """Some sites put the category into job_type and the type into job_category."""
    kind = clean_text(draft.employment_type)
    if (
        kind
        and not _is_type(kind)
        and (category := clean_text(text_of(fields.get("jobcategory"))))
        and _is_type(category)
    ):
        draft.employment_type, draft.category = draft.category, draft.employment_type
    return draft


def _is_type(text: str) -> bool:
    return employment_type(text) not in (None, "other")


# `posts_per_page` in the address asks for another number.
WINDOW = Window("WP Job Manager's feed gives the newest ten jobs unless its address asks for more.", frozenset({10}))
FORMAT = Format("job_listing", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES, window=WINDOW)
