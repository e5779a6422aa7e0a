"""Who may do what."""

import pytest

from job_importer.api.auth import Caller, Role, Token, bearer, caller_of, digest_of, needed_role, require
from job_importer.api.errors import ApiError

TOKENS = [
    Token("viewer", Role.VIEWER, digest_of("viewer-token")),
    Token("operator", Role.OPERATOR, digest_of("operator-token")),
    Token("anna", Role.OPERATOR, digest_of("annas-token")),
]


def test_all_but_health_and_preflights_needs_a_role() -> None:
    assert needed_role("GET", "/health") is needed_role("GET", "/health/") is needed_role("OPTIONS", "/feeds") is None
    for path in ("/", "", "/healthy", "/health/x", "/imports", "//health/../imports"):
        assert needed_role("GET", path) is Role.VIEWER
        for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
            assert needed_role(method, path) is Role.OPERATOR


@pytest.mark.parametrize(
    ("header", "caller"),
    [
        ("Bearer viewer-token", Caller("viewer", Role.VIEWER)),
        ("bearer  operator-token ", Caller("operator", Role.OPERATOR)),
        ("Bearer annas-token", Caller("anna", Role.OPERATOR)),
        ("Basic operator-token", None),
        ("operator-token", None),
        ("Bearer operator-token x", None),
        ("Bearer \udc80", None),
        ("Bearer", None),
        ("", None),
    ],
)
def test_a_token_proves_a_name_and_a_role(header: str, caller: Caller | None) -> None:
    assert caller_of(bearer(header), TOKENS) == caller


def test_an_empty_token_lets_nobody_in() -> None:
    for header in ("", "Bearer", "Bearer "):
        assert caller_of(bearer(header), [Token("viewer", Role.VIEWER, digest_of(""))]) is None
    assert caller_of("viewer-token", []) is None


def test_the_same_token_for_both_roles_is_the_operators() -> None:
    both = [Token("viewer", Role.VIEWER, digest_of("x")), Token("operator", Role.OPERATOR, digest_of("x"))]
    assert caller_of("x", both) == caller_of("x", both[::-1]) == Caller("operator", Role.OPERATOR)


def test_a_lesser_role_is_403_and_nobody_is_401() -> None:
    for caller, status in ((Caller("viewer", Role.VIEWER), 403), (None, 401)):
        with pytest.raises(ApiError) as error:
            require(Role.OPERATOR, caller)
        assert error.value.status == status


def test_digests_are_not_shown() -> None:
    assert "digest" not in repr(TOKENS)
