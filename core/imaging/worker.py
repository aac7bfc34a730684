"""The decoder's worker process: `python -m core.imaging.worker MEMORY_BYTES SECONDS`.

Reads requests from standard input, answers on standard output, and ends with its input. Native
decoders that print cannot disturb the conversation: it moves to descriptors of its own first.
"""

from __future__ import annotations

import os
import sys
from typing import IO

from core.errors import UnreadablePhoto
from core.imaging.decoding import decode_file
from core.imaging.limits import DecodeLimits
from core.imaging.messages import (
    BrokenMessage,
    Request,
    read_message,
    request_from,
    send_decoded,
    send_metadata,
    write_message,
)
from core.imaging.metadata import read_source_metadata
from core.imaging.sandbox import end_with_parent, limit_resources, limit_time
from core.sentence import sentence_as_json


def main(arguments: list[str]) -> None:
    """Serve until the parent closes the pipe."""
    limits = DecodeLimits(memory_bytes=int(arguments[0]), seconds=float(arguments[1]))
    requests, answers = private_streams()
    end_with_parent()
    limit_resources(limits.memory_bytes)
    write_message(answers, {"ready": True})
    while True:
        try:
            header, _ = read_message(requests)
        except BrokenMessage:
            return
        limit_time(limits.seconds * 2)
        answer(answers, request_from(header), limits)
        limit_time(0)


def answer(stream: IO[bytes], request: Request, limits: DecodeLimits) -> None:
    """Do what is asked and send the result, or the reason why there is none."""
    try:
        if request.action == "metadata":
            send_metadata(stream, read_source_metadata(request.path, limits))
        else:
            sides = {"max_side": request.max_side, "thumbnail_side": request.thumbnail_side}
            send_decoded(stream, decode_file(request.path, limits=limits, **sides))
    except UnreadablePhoto as error:
        write_message(stream, {"error": sentence_as_json(error.message)})


def private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output under new numbers; the old ones lead nowhere."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


if __name__ == "__main__":
    main(sys.argv[1:])
