"""Large files taken in pieces: straight to a temporary file, refused as soon as they grow too large."""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
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
        if self.refused:
            self._stop()
        extra = self.content_type_extra
        self._held = TemporaryUploadedFile(
            self.file_name or "file", self.content_type, 0, self.charset, extra
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.largest:
            self.refused = "large"
            self._stop()
        if self._held is not None:
            try:
                self._held.write(raw_data)
            except OSError:
                self.refused = "full"
                self._stop()

    def file_complete(self, file_size: int) -> TemporaryUploadedFile | None:
        if self._held is None:
            return None
        try:
            self._held.seek(0)
        except OSError:  # the last piece may still have been on its way to the disk
            self.refused = "full"
            self._drop()
            return None
        self._held.size = file_size
        return self._held

    def _stop(self) -> None:
        """Throw the rest away as it arrives: a browser that is cut off shows no answer."""
        self._drop()
        raise StopUpload(connection_reset=False)

    def upload_interrupted(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
