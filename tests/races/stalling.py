"""A cable between the site and its database that can fall silent: nothing is refused, nothing comes through."""

import contextlib
import socket
import threading
from collections.abc import Iterator

PIECE = 65_536


class Cable:
    """Carries what is sent to `port` on to the database; while it is silent, both ends wait."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._database = host, port
        self._speaking = threading.Event()
        self._speaking.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        self._speaking.clear()
        try:
            yield
        finally:
            self._speaking.set()

    def cut(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _peer = self._listener.accept()
                far = self._reach()
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _reach(self) -> socket.socket:
        if not self._host.startswith("/"):
            return socket.create_connection((self._host, self._database))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self._host}/.s.PGSQL.{self._database}")
        return far

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                self._speaking.wait()
                target.sendall(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
