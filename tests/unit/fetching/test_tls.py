"""Certificates are verified, against the system's authorities or those of SSL_CERT_FILE."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched, FetchRequest
from job_importer.fetching.target import is_same_party, parse_target
from tests.support.sick_server import SickServer

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]
HOST = "feeds.example.com"


def loopback(host: str, port: int) -> list:
    return [ip_address("127.0.0.1")]


def certificate(folder: Path, name: str = HOST, days: int = 1) -> Path:
    """A self-signed certificate and its key, in one PEM file. With negative `days` it has expired."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return pem


def tls_server(pem: Path) -> SickServer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return SickServer(context)


def test_a_trusted_certificate_is_accepted(tmp_path: Path, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with tls_server(pem) as server:
        assert get(server.url("healthy", HOST), resolve=loopback).status == 200


@pytest.mark.parametrize("case", ["unknown authority", "other name", "expired"])
def test_a_certificate_that_does_not_verify_is_refused_and_no_secret_sent(
    case: str, tmp_path: Path, failure: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "other.example.com" if case == "other name" else HOST, -1 if case == "expired" else 1)
    if case != "unknown authority":
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with tls_server(pem) as server:
        request = FetchRequest(server.url("healthy", HOST), {"X-Api-Key": "s3cret"})
        error = failure("", request, resolve=loopback)
        assert error.code == RunFailure.FEED_UNREACHABLE
        assert "certificate" in error.message
        assert server.visits == []


def test_a_server_that_does_not_speak_tls_is_unreachable(server: SickServer, failure: Fail) -> None:
    error = failure(server.url("healthy").replace("http:", "https:"), idle_seconds=0.3)
    assert error.code in (RunFailure.FEED_UNREACHABLE, RunFailure.FEED_TIMEOUT)


def test_a_secret_follows_the_upgrade_to_https_and_never_the_way_back() -> None:
    plain, secure = parse_target(f"http://{HOST}/a"), parse_target(f"https://{HOST}/b")
    assert is_same_party(plain, secure)
    assert not is_same_party(secure, plain)
    assert not is_same_party(plain, parse_target(f"https://{HOST}:8443/"))
    assert not is_same_party(parse_target(f"http://{HOST}:8080/"), secure)
    assert not is_same_party(plain, parse_target(f"https://www.{HOST}/"))
