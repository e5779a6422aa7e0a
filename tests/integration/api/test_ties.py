"""What comes equally often stands in the order of its names."""

from job_importer.api.job_queries import fields_pipeline
from job_importer.api.stats import _counted, _counts
from job_importer.mongo import Db
from tests.support.world import RUN_1, RUN_2


def test_codes(db: Db) -> None:
    db.days.insert_many([{"codes": {"b": 1, "c": 2}}, {"codes": {"a": 1, "c": 1}}, {"codes": {}}, {}])
    assert list(_counts(list(db.days.aggregate(_counted("codes")))).items()) == [("c", 3), ("a", 1), ("b", 1)]


def test_changed_fields(db: Db) -> None:
    def entry(run_id: str, *fields: str, kind: str = "updated") -> dict[str, object]:
        return {"run_id": run_id, "kind": kind, "fields": list(fields)}

    db.jobs.insert_many(
        [
            {"history": [entry(RUN_1, "url", "title"), entry(RUN_2, "tags")]},
            {"history": [entry(RUN_1, "title", "company", "tags", "category", "salary")]},
            {"history": [entry(RUN_2, "salary")]},
            {"history": [entry(RUN_1, kind="closed")]},
        ]
    )
    rows = db.jobs.aggregate(fields_pipeline(RUN_1))
    assert [(row["_id"], row["jobs"]) for row in rows] == [
        ("title", 2),
        *((name, 1) for name in ("category", "company", "salary", "tags", "url")),
    ]
