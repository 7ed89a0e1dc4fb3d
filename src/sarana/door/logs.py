"""What the door writes to its log: that something broke and where in the code; never a request, an address or a word."""

import logging
import traceback


class WhereOnly(logging.Formatter):
    """Time, kind of fault, and the place in the code; the message itself may hold what somebody typed and is left out."""

    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record)
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-4:]))
            return f"{at} {record.levelname} {record.exc_info[0].__name__} {places}"
        return f"{at} {record.levelname} {record.name}"
