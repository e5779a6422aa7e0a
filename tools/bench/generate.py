"""Write a feed of any size, streaming: `python -m tools.bench.generate --jobs 20000 --format rss --out feed.xml`.

The same arguments give the same bytes. Descriptions are HTML of about 2 KB: paragraphs and lists, in three of ten
jobs with the classes, inline styles and links that editors paste.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import TextIO

from job_importer.intake.fields.values import words

WORDS = words(
    "we are looking for a person who likes to plan build test and run services that people depend on every day with"
    " care in a team that shares its knowledge reviews its work and goes home on time the role includes design"
    " customers quality safety reports training budget tools schedules maintenance support research and the odd"
    " surprise"
)
ROLES = (
    "Engineer",
    "Nurse",
    "Teacher",
    "Accountant",
    "Driver",
    "Designer",
    "Analyst",
    "Electrician",
    "Chef",
    "Planner",
)
GRADES = ("Senior", "Junior", "Lead", "Assistant", "Deputy", "Principal")
CITIES = (
    "Berlin, Germany",
    "Lyon, France",
    "Leeds, United Kingdom",
    "Utrecht, Netherlands",
    "Austin, TX, US",
    "Remote",
)
TYPES = ("Full Time", "Part Time", "Contract", "Internship")
CATEGORIES = ("Engineering", "Health", "Education", "Finance & Legal", "Logistics")
START = datetime(2026, 9, 1, tzinfo=UTC)
SENTENCES = 400
SENTENCE_BYTES = 75  # about, with its share of markup
DESCRIPTION_BYTES = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--format", choices=sorted(WRITERS), default="rss")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--description-bytes", type=int, default=DESCRIPTION_BYTES)
    arguments = parser.parse_args()
    write_feed(arguments.out, arguments.jobs, arguments.format, arguments.description_bytes)


def write_feed(out: Path, jobs: int, format: str = "rss", description_bytes: int = DESCRIPTION_BYTES) -> None:
    head, item, tail = WRITERS[format]
    with out.open("w", encoding="utf-8") as file:
        _write(file, head, (item(job) for job in generate(jobs, description_bytes)), tail)


def _write(file: TextIO, head: str, items: Iterator[str], tail: str) -> None:
    file.write(head)
    file.writelines(items)
    file.write(tail)


def generate(jobs: int, description_bytes: int = DESCRIPTION_BYTES) -> Iterator[dict[str, str]]:
    chance = random.Random(7)
    sentences = [_sentence(chance) for _ in range(SENTENCES)]
    for number in range(jobs):
        yield {
            "number": str(number),
            "title": f"{chance.choice(GRADES)} {chance.choice(ROLES)} {number % 997}",
            "company": f"Company {number % 5_000} & Sons",
            "location": chance.choice(CITIES),
            "type": chance.choice(TYPES),
            "category": chance.choice(CATEGORIES),
            "salary": f"${40 + number % 60}K - ${110 + number % 80}K",
            "posted": format_datetime(START + timedelta(minutes=7 * number % 80_000)),
            "url": f"https://jobs.example.com/jobs/{number}-{number % 997}?utm_source=feed",
            "description": _description(chance, sentences, description_bytes, number % 10 < 3),
        }


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(8, 18))).capitalize() + "."


def _description(chance: random.Random, sentences: list[str], size: int, pasted: bool) -> str:
    """Two thirds of it paragraphs, the rest a list, then a line with a link or stress and an entity."""
    texts = chance.sample(sentences, max(size // SENTENCE_BYTES, 4))
    prose = len(texts) * 2 // 3
    attributes = ' class="job-text" style="margin:0"' if pasted else ""
    parts = [f"<p{attributes}>{' '.join(texts[at : at + 4])}</p>" for at in range(2, prose, 4)]
    items = "".join(f"<li{attributes}>{text}</li>" for text in texts[prose:])
    link = f'<a href="https://jobs.example.com/about">{texts[0]}</a>' if pasted else f"<strong>{texts[0]}</strong>"
    return "\n".join((*parts, f"<ul>{items}</ul>", f"<p>{link} R&amp;D, {texts[1]}</p>"))


def _rss_item(job: dict[str, str]) -> str:
    return f"""<item>
<title>{escape(job["title"])}</title>
<link>{escape(job["url"])}</link>
<guid isPermaLink="false">job-{job["number"]}</guid>
<pubDate>{job["posted"]}</pubDate>
<description><![CDATA[{job["description"]}]]></description>
<job_listing:company>{escape(job["company"])}</job_listing:company>
<job_listing:location>{escape(job["location"])}</job_listing:location>
<job_listing:job_type>{job["type"]}</job_listing:job_type>
<job_listing:job_category>{escape(job["category"])}</job_listing:job_category>
</item>
"""


def _indeed_job(job: dict[str, str]) -> str:
    names = {"title": "title", "date": "posted", "referencenumber": "number", "url": "url", "company": "company"}
    names |= {"city": "location", "salary": "salary", "jobtype": "type", "category": "category"}
    names |= {"description": "description"}
    fields = "".join(f"<{name}><![CDATA[{job[key]}]]></{name}>\n" for name, key in names.items())
    return f"<job>\n{fields}</job>\n"


Writer = tuple[str, Callable[[dict[str, str]], str], str]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRITERS: dict[str, Writer] = {
    "rss": (
        _DECLARATION + '<rss version="2.0" xmlns:job_listing="https://jobs.example.com">\n<channel>\n'
        "<title>Example jobs</title>\n<link>https://jobs.example.com</link>\n",
        _rss_item,
        "</channel>\n</rss>\n",
    ),
    "indeed": (_DECLARATION + "<source>\n<publisher>Example</publisher>\n", _indeed_job, "</source>\n"),
}

if __name__ == "__main__":
    main()
