"""S3 in memory: the calls of a boto3 client that the package makes, conditional writes included."""

from io import BytesIO
from typing import Any

from botocore.exceptions import ClientError


class _Exceptions:
    class NoSuchKey(ClientError):
        pass


class VirtualS3:
    exceptions = _Exceptions

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, dict[str, str]]] = {}

    def put_object(self, Key: str, Body: Any, IfNoneMatch: str | None = None, Metadata: Any = None, **_: Any) -> None:
        if IfNoneMatch == "*" and Key in self.objects:
            raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")
        self.objects[Key] = (Body if isinstance(Body, bytes) else Body.read(), dict(Metadata or {}))

    def get_object(self, Key: str, **_: Any) -> dict[str, Any]:
        body, metadata = self._find(Key, "GetObject")
        return {"Body": BytesIO(body), "Metadata": metadata, "ContentLength": len(body)}

    def head_object(self, Key: str, **_: Any) -> dict[str, Any]:
        body, metadata = self._find(Key, "HeadObject")
        return {"Metadata": metadata, "ContentLength": len(body)}

    def delete_object(self, Key: str, **_: Any) -> None:
        self.objects.pop(Key, None)

    def _find(self, key: str, operation: str) -> tuple[bytes, dict[str, str]]:
        if key not in self.objects:
            code = "NoSuchKey" if operation == "GetObject" else "404"
            raise self.exceptions.NoSuchKey({"Error": {"Code": code}}, operation)
        return self.objects[key]
