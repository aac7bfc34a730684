"""One program per library: a second start hands its files to the first and ends.

The library's own lock is what protects data; this is for the user, who double-clicked a photo.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.paths import with_home

PATIENCE_MS = 2000
LONGEST = 1 << 20
"""Bytes that a message may have."""
ANSWER = b"ok\n"


class SingleInstance(QObject):
    """Claim a library, or give the files to the program that has it."""

    files_given = Signal(object)
    """List of absolute `Path`s from a second start; empty when it only wants the window."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        key = hashlib.sha256(os.fsencode(with_home(library).absolute())).hexdigest()[:16]
        self._name = f"ridfr-desktop-{key}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._received: dict[QLocalSocket, bytes] = {}

    def claim(self, files: Sequence[Path] = ()) -> bool:
        """True: this program is the first. False: the first one has taken `files` over."""
        if self._hand_over(files):
            return False
        if not self._server.listen(self._name):
            # A program that died leaves its socket behind; a living one would have answered.
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return True

    def close(self) -> None:
        self._server.close()

    def _hand_over(self, files: Sequence[Path]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        # JSON escapes what is not valid text in a file name, and the other side undoes it.
        message = json.dumps([str(path.absolute()) for path in files])
        socket.write(message.encode("ascii") + b"\n")
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while socket.bytesAvailable() < len(ANSWER) and time.monotonic() < deadline:
            if (
                not socket.waitForReadyRead(100)
                and socket.state() is not QLocalSocket.LocalSocketState.ConnectedState
            ):
                break
        answered = bytes(socket.readAll().data()) == ANSWER
        socket.disconnectFromServer()
        return answered

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._received[socket] = b""
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        received = self._received.get(socket, b"") + bytes(socket.readAll().data())
        if len(received) > LONGEST:
            socket.abort()
            return
        self._received[socket] = received
        line, ended, _ = received.partition(b"\n")
        if not ended:
            return
        self._received[socket] = b""
        try:
            files = [Path(str(each)) for each in json.loads(line)]
        except (ValueError, TypeError):
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self.files_given.emit(files)

    def _forget(self, socket: QLocalSocket) -> None:
        self._received.pop(socket, None)
        socket.deleteLater()
