"""A Lambda Runtime API on loopback for one process at a time, which tells when what was asked.

It answers what https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html names, plus SnapStart's restore call, and
speaks to a raw socket so that its own share of a call stays small.
"""

import queue
import socket
import threading
import time

EVENT_HEADERS = (
    "Content-Type: application/json\r\n"
    "Lambda-Runtime-Aws-Request-Id: {id}\r\n"
    "Lambda-Runtime-Deadline-Ms: {deadline}\r\n"
    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:local:000000000000:function:digits:live\r\n"
)


class Ended(Exception):
    """The process reported that it cannot start, or that a call failed."""


class RuntimeApi:
    """Serves events to one process, and says when each answer came."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.events = queue.Queue()
        self.answers = queue.Queue()
        self.restored = threading.Event()
        self.snapshot = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def call(self, event):
        """Sends an event; returns its answer and the seconds from handing it out to having the answer whole."""
        self.events.put(event)
        kind, body, took = self.answers.get(timeout=120)
        if kind != "response":
            raise Ended("%s: %s" % (kind, body.decode("utf-8", "replace")))
        return body, took

    def close(self):
        self.events.put(None)
        self.listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        reader = connection.makefile("rb")
        handed = 0.0
        number = 0
        try:
            while True:
                request = reader.readline().decode("ascii").split(" ")
                if len(request) < 2:
                    return
                length = 0
                while (line := reader.readline().decode("latin-1").strip()) != "":
                    name, _, value = line.partition(":")
                    if name.lower() == "content-length":
                        length = int(value)
                body = reader.read(length)
                path = request[1]
                if path.endswith("/invocation/next"):
                    event = self.events.get()
                    if event is None:
                        return
                    number += 1
                    headers = EVENT_HEADERS.format(id="call-%d" % number, deadline=int(time.time() * 1000) + 60_000)
                    handed = time.perf_counter()
                    self._answer(connection, "200 OK", headers, event)
                elif path.endswith("/restore/next"):
                    self.snapshot.set()
                    self.restored.wait()
                    self._answer(connection, "200 OK", "", b"")
                else:
                    now = time.perf_counter()
                    self._answer(connection, "202 Accepted", "Content-Type: application/json\r\n", b"{}")
                    kind = "response" if path.endswith("/response") else path
                    self.answers.put((kind, body, now - handed))
        except OSError:
            return

    @staticmethod
    def _answer(connection, status, headers, body):
        head = "HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n" % (status, headers, len(body))
        connection.sendall(head.encode("ascii") + body)
