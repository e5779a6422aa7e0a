"""Addresses: made absolute for people, and stripped of tracking parameters for comparison."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from job_importer.caching import Memory
from job_importer.urls.redact import has_secret_path

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff]+")
_CDATA = re.compile(r"^\s*<!\[CDATA\[|\]\]>\s*$")
# "example.com/jobs/1" without its scheme; "jobs.html" is a page, not a host.
_PAGE = "html?|xhtml|php|aspx?|jspx?|cfm|cgi|do|json|xml|pdf|txt"
_HOST_FIRST = re.compile(rf"(?i)(?:[\w-]+\.)+(?!(?:{_PAGE})(?:[/?#]|$))[^\W\d_]{{2,}}(?::\d+)?(?:[/?#]|$)")
_EMAIL = re.compile(r"[^\s/@?#]+@[^\s/@?#]+")
_RELATIVE = re.compile(r"[/.?#]")  # a bare word is a name or a number, not an address
# Characters that would end an HTML attribute, or disguise an address (bidirectional controls).
_UNSAFE = re.compile("[ \"'<>`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_HOST = re.compile(rf"{_UNSAFE.pattern}|\\")  # browsers end the host at a backslash, Python does not
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/?=&%+,@:!*;()#-]*)?")


def clean_url(value: str | None, base: str | None = None) -> str | None:
    """An absolute http(s) URL, or None for anything else (`javascript:`, `mailto:`, no host, nonsense).

    `www.x/…`, `x.com/…` and `//x/…` get https; relative addresses are joined to `base` if there is one.
    It is safe in an HTML attribute and leads to the host that it shows: spaces, quotes, angle brackets and
    bidirectional
    controls are percent-encoded, and credentials removed. International names and paths stay as they are.
    None below a path that contains a secret, because a job's address is public.
    """
    if not isinstance(value, str):
        return None
    if _PLAIN.fullmatch(value) and "&amp;" not in value and ".." not in value:
        return value
    try:
        value = unescape_address(_CDATA.sub("", value)).replace("\\/", "/")  # JSON-escaped once too often
        return _absolute(_SPACE.sub(" ", value).strip(), base)
    except ValueError:  # urllib's error for a broken IPv6 host or an impossible port
        return None


def unescape_address(value: str) -> str:
    """`&amp;` left over from double escaping. Other entities are left alone: "&copy=1" is a parameter."""
    while "&amp;" in value:
        value = value.replace("&amp;", "&")
    return unescape(value) if value.startswith("&lt;") else value


def _absolute(value: str, base: str | None) -> str | None:
    if not value:
        return None
    if value.startswith("//"):
        value = "https:" + value
    elif _HOST_FIRST.match(value):
        value = "https://" + value
    elif not _SCHEME.match(value):
        if not base or not _RELATIVE.search(value) or _EMAIL.fullmatch(value):
            return None
        if not value.startswith("/") and has_secret_path(base):
            return None
        value = urljoin(_bare(base), value)
    parts = urlsplit(value)
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme not in ("http", "https") or not parts.hostname or _NO_HOST.search(parts.netloc):
        return None
    _ = parts.port  # raises on an invalid port
    rest = value[len(parts.scheme) + len("://") + len(parts.netloc) :]
    return f"{parts.scheme}://{host}{_UNSAFE.sub(lambda found: quote(found[0], ''), rest)}"


def _bare(base: str) -> str:
    """Scheme, host and path: the credentials and keys in a feed's address must not get into its jobs' addresses."""
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


# Parameters that say where a visitor came from, never which page is meant.
_TRACKING_PREFIXES = (
    "utm_",
    "mc_",
    "mtm_",
    "pk_",
    "hsa_",
    "_hs",
    "itm_",
    "at_",
    "trk_",
    "matomo_",
    "piwik_",
    "stm_",
    "ga_",
    "aspsessionid",
)
_TRACKING_NAMES = """
gclid gclsrc dclid wbraid gbraid fbclid msclkid twclid ttclid yclid li_fat_id igshid mkt_tok srsltid vero_id
oly_anon_id oly_enc_id wickedid s_cid _ga _gl icid ncid cmpid clickid click_id trackingid tracking_id gh_src
lever-source lever-origin jobboardsource jobsource job_source applysource sourcetype rx_source rx_campaign rx_medium
rx_cid rx_c rx_a rx_group rx_ts rx_vp rx_p rx_viewer iis iisn __jvst __jvsd
phpsessid sessionid session_id jsessionid cfid cftoken
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
# On some sites these identify the job: "ref=4711". Tracking only if the value is a word: "ref=newsletter".
_AMBIGUOUS_NAMES = "source src ref referer referrer refid campaign campaignid adid trk via from medium"
_TRACKING_WORDS = frozenset(_AMBIGUOUS_NAMES.split())
_SESSION = re.compile(r"(?i);jsessionid=[^/?#;]*")


def strip_tracking(url: str) -> str:
    """`url` without tracking parameters, the others in a fixed order. For identity and hashes, not for links."""
    if ";" in url:
        url = _SESSION.sub("", url)
    head, question, query = url.partition("?")
    return head + _queries[query] if question else url


def _query(query: str) -> str:
    query, hash_sign, fragment = query.partition("#")
    kept = sorted(part for part in re.split("&amp;|&", query) if part and not _is_tracking(part))
    return ("?" + "&".join(kept) if kept else "") + hash_sign + fragment


_queries = Memory(_query)


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower()
    if name in _TRACKING_WORDS:
        return not any(character.isdigit() for character in value)
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def comparable(url: str) -> str:
    """`url` reduced to what identifies the page; text that is not an address is returned unchanged."""
    return same_page(strip_tracking(url)) if url.startswith(("https://", "http://")) else url


def same_page(url: str) -> str:
    """An address without tracking, and without what changes when a site moves to https, to or from "www.", or starts
    to use trailing slashes. Text that is not an address is returned unchanged."""
    if url.startswith("http:"):
        url = "https" + url[4:]
    elif not url.startswith("https://"):
        return url
    if url.startswith("www.", 8):
        url = "https://" + url[12:]
    return url.rstrip("/") if url[-1] == "/" else url.replace("/?", "?", 1)
