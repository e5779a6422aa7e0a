"""What an address may return that is not a feed of jobs."""

import json

import pytest

from job_importer.intake.guard.articles import address_score
from tests.support.previewing import fields, look, source

HTML = "<!DOCTYPE html><html><head><title>Careers at Example</title></head><body><p>Jobs &nbsp;<br></body></html>"
LOGIN = '<html><head><title>Sign in</title></head><body><form><input type="password"></form></body></html>'


def rss(title: str, *items: str, more: str = "") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {more}><channel><title>{title}</title><link>https://x.example</link>{body}</channel></rss>'
    )


def post(n: int, title: str, path: str = "2026/10") -> str:
    return fields(title=title, link=f"https://x.example/{path}/{n}", guid=str(n), description="What we learned.")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (HTML, "web page"),
        ("\ufeff\n<!-- hi --> " + HTML, "Careers at Example"),
        ("<?xml version='1.0'?>" + HTML, "web page"),
        (LOGIN, "login page"),
        ("Service unavailable", "not XML, JSON or CSV"),
        ("%PDF-1.4 \x01\x02", "not XML, JSON or CSV"),
        ("<urlset><url><loc>https://x.example/</loc></url></urlset>", "urlset"),
        ("<br />\n<b>Fatal error</b>: no memory in <b>/feed.php</b><br />", "web page"),
        ("<jobs><error>Invalid key</error></jobs>", "Invalid key"),
        ('{"status": "error", "message": "Feed not found", "data": []}', "Feed not found"),
        ('<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Ontology r:about="urn:x"/></r:RDF>', "rdf"),
        ("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", "error"),
        (rss("Daily news", post(1, "Parliament votes"), post(2, "Rain expected")), "articles"),
        (rss("Career advice blog", post(1, "How to shine"), post(2, "Ten mistakes in a CV")), "articles"),
        (
            rss(
                "Engineering blog",
                *(
                    post(n, "Scaling our queue") + "<dc:creator>Ann</dc:creator><slash:comments>3</slash:comments>"
                    for n in range(4)
                ),
                more='xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"',
            ),
            "comments",
        ),
        (
            rss(
                "Recruiting blog",
                fields(title="How to hire an engineer", link="https://x.example", description="Salary and location."),
            ),
            "articles",
        ),
        (
            "<products>"
            + "".join(
                f"<product>{fields(id=str(n), name='Lamp', price='3', url='https://x.example')}</product>"
                for n in range(3)
            )
            + "</products>",
            "product",
        ),
    ],
)
def test_something_else_is_refused_with_the_reason(document: str, reason: str) -> None:
    report, jobs = look(document)
    assert (report["outcome"], jobs) == ("not_a_job_feed", [])
    assert reason in report["message"]


@pytest.mark.parametrize(
    "feed",
    [
        rss("News", post(1, "Night Nurse", "jobs"), post(2, "Porter", "jobs")),
        rss("Vacancies", post(1, "Head Chef"), post(2, "Deputy Manager")).replace("What we", "Full-time. Salary: 10"),
        rss("Updates", *(fields(title="Baker", link="https://x.example/apply?jobid=3", guid="3") for _ in range(2))),
    ],
)
def test_plain_items_that_look_like_jobs_are_accepted(feed: str) -> None:
    assert look(feed)[0]["outcome"] == "ok"


COMMENTED = """<comments>https://x.example/{0}#respond</comments><dc:creator>Acme</dc:creator>
<slash:comments>{1}</slash:comments>"""
BLOGGED = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'


@pytest.mark.parametrize(
    ("channel", "outcome"),
    [
        ("Library Jobs", "ok"),
        ("Freie Stellen", "ok"),
        ("Jobs report", "not_a_job_feed"),
        ("Film jobs blog", "not_a_job_feed"),
        ("Tenders, grants and jobs", "not_a_job_feed"),
    ],
)
def test_a_channel_called_a_job_board_is_accepted_whatever_its_titles(channel: str, outcome: str) -> None:
    items = [fields(title=title, link=f"https://x.example/2026/10/{title}") for title in ("Gaffer", "Grip")]
    assert look(rss(channel, *items))[0]["outcome"] == outcome


@pytest.mark.parametrize(("channel", "outcome"), [("Example Job Board", "ok"), ("Example Job Blog", "not_a_job_feed")])
def test_a_board_of_jobs_may_have_the_addresses_of_a_blog(channel: str, outcome: str) -> None:
    feed = rss(channel, *(post(n, title, "2026/05/12") for n, title in enumerate(("Plumber", "Night Porter"))))
    assert look(feed)[0]["outcome"] == outcome


