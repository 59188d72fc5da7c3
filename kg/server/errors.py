"""Why a request was not answered, each with its HTTP status."""

from __future__ import annotations

from kg.errors import GraphError, KgError, NotFoundError, OutsideError, QueryError


class AnswerError(QueryError):
    """A request that was understood but not answered; `code` names the kind of reason."""

    code = "failed"
    status = 503


class BusyError(AnswerError):
    """As many queries run and wait as may."""

    code = "busy"


class TimeLimitError(AnswerError):
    """The query was ended because its time was over."""

    code = "time"
    status = 504


class MemoryLimitError(AnswerError):
    """The query was ended because it needed too much memory."""

    code = "memory"


class SizeLimitError(AnswerError):
    """The answer is larger than answers may be."""

    code = "size"
    status = 413


class FormatError(AnswerError):
    """The answer cannot be given in any of the formats that were asked for."""

    code = "format"
    status = 406


class UnreadableError(AnswerError):
    """The store, or another endpoint that the query calls, failed."""

    code = "unreadable"
    status = 502


class RequestError(QueryError):
    """A request that breaks the protocol, with the status that says how."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


_BY_CODE: dict[str, type[KgError]] = {
    "graph": GraphError,
    "missing": NotFoundError,
    "outside": OutsideError,
    "query": QueryError,
    **{
        each.code: each
        for each in (
            BusyError,
            FormatError,
            MemoryLimitError,
            SizeLimitError,
            TimeLimitError,
            UnreadableError,
        )
    },
}


def error_of(code: str, message: str) -> KgError:
    """Return the error that a worker reports by `code`."""
    return _BY_CODE.get(code, AnswerError)(message)


def code_of(error: KgError) -> str:
    """Return the code by which a worker reports an error, the inverse of `error_of`."""
    return next((code for code, kind in _BY_CODE.items() if type(error) is kind), "failed")


def status_of(error: KgError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, AnswerError | RequestError):
        return error.status
    # what a server does not offer to anyone is "not implemented", not "forbidden"
    for kind, status in ((OutsideError, 501), (NotFoundError, 404), (QueryError, 400)):
        if isinstance(error, kind):
            return status
    return 503
