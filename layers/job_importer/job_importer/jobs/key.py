"""The key of a job in the database: one for each (source, external id), safe in a URL path."""

from hashlib import blake2b

from job_importer.urls.normalise import comparable


def job_key(source: str, external_id: str) -> str:
    """32 hex digits: BLAKE2b-128 of the source and the id, each preceded by its length so that no two pairs collide.

    An id that is an address is normalised first.
    """
    digest = blake2b(digest_size=16)
    for part in (source, comparable(external_id)):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(4, "big"))
        digest.update(data)
    return digest.hexdigest()
