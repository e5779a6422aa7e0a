"""What the lists of the API have in common: parameters, items, and exports."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from job_importer.api.export import as_response
from job_importer.api.filters import ListFilter
from job_importer.api.pages import read_page
from job_importer.api.queries import ListQuery, Position
from job_importer.api.routing import Request
from job_importer.api.views.page import Page

Item = TypeVar("Item", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ListOf(Generic[Item]):
    """`show` turns documents into items; `columns` are the dotted names of the CSV columns."""

    queries: Callable[[Any, Position], Iterable[ListQuery]]
    show: Callable[[Request, list[Any]], Iterable[Item]]
    columns: Sequence[str] = ()

    def page(self, request: Request, wanted: ListFilter, limit: int | None, cursor: str | None) -> Page[Item]:
        part = request.part(wanted.scope(), limit, cursor)
        found = read_page(request.db, lambda after: self.queries(wanted, after), part)
        return Page(items=list(self.show(request, found.docs)), next_cursor=found.next_cursor)

    def answer(self, request: Request, wanted: ListFilter, limit: int | None, cursor: str | None) -> Response[str]:
        """A page or an export, depending on the Accept header."""
        return as_response(self.page(request, wanted, limit, cursor), request.media, self.columns)
