"""Who may do what."""

import pytest

from job_importer.api.auth import Role, Tokens, admit, needed_role, role_of
from job_importer.api.errors import ApiError

TOKENS = Tokens("viewer-token", "operator-token")


def test_all_but_health_and_preflights_needs_a_role() -> None:
    assert needed_role("GET", "/health") is needed_role("GET", "/health/") is needed_role("OPTIONS", "/feeds") is None
    for path in ("/", "", "/healthy", "/health/x", "/imports", "//health/../imports"):
        assert needed_role("GET", path) is Role.VIEWER
        for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
            assert needed_role(method, path) is Role.OPERATOR


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Bearer viewer-token", Role.VIEWER),
        ("bearer  operator-token ", Role.OPERATOR),
        ("Basic operator-token", None),
        ("operator-token", None),
        ("Bearer operator-token x", None),
        ("Bearer \udc80", None),
        ("Bearer", None),
        ("", None),
    ],
)
def test_a_token_proves_its_role(header: str, role: Role | None) -> None:
    assert role_of(header, TOKENS) is role


def test_an_empty_secret_lets_nobody_in() -> None:
    for header in ("", "Bearer", "Bearer "):
        assert role_of(header, Tokens("", "")) is None


def test_the_same_token_for_both_roles_is_the_operators() -> None:
    assert role_of("Bearer x", Tokens("x", "x")) is Role.OPERATOR


def test_a_lesser_role_is_403_and_none_is_401() -> None:
    for header, status in (("Bearer viewer-token", 403), ("Bearer nonsense", 401)):
        with pytest.raises(ApiError) as error:
            admit("POST", "/imports", header, TOKENS)
        assert error.value.status == status


def test_tokens_are_not_shown() -> None:
    assert "token" not in repr(TOKENS)
