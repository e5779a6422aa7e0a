"""What is a damaged copy of a text, and what is another text."""

import pytest

from job_importer.jobs.damage import is_marked, worse_text

TITLE = "Développeur à Île-de-France – «Équipe» Müller"


def job(**texts: str) -> dict[str, str | None]:
    return {"title": "Baker", "company": "Bakery", "location": "Lyon", "description_text": None} | texts


@pytest.mark.parametrize(
    "damaged",
    [
        TITLE.encode().decode("latin-1"),
        TITLE.encode().decode("cp1252", "replace"),
        TITLE.encode().decode("ascii", "replace"),
        TITLE.encode("ascii", "replace").decode(),
        repr(TITLE.encode())[2:-1],
        TITLE.encode("unicode_escape").decode(),
        TITLE.encode("ascii", "xmlcharrefreplace").decode(),
        TITLE.replace("é", "&eacute;").replace("«", "&amp;laquo;"),
        f"<b>{TITLE}</b>",
        f"&lt;p&gt;{TITLE}&lt;/p&gt;",
        f"<![CDATA[{TITLE}]]>",
        TITLE.replace("é", "%C3%A9"),
    ],
)
def test_a_damaged_copy_is_worse_and_mending_it_is_not(damaged: str) -> None:
    assert worse_text(job(title=TITLE), job(title=damaged)) == "title"
    assert worse_text(job(title=damaged), job(title=TITLE)) is None
    assert worse_text(job(title=damaged), job(title=damaged)) is None
    assert is_marked(job(title=damaged))
    assert not is_marked(job(title=TITLE))


def test_a_description_is_a_damaged_copy_however_few_places_it_has_and_wherever_it_is_cut() -> None:
    long = "We bake bread, cakes and much more, all of it before dawn. " * 60 + "Café."
    early = "Café. " + long
    assert worse_text(job(description_text=early), job(description_text=early.replace("é", "Ã©"))) == "description_text"
    lines = "Bread.\nCakes.\n" * 300
    assert (
        worse_text(job(description_text=lines), job(description_text=lines.replace("\n", "\\n"))) == "description_text"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We bake bread.", "Wir backen Brot für München und Zürich."),  # translated
        ("Wir backen Brot für München.", "Мы печём хлеб. Ищем пекаря в Москву."),
        ("Wir backen Brot.", "我们烤面包。"),
        ("We bake bread.", "About us: a bakery since 1902. We bake bread. Salary > 50k & <10% travel. C:\\new\\temp"),
        ("We bake bread.", "We bake bread. Vous parlez français ? Écrivez-nous, «CAFÉ» Ærø! Are you in?"),
        (
            "We bake bread. https://x.example/a?b=c",
            "We bake much bread. https://x.example/a?b=c&d=e https://y.example/?q=1",
        ),
        (
            "We bake bread every day before dawn, with care.",
            "A new text of ours; it speaks of many things at length, and "
            "in one place a letter is lost: Z\ufffdrich. The rest is what a text should be, and longer than before.",
        ),
        ("<b>We</b> bake <i>bread</i>.", "<b>We</b> bake <i>cakes</i> <br>"),
        ("We bake bread.", ""),
    ],
)
def test_another_text_is_no_damage(old: str, new: str) -> None:
    assert worse_text(job(description_text=old), job(description_text=new)) is None


def test_a_text_that_was_not_there_before_cannot_be_worse() -> None:
    assert worse_text(job(), job(description_text="D\\xc3\\xa9veloppeur")) is None


@pytest.mark.parametrize("text", ["Café–Bar", "Menü™", "Zürich (CH) – 5 € à l’heure", "Ärzte…"])
def test_a_letter_with_an_accent_before_a_sign_is_no_damage(text: str) -> None:
    assert not is_marked(job(title=text))
    assert is_marked(job(title=text.encode().decode("cp1252")))


@pytest.mark.parametrize(("shared", "is_copy"), [(19, False), (20, True)])
def test_a_text_of_another_length_is_a_copy_where_it_begins_with_the_same_twenty_letters(
    shared: int, is_copy: bool
) -> None:
    old, new = "a" * shared, "a" * shared + "b" * 50 + "\ufffd"
    assert worse_text(job(description_text=old), job(description_text=new)) == ("description_text" if is_copy else None)
