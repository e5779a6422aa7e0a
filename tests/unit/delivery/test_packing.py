import json

from hypothesis import given
from hypothesis import strategies as st

from job_importer.delivery.messages import SQS_MAX_MESSAGE_BYTES, ChunkHeader, chunk_body, read_chunk
from job_importer.delivery.packing import INDEX_BYTES, ITEM_BYTES, MAX_JOB_BYTES, Chunk, Outgoing, batches, chunks
from job_importer.intake.model import Item
from tests.support.world import NOW


def items(*sizes: int, duplicates: frozenset[int] = frozenset()) -> list[Item]:
    return [Item(n, {"title": "x" * size}, duplicate=n in duplicates) for n, size in enumerate(sizes)]


def header(chunk: Chunk) -> ChunkHeader:
    return ChunkHeader(
        run_id="R",
        feed_id="f",
        n=chunk.n,
        items=chunk.items,
        duplicates=chunk.duplicates,
        rejected=len(chunk.rejected),
        seen_at=NOW,
    )


def test_a_chunk_is_full_at_its_number_of_jobs() -> None:
    assert [len(c.jobs) for c in chunks(items(*[1] * 7), max_jobs=3, max_bytes=10_000)] == [3, 3, 1]


def test_a_chunk_is_full_at_its_number_of_bytes() -> None:
    assert [len(c.jobs) for c in chunks(items(*[900] * 5), max_jobs=50, max_bytes=2_600)] == [2, 2, 1]


def test_bytes_are_counted_in_utf_8_and_not_in_characters() -> None:
    wide = [Item(n, {"title": "я" * 900}) for n in range(4)]
    assert [len(c.jobs) for c in chunks(wide, max_jobs=50, max_bytes=2_600)] == [1, 1, 1, 1]


def test_a_job_larger_than_a_chunk_goes_alone_and_its_neighbours_go_on() -> None:
    assert [c.indexes for c in chunks(items(10, 5_000, 10), max_jobs=50, max_bytes=2_000)] == [[0], [1], [2]]


def test_a_job_larger_than_a_message_is_rejected_and_its_neighbours_are_not() -> None:
    (chunk,) = chunks(items(10, MAX_JOB_BYTES, 10), max_jobs=50, max_bytes=2_000)
    assert chunk.indexes == [0, 2]
    assert [(r.index, r.bytes) for r in chunk.rejected] == [(1, MAX_JOB_BYTES + len('{"title":""}'))]


def test_duplicates_are_counted_where_they_stand_and_are_not_sent() -> None:
    (chunk,) = chunks(items(1, 1, 1, duplicates=frozenset({1})), max_jobs=50, max_bytes=2_000)
    assert (chunk.items, chunk.duplicates, chunk.indexes) == (3, 1, [0, 2])


def test_a_feed_without_items_has_no_chunks() -> None:
    assert list(chunks([], max_jobs=50, max_bytes=2_000)) == []


@given(
    st.lists(st.tuples(st.integers(0, 4_000), st.booleans()), max_size=60),
    st.integers(1, 9),
    st.integers(1_000, 9_000),
)
def test_chunks_cover_every_item_once_and_are_the_same_each_time(
    feed: list[tuple[int, bool]], max_jobs: int, max_bytes: int
) -> None:
    all_items = [Item(n, {"title": "x" * size}, duplicate=duplicate) for n, (size, duplicate) in enumerate(feed)]
    cut = list(chunks(all_items, max_jobs, max_bytes))
    assert cut == list(chunks(all_items, max_jobs, max_bytes))
    assert sum(c.items for c in cut) == len(feed)
    assert [i for c in cut for i in c.indexes] == [n for n, (_, duplicate) in enumerate(feed) if not duplicate]
    assert all(c.items == c.duplicates + len(c.rejected) + len(c.jobs) for c in cut)
    assert all(len(chunk_body(header(c), c.indexes, c.jobs).encode()) <= max(max_bytes, c.bytes) for c in cut)


def test_the_largest_job_that_is_not_rejected_fits_into_a_message() -> None:
    job = {"title": "x" * (MAX_JOB_BYTES - INDEX_BYTES - len('{"title":""}'))}
    (chunk,) = chunks([Item(99_999_999, job)], max_jobs=50, max_bytes=2_000)
    ids = {"run_id": "R" * 26, "feed_id": "f" * 64, "replay_of": "R" * 26, "overtaken_by": "R" * 26, "reader": "r" * 16}
    long_header = header(chunk).model_copy(update=ids)
    assert chunk.jobs
    body = chunk_body(long_header, chunk.indexes, chunk.jobs, ["0" * 2 * ITEM_BYTES])
    assert len(body.encode()) <= SQS_MAX_MESSAGE_BYTES


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_the_producer_writes_the_consumer_reads(title: str) -> None:
    (chunk,) = chunks([Item(3, {"title": title})], max_jobs=50, max_bytes=2_000)
    body = chunk_body(header(chunk), chunk.indexes, chunk.jobs)
    body.encode()  # SQS takes UTF-8
    assert json.loads(body)["jobs"][0]["title"] == title
    if title.isprintable():
        assert read_chunk(body).indexes == (3,)


def test_characters_that_sqs_refuses_are_escaped() -> None:
    (chunk,) = chunks([Item(0, {"title": "a\uffffb\ufffe\x01"})], max_jobs=50, max_bytes=2_000)
    assert chunk.jobs == ['{"title":"a\\uffffb\\ufffe\\u0001"}']
    (chunk,) = chunks([Item(0, {"title": "é\ud800"})], max_jobs=50, max_bytes=2_000)
    assert chunk.jobs == ['{"title":"\\u00e9\\ud800"}']


@given(st.lists(st.integers(1, SQS_MAX_MESSAGE_BYTES), max_size=40))
def test_a_batch_keeps_both_limits_and_loses_nothing(sizes: list[int]) -> None:
    messages = [Outgoing(Chunk(n, 0), "", size) for n, size in enumerate(sizes)]
    packed = list(batches(messages))
    assert [message for batch in packed for message in batch] == messages
    assert all(1 <= len(b) <= 10 and sum(m.bytes for m in b) <= SQS_MAX_MESSAGE_BYTES for b in packed)


def test_a_batch_is_as_full_as_the_limits_let_it_be() -> None:
    small = [Outgoing(Chunk(n, 0), "", 1) for n in range(23)]
    assert [len(batch) for batch in batches(small)] == [10, 10, 3]
    halves = [Outgoing(Chunk(n, 0), "", SQS_MAX_MESSAGE_BYTES // 2) for n in range(5)]
    assert [len(batch) for batch in batches(halves)] == [2, 2, 1]