def board(comments: int) -> str:
    """Job advertisements as blog software publishes them."""
    titles = ("Web Developer // Acme", "Office Manager (m/f/x) // Acme")
    items = [post(n, title, "engineering") + COMMENTED.format(n, comments) for n, title in enumerate(titles)]
    return rss("Example Startup Jobs", *items, more=BLOGGED)


def test_a_job_board_may_have_fields_for_comments_without_comments() -> None:
    assert look(board(0))[0]["outcome"] == "ok"
    report, _ = look(board(3))
    assert (report["outcome"], "comments" in report["message"]) == ("not_a_job_feed", True)


ARTICLES = [
    rss(
        "World | The Daily",
        fields(title="Company cuts 300 jobs as manager quits", link="https://x.example/business/2026/oct/30/jobs-cut"),
        fields(title="Pay talks go on", link="https://x.example/pay-talks", description="Full-time workers wait."),
    ),
    rss(
        "Comments for Example Jobs",
        fields(title="Comment on Night Nurse by Ann", link="https://x.example/job/nurse/#comment-3", guid="1"),
    ),
    rss(
        "Career talks",
        *(fields(title=f"Ep. {n}: The product manager", link=f"https://x.example/{n}") for n in range(2)),
        more='xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    ).replace("</item>", "<itunes:duration>30:00</itunes:duration></item>"),
    rss(
        "Work &amp; careers",
        fields(title="The rise of the manager", link="https://x.example/work/2026/10/29/manager", description="Why."),
    ),
]


HOMES = rss("Homes", fields(title="3 bed house", link="https://x.example/1", city="Ulm", state="BW", country="DE"))
RELEASES = rss(
    "Releases", fields(title="Acme opens a plant", link="https://x.example/1", company="Acme"), more='xmlns:p="urn:p"'
)


@pytest.mark.parametrize(
    "feed", [*ARTICLES, HOMES, RELEASES], ids=["news", "comments", "podcast", "section", "homes", "releases"]
)
def test_words_or_fields_of_jobs_alone_do_not_make_items_jobs(feed: str) -> None:
    assert look(feed)[0]["outcome"] == "not_a_job_feed"


OTHERS = {
    "tenders": (
        "Tenders - procurement opportunities",
        "Supply of desks",
        "opportunity",
        "Closing date: 30 Nov. Pay: £9",
    ),
    "contracts": ("Contract opportunities", "Support services", "opp", "Location: Ulm. Closing date: 30 Nov"),
    "grants": ("Funding opportunities", "Bread research grants programme", "opportunity", "Closing date: 30 Nov"),
    "hiring blog": ("Acme Blog - Careers", "Meet our new bakery manager", "blog/careers", "He works full-time."),
    "hiring tag": ("Hiring - Acme", "Growing our team of engineers", "tagged/hiring", "We are."),
    "stories": ("Jobs stories", "I applied to 100 developer jobs", "p", "Full-time."),
    "advice": ("Acme career advice", "Sales manager resume example", "careers", "Salary: write none."),
    "guides": ("Acme career guide", "Nurse vs. doctor", "career-advice/finding-a-job", "Salary: average"),
    "training": ("Training", "Welder training", "training", "Full-time, 5 days"),
    "courses": ("Career courses", "Become an analyst in 12 weeks", "career", "Full-time or part-time."),
    "events": ("Careers service events", "Mock interviews for teachers", "careers/events", "Location: Hall 1"),
    "fairs": ("Career events", "Careers fair Ulm", "careers", "Location: Ulm"),
    "homes": ("Properties to rent", "2 bed flat in Ulm", "listings", "Location: Ulm. Apply now."),
    "statistics": ("Employment situation", "Payroll employment rises by 1%", "employment", "Full-time workers."),
    "forum": ("Jobs forum", "Re: Salary of a nurse", "viewtopic.php", "Salary: it depends"),
    "builds": ("Jenkins: all builds", "nightly worker #33", "job/nightly", ""),
    "commits": ("Recent commits to jobs:main", "Mend the worker", "acme/jobs/commit", ""),
    "labour news": ("Labor news", "Union meets at cannery", "jobs", "What it means."),
    "trade paper": ("HR Tech", "New tools for recruiters", "hiring", "What it means."),
    "section": ("Karriere - Blatt", "Gehalt: So bekommen Sie mehr", "karriere", "Ein Rat."),
    "French section": ("Emploi : toute l'actualité", "Le chômage recule en octobre", "emploi", "Analyse."),
    "Spanish advice": ("Consejos de empleo", "Entrevista: errores frecuentes", "empleo", "Lee."),
    "headlines": ("Jobs", "Steelworks to cut posts", "business", "What it means."),
    "more headlines": ("Jobs", "Airline creates 400 jobs in Ulm", "business", "What it means."),
    "questions": ("jobs", "Is it normal to wait?", "r/jobs/comments", "I wait."),
    "list": ("Example Business - Careers", "5 skills every manager needs", "2026/11/04", "Skills."),
    "plans": ("Planning applications", "Loft conversion", "planning", "Location: Ulm. Closing date: 3 Dec"),
    "opinions": ("Acme reviews", "Low pay - Sales Associate", "acme", "Location: Ulm. Full-time"),
    "résumés": ("Latest resumes", "Accountant seeking position", "resumes", "Full-time."),
    "survey": ("Vacancy survey", "Vacancies by size", "vacancies", "What it means."),
    "openings": ("Chess openings", "Sicilian Defense", "openings/sicilian#", "1. e4"),
    "insights": ("Acme Recruitment | Insights", "Managers in the age of machines", "insights", "What it means."),
    "service": ("Careers service", "We are closed on Friday", "careers", "See you."),
    "machines": ("Cron jobs", "backup finished", "jobs", "exit 0"),
    "a man": ("Steve Jobs archive", "Early letters", "job", "To a friend."),
    "Japanese column": ("転職コラム", "面接の質問", "tenshoku", "転職活動で"),
    "Arabic news": ("أخبار الوظائف", "نصائح للمقابلة", "jobs", "نص"),
    "appointments": ("Careers news", "Acme: new director appointed", "careers-news", "Full-time."),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_things_that_mention_work_are_refused(kind: str) -> None:
    channel, title, path, text = OTHERS[kind]
    items = [fields(title=title, link=f"https://x.example/{path}/{n}", guid=str(n), description=text) for n in (1, 2)]
    report, _ = look(rss(channel, *items))
    assert report["outcome"] == "not_a_job_feed"


GOODS = "<price>10</price><condition>new</condition><expirationDate>2026-12-01</expirationDate><city>Ulm</city>"
EVENTS = "<company>Acme</company><location>Ulm</location><startdate>2026-12-03</startdate><enddate>2026-12-04</enddate>"


FIRM = "<company>Acme</company><location>Ulm</location>"


@pytest.mark.parametrize("channel", ["PR wire", "Companies of Ulm", "Candidates"])
def test_a_company_and_a_place_do_not_make_items_jobs(channel: str) -> None:
    item = fields(title="Acme in short", link="https://x.example/1", guid="1") + FIRM
    for namespace in ("", 'xmlns:own="urn:own"'):
        assert look(rss(channel, item, more=namespace))[0]["outcome"] == "not_a_job_feed"
    assert look(rss("Acme", item))[0]["outcome"] == "ok"
    assert look(rss("Acme", item.replace("location", "about")))[0]["outcome"] == "not_a_job_feed"


@pytest.mark.parametrize("more", [GOODS, EVENTS])
def test_goods_and_events_have_some_fields_of_jobs(more: str) -> None:
    item = fields(title="Nurse uniform", link="https://x.example/1", guid="1") + more
    assert look(rss("Acme", item))[0]["outcome"] == "not_a_job_feed"


@pytest.mark.parametrize(
    "more",
    [
        "<company>Acme</company><workingHours>9-17</workingHours>",
        "<empresa>Acme</empresa><vencimento>2026-12-01</vencimento>",
        "<horario>20h</horario><jornada>Parcial</jornada>",
    ],
)
def test_shops_and_bills_have_some_fields_of_jobs(more: str) -> None:
    item = fields(id="1", name="Acme", city="Ulm", url="https://x.example/1") + more
    assert look(f"<list><entry>{item}</entry></list>")[0]["outcome"] == "not_a_job_feed"


def test_a_field_that_only_jobs_have_outweighs_one_of_homes_or_goods() -> None:
    item = {"id": "1", "title": "Nurse", "company": "Acme", "city": "Ulm", "url": "https://x.example/1", "rent": "400"}
    for more, outcome in (({}, "not_a_job_feed"), ({"jobType": "Full-time"}, "ok")):
        assert look(json.dumps({"items": [item | more]}))[0]["outcome"] == outcome


@pytest.mark.parametrize("item", ["anzeige", "inserat"])
def test_advertisements_may_be_for_anything(item: str) -> None:
    car = fields(id="1", titel="Golf", preis="9000", ort="Ulm", url="https://x.example/1", beschreibung="Gut.")
    assert look(f"<liste><{item}>{car}</{item}></liste>")[0]["outcome"] == "not_a_job_feed"


JOBS = {
    "careers": ("Careers at Acme", "People Partner", "careers", ""),
    "events jobs": ("Events &amp; Hospitality Careers", "Events Manager", "careers", "Full-time"),
    "tender jobs": ("Procurement jobs", "Tender Writer", "job", "Salary: £30"),
    "opportunities": ("Opportunities", "Field Coordinator", "opportunities", "Closing date: 30 Nov"),
    "invitations": ("Vacancies", "Join our team as a lifeguard", "vacancies", ""),
    "board": ("Remote Jobs", "Senior Dev", "view", "x"),
    "paid": ("Classifieds: jobs search", "Line Cook $22/hr (downtown)", "d", "Cook."),
    "escaped": ("Acme | jobs search", "<![CDATA[Lifter &#x0024;22/hr (Ulm)]]>", "d", "Lift."),
    "hiring": ("Helpers", "[Hiring] Video editor", "comments", "Cut."),
    "German": ("Stellenausschreibungen", "Mitarbeiterin (m/w/d)", "stellen", "Bewerbungsfrist: 30.11."),
    "Italian": ("Offerte di lavoro", "Magazziniere", "annuncio", "Sede: Roma"),
    "Finnish": ("Avoimet työpaikat", "Sairaanhoitaja", "tyopaikat", "Kokoaikainen"),
    "Czech": ("Volná místa – Práce", "Skladník", "nabidka", "Plný úvazek"),
    "Japanese": ("求人情報", "看護師", "kyujin", "勤務地: 東京"),
    "Chinese": ("招聘信息", "软件工程师", "zhaopin", "工作地点: 北京"),
    "join us": ("Acme | Join us", "Customer Success Lead", "o", "Help them."),
    "roles": ("Open roles at Acme", "Product Designer", "o", "Draw."),
    "agency": ("Deals &amp; Contracts Recruitment", "Contracts Lawyer", "vacancy", "Read."),
    "apprentices": ("Apprenticeships", "Apprentice Baker", "a", "Bake."),
    "headings": ("Acme", "Head of Bread", "o", "About the role: bake."),
    "notices": ("Recruitment notices", "Recruitment of Junior Engineer", "recruitment", "12 posts"),
    "Swiss": ("Offene Stellen bei Acme", "Lagermitarbeiter 80-100%", "joboffer", "Ulm"),
    "French public": ("Recrutement", "Cuisinier H/F", "recrutement", "x"),
    "Italian public": ("Bandi di concorso", "Operaio", "concorsi", "x"),
    "doctorates": ("Ausschreibungen für Promotionsstellen", "Promotion in Physik", "stellen", "x"),
    "positions": ("Acme", "Gaffer", "positions", "x"),
    "French": ("Offres d'emploi", "Animateur périscolaire", "offres-emploi", "x"),
    "Arabic": ("وظائف شاغرة", "كاتب", "s", "نص"),
    "Hebrew": ("דרושים", "נהג", "s", "נהיגה"),
    "Greek": ("Θέσεις εργασίας", "Μάγειρας", "s", "Αθήνα"),
    "Thai": ("หางาน สมัครงาน", "พนักงานขาย", "s", "x"),
    "Hindi": ("सरकारी नौकरी", "लिपिक", "s", "x"),
    "Vietnamese": ("Việc làm mới nhất", "Thủ kho", "viec-lam", "Hà Nội"),
    "Indonesian": ("Lowongan Kerja", "Supir", "lowongan", "Jakarta"),
    "Mexican": ("Vacantes", "Almacenista", "v", "x"),
    "Serbian": ("Poslovi", "Kuvar", "p", "x"),
    "Croatian": ("Oglasi za posao", "Konobar", "oglasi", "Split"),
    "Norwegian": ("Ledige stillinger - Eksempel", "Renholder", "ledige-stillinger", "x"),
    "Catalan": ("Ofertes de feina", "Cambrer", "f", "x"),
    "Ukrainian": ("Вакансії", "Вантажник", "s", "x"),
    "Russian": ("Вакансии", "Менеджер по продажам", "vacancy", ""),
}


@pytest.mark.parametrize("kind", JOBS)
def test_plain_jobs_are_recognised_by_their_words_in_many_languages(kind: str) -> None:
    channel, title, path, text = JOBS[kind]
    picture = '<enclosure url="https://x.example/1.png" type="image/png"/>'
    items = [fields(title=title, link=f"https://x.example/{path}/{n}", guid=str(n), description=text) for n in (1, 2)]
    assert look(rss(channel, *(item + picture for item in items)))[0]["outcome"] == "ok"


def test_people_who_seek_work_are_no_job_feed_but_may_be_in_one() -> None:
    sought, offered = (
        post(n, title, "comments") for n, title in ((1, "[For Hire] Web developer"), (2, "[Hiring] Editor"))
    )
    assert look(rss("Helpers", sought))[0]["outcome"] == "not_a_job_feed"
    report, _ = look(rss("Helpers", sought, offered, post(3, "[Hiring] Cutter", "comments")))
    assert (report["outcome"], report["fetched"], report["invalid"]) == ("ok", 3, 0)


@pytest.mark.parametrize(
    ("link", "score"),
    [
        ("https://x.example/jobs/1", 2),
        ("https://x.example/offre-de-emploi/12", 2),
        ("https://x.example/view-job.php?n=1", 2),
        ("https://x.example/a/job-4711.html", 2),
        ("https://x.example/apply?jobid=3", 2),
        ("https://jobs.example/apply/3", 1),
        ("https://x.example/jobs-cut", 0),
        ("https://x.example/news/jobs/report", 1),
        ("https://x.example/blog/report", -1),
        ("https://x.example/careers/1", 1),
        ("https://x.example/opportunity/1", 1),
        ("https://x.example/careers/events/1", 0),
        ("https://[", 0),
    ],
)
def test_the_folders_of_an_address_count_but_not_the_words_of_its_page(link: str, score: int) -> None:
    assert address_score(link) == score


@pytest.mark.parametrize(
    "empty",
    [
        *("<workzag-jobs></workzag-jobs>", source(), rss("Jobs"), "<jobs/>", "<INSERATE></INSERATE>", "<vagas/>"),
        '<Advertiser><Jobs jid="1"/></Advertiser>',
        "<HRBAXMLJobPositionPosting><Header><Amount>0</Amount></Header><Data/></HRBAXMLJobPositionPosting>",
    ],
)
def test_a_feed_without_jobs_says_so_unless_it_may_be_empty(empty: str) -> None:
    assert look(empty)[0]["outcome"] == "no_jobs_found"
    report, jobs = look(empty, allow_empty=True)
    assert (report["outcome"], report["fetched"], jobs) == ("ok", 0, [])


def test_a_refusal_as_articles_names_the_setting_that_overrules_it() -> None:
    item = "<item><title>How we bake</title><link>https://x.example/blog/1</link></item>"
    report, _ = look(f"<rss><channel><title>Our blog</title>{item}</channel></rss>")
    assert report["message"].endswith("If it is a job feed, set its format to 'rss'.")
    assert look(f"<rss><channel><title>Our blog</title>{item}</channel></rss>", format="rss")[0]["outcome"] == "ok"


WEAK = rss("Acme", fields(title="Night shift in Ulm", link="https://x.example/17", description="Come and join."))


def test_a_feed_that_has_had_jobs_is_refused_only_on_strong_evidence() -> None:
    assert look(WEAK)[0]["outcome"] == "not_a_job_feed"
    assert look(WEAK, known_identity="link")[0]["outcome"] == "ok"
    item = {"id": "17", "url": "https://x.example/17", "title": "Night shift in Ulm", "content_text": "Come and join."}
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Acme", "items": [item]})
    assert look(feed)[0]["outcome"] == "not_a_job_feed"
    assert look(feed, known_identity="id")[0]["outcome"] == "ok"


@pytest.mark.parametrize("feed", [*ARTICLES[1:], HOMES], ids=["comments", "podcast", "section", "homes"])
def test_articles_are_refused_even_if_the_feed_has_had_jobs(feed: str) -> None:
    report, _ = look(feed, known_identity="link")
    assert (report["outcome"], "set its format to" in report["message"]) == ("not_a_job_feed", True)
