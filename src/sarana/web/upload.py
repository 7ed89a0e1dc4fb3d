"""Large files taken in pieces: straight to a temporary file, refused as soon as they grow too large."""

from contextlib import suppress
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

# One gigabyte of CSV and the form around it.
LARGEST = 1_200_000_000
_PIECE = 1024 * 1024


class StreamedUpload(FileUploadHandler):
    """Writes what arrives to a temporary file; memory holds one piece at a time.

    Attributes:
        refused: why there is no file in the end: ``large`` or ``full`` (the disk), empty when all went well.
    """

    chunk_size = _PIECE

    def __init__(self, request: HttpRequest | None = None, *, largest: int = LARGEST) -> None:
        super().__init__(request)
        self.largest = largest
        announced = request.META.get("CONTENT_LENGTH") if request else None
        self.refused = "large" if str(announced or "").isdecimal() and int(announced or 0) > largest else ""
        self._held: TemporaryUploadedFile | None = None

    def new_file(self, *arguments: Any, **more: Any) -> None:
        super().new_file(*arguments, **more)
        if not self.refused:
            extra = self.content_type_extra
            name = self.file_name or "file"
            self._held = TemporaryUploadedFile(name, self.content_type, 0, self.charset, extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the piece; once refused, the rest is thrown away as it comes, since a browser cut off shows no answer."""
        if self._held is None:
            return
        if start + len(raw_data) > self.largest:
            self._refuse("large")
            return
        try:
            self._held.write(raw_data)
        except OSError:
            self._refuse("full")

    def file_complete(self, file_size: int) -> TemporaryUploadedFile | None:
        if self._held is None:
            return None
        try:
            self._held.seek(0)
        except OSError:  # the last piece may still have been on its way to the disk
            self._refuse("full")
            return None
        self._held.size = file_size
        return self._held

    def _refuse(self, why: str) -> None:
        self.refused = why
        self._drop()

    def upload_interrupted(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._held is not None:
            with suppress(OSError):  # closing writes what is still held back, which a full disk refuses again
                self._held.close()
            self._held = None
