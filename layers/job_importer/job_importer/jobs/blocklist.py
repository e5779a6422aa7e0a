"""The block list of what was erased: passages of texts, whole jobs, and the jobs of a removed feed.

Collection `erasures` contains no personal data: a passage or a job is a digest under a key from a
separate secret. Without that key nothing is stored, so that nothing erased comes back.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from job_importer.ids import first_id_at
from job_importer.jobs.key import job_key
from job_importer.jobs.passages import Passage, Passages
from job_importer.mongo import Db
from job_importer.types import Document

KEPT_AS_THEY_ARE = frozenset({"source", "country", "employment_type", "language", "posted_at", "expires_at"})
"""Fields of a job that contain no text from its feed."""

Values = dict[str, Any]


class KeyLostError(Exception):
    """The digests were made with a different key from the one in the secret, or the secret is empty."""

    def __init__(self) -> None:
        super().__init__(
            "Erased texts cannot be recognised: the block list was made with a different key from the one in the "
            "secret ERASURE_KEY_SECRET. Restore the previous key; nothing is stored until then."
        )


class BlockList:
    def __init__(self, docs: Sequence[Mapping[str, Any]], key: bytes) -> None:
        self._key = key
        if any(doc["key"] != self.key_id for doc in docs):
            raise KeyLostError
        self._jobs = {doc["_id"] for doc in docs if doc["kind"] == "job"}
        self._feeds = {doc["feed_id"]: doc["at"] for doc in docs if doc["kind"] == "feed"}
        texts = [doc for doc in docs if doc["kind"] == "text"]
        self.passages = Passages([_passage(doc) for doc in texts], key)
        self._is_empty = not docs
        told = repr(sorted((doc["_id"], doc["at"]) for doc in docs)).encode() if docs else b""
        self.version = blake2b(told, digest_size=8).hexdigest() if docs else ""

    @property
    def key_id(self) -> str:
        return blake2b(digest_size=4, key=self._key, person=b"key").hexdigest()

    def text_block(self, text: str, now: datetime) -> Document:
        found = self.passages.passage(text)
        return self._block(found.digest.hex(), "text", now, words=found.words, first=found.first.hex())

    def job_block(self, key: str, now: datetime) -> Document:
        return self._block(self._digest(key), "job", now)

    def feed_block(self, feed_id: str, now: datetime) -> Document:
        """Blocks what the feed has listed until now; if it is added again later, its jobs are stored again."""
        return self._block(f"feed:{feed_id}", "feed", now, feed_id=feed_id)

    def review(self, job: Values) -> Values | None:
        """The normalised job itself; a copy without the erased passages; or None if the job was erased."""
        if self._is_empty:
            return job
        if job.get("external_id") and self.holds_job(job_key(str(job["source"]), str(job["external_id"]))):
            return None
        texts = {name: value for name, value in job.items() if name not in KEPT_AS_THEY_ARE}
        found: Values = self.masked(texts)
        if found == texts:
            return job
        if found.get("external_id") != job.get("external_id"):  # distinct, and equal in every import
            found["external_id"] = f"erased-{self._digest(str(job['external_id']))}"
        return job | found

    def holds_job(self, key: str) -> bool:
        return self._digest(key) in self._jobs

    def holds_run(self, feed_id: str, run_id: str) -> bool:
        """Whether all of its feed was erased after the run was started."""
        return feed_id in self._feeds and run_id < first_id_at(self._feeds[feed_id])

    def masked(self, value: Any) -> Any:
        """A copy with the passages masked in every text."""
        match value:
            case str():
                return self.passages.mask(value)
            case Mapping():
                return {name: self.masked(part) for name, part in value.items()}
            case list():
                return [self.masked(part) for part in value]
            case tuple():
                return tuple(self.masked(part) for part in value)
            case _:
                return value

    def _digest(self, text: str) -> str:
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=self._key, person=b"job").hexdigest()

    def _block(self, digest: str, kind: str, now: datetime, **more: Any) -> Document:
        return {"_id": digest, "kind": kind, "at": now, "key": self.key_id, **more}


NOTHING_BLOCKED = BlockList([], b"")


def read_blocklist(db: Db, read_key: Callable[[], str]) -> BlockList:
    """`read_key` is called only if something was ever erased. Raises KeyLostError, and what `read_key` raises."""
    docs = list(db.erasures.find())
    return BlockList(docs, key_of(read_key())) if docs else NOTHING_BLOCKED


def key_of(secret: str) -> bytes:
    """Raises KeyLostError for an empty secret."""
    if not secret:
        raise KeyLostError
    return blake2b(secret.encode(), digest_size=32, person=b"erasure key").digest()


def _passage(doc: Mapping[str, Any]) -> Passage:
    return Passage(bytes.fromhex(doc["_id"]), bytes.fromhex(doc["first"]), doc["words"])
