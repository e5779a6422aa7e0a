"""The encoding of a feed, whatever it declares."""

import pytest

from tests.support.previewing import fields, look, source


def feed(declared: str | None, title: str) -> str:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    return head + "\n" + source(fields(id="1", title=title, url="https://x.example/1"))


@pytest.mark.parametrize(
    ("declared", "written", "content_type", "title", "reported"),
    [
        (None, "utf-8", None, "Bäcker", "utf-8"),
        ("UTF-8", "utf-8-sig", None, "Bäcker", "utf-8"),
        ("iso-8859-1", "utf-8-sig", None, "Bäcker", "utf-8"),
        ("UTF-16", "utf-16", None, "Bäcker", "utf-16"),
        ("UTF-8", "utf-16", None, "Bäcker", "utf-16"),
        ("UTF-16", "utf-16-le", None, "Bäcker", "utf-16"),
        ("UTF-16", "utf-16-be", None, "Bäcker", "utf-16"),
        ("UTF-32", "utf-32", None, "Bäcker", "utf-32"),
        ("iso-8859-1", "iso-8859-1", None, "Bäcker", "windows-1252"),
        ("iso-8859-1", "windows-1252", None, "“Bäcker” – €", "windows-1252"),
        ("iso-8859-2", "iso-8859-2", None, "Łódź piekarz", "iso-8859-2"),
        ("windows-1251", "windows-1251", None, "Пекарь", "windows-1251"),
        ("Shift_JIS", "shift_jis", None, "パン職人", "shift_jis"),
        ("EUC-JP", "euc-jp", None, "パン職人", "euc-jp"),
        ("ISO-2022-JP", "iso-2022-jp", None, "パン職人", "iso-2022-jp"),
        ("GB2312", "gbk", None, "面包师傅镕", "gbk"),
        ("Big5", "big5", None, "麵包師", "big5"),
        ("euc-kr", "euc-kr", None, "제빵사", "euc-kr"),
        ("iso-8859-1", "utf-8", None, "Bäcker", "utf-8"),
        ("utf-8", "windows-1252", None, "Bäcker", "windows-1252"),
        ("utf-8", "windows-1251", "text/xml; charset=windows-1251", "Пекарь", "windows-1251"),
        (None, "windows-1252", None, "Bäcker", "windows-1252"),
        (None, "koi8-r", 'application/xml; charset="KOI8-R"', "Пекарь", "koi8-r"),
        ("windows-874", "cp874", None, "วิศวกรซอฟต์แวร์ กรุงเทพมหานคร", "windows-874"),
        ("TIS-620", "tis-620", None, "วิศวกรซอฟต์แวร์", "windows-874"),
        (None, "cp874", "text/xml; charset=iso-8859-11", "วิศวกรซอฟต์แวร์", "windows-874"),
        ("latin-1", "cp1252", None, "“Bäcker”", "windows-1252"),
        ("x-nonsense", "utf-8", "text/xml; charset=nonsense", "Bäcker", "utf-8"),
        ("utf-16", "utf-8", None, "Bäcker", "utf-8"),
    ],
)
def test_the_title_is_correct_and_the_encoding_is_reported(
    declared: str | None, written: str, content_type: str | None, title: str, reported: str
) -> None:
    report, (job,) = look(feed(declared, title).encode(written), content_type=content_type)
    assert (job["title"], report["encoding"], report["outcome"]) == (title, reported, "ok")


TEXTS = {
    "shift_jis": ("パン職人を募集しています。勤務地は東京です。", "cp932"),
    "euc-jp": ("パン職人を募集しています。勤務地は東京です。", "euc_jp"),
    "gb18030": ("我们正在招聘软件工程师，工作地点在北京。", "gb18030"),
    "big5": ("我們正在招聘軟體工程師，工作地點在台北，月薪五萬元以上。", "big5"),
    "euc-kr": ("소프트웨어 개발자를 모집합니다. 근무지는 서울입니다.", "cp949"),
    "windows-1251": ("Требуется пекарь в дневную смену, оплата раз в неделю", "cp1251"),
    "koi8-r": ("Требуется пекарь в дневную смену, оплата раз в неделю", "koi8_r"),
    "windows-1252": ("Bäcker „für“ Köln – größere Übung nötig, äußerst früh; été, où, ça, île", "cp1252"),
}


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_legacy_encoding_is_recognised_by_its_text_if_none_or_a_usual_one_is_declared(
    name: str, declared: str | None
) -> None:
    title, codec = TEXTS[name]
    report, (job,) = look(feed(declared, title).encode(codec))
    assert (job["title"], report["encoding"]) == (title, name)


@pytest.mark.parametrize(
    ("codec", "title"),
    [
        ("cp1250", "Inżynier w Łodzi, żółć, gęślą jaźń, pracę źródło świeżą"),
        ("cp1253", "Ζητείται μηχανικός λογισμικού στην Αθήνα με εμπειρία και γνώση"),
        ("cp1255", "דרוש מהנדס תוכנה בתל אביב עם נסיון של שלוש שנים לפחות"),
        ("cp1254", "Muhasebe elemanı aranıyor, çalışma şartları güzel, ğüşiöç ğüşiöç ğüşiöç"),
    ],
)
def test_a_declared_or_uncertain_encoding_is_not_guessed(codec: str, title: str) -> None:
    label = codec.replace("cp", "windows-")
    report, (job,) = look(feed(label, title).encode(codec))
    assert (job["title"], report["encoding"]) == (title, label)
    assert look(feed(None, title).encode(codec))[0]["encoding"] == "windows-1252"


def test_utf8_with_a_few_broken_bytes_is_still_utf8() -> None:
    data = feed("utf-8", "Bäcker und Müller für Brötchen").encode().replace(b"und", b"\xff\xfe")
    report, (job,) = look(data)
    assert report["encoding"] == "utf-8"
    assert job["title"].startswith("Bäcker")
    assert job["title"].endswith("Brötchen")


@pytest.mark.parametrize("at", range(65_530, 65_542))
def test_a_character_across_two_blocks_is_read(at: int) -> None:
    filler = "<!--" + "x" * (at - 60 - len(source()) // 2) + "-->"
    for codec in ("utf-8", "utf-16", "shift_jis"):
        text = feed(codec, "パン職人").replace("<source>", filler + "<source>")
        _, (job,) = look(text.encode(codec))
        assert job["title"] == "パン職人"


def test_an_unknown_declared_encoding_gives_a_warning() -> None:
    report, _ = look(feed("x-nonsense", "Bäcker").encode(), content_type="text/xml; charset=nonsense")
    said = "The source declares the encoding 'x-nonsense' and 'nonsense', which is unknown;"
    assert f"{said} it was read as utf-8." in report["warnings"]
    for claim in ("utf-16", "windows-1252", "latin-1"):
        assert not any("no browser" in warning for warning in look(feed(claim, "Baker").encode())[0]["warnings"])
