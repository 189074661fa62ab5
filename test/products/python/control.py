"""The control API of docs/control.yaml over http.server: hands, and what the panel showed."""

import http.server
import json
import sys
import threading
import time
import urllib.parse

from counter import NotNow
from wire import CHOICES, CONSENTS, METHODS

PATIENCE = 10


def choice(*values):
    return lambda value: value in values


def text(value):
    return isinstance(value, str) and len(value) <= 64


def items(value):
    return value == "all" or (isinstance(value, list) and all(item in CONSENTS for item in value))


def flag(value):
    return isinstance(value, bool)


def milliseconds(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 600000


# The intents that are offered: what their fields may be, and which of them may be absent.
INTENTS = {
    "placeCard": {"persona": text},
    "removeCard": {},
    "chooseMethod": {"method": choice(*METHODS)},
    "showFace": {"person": text, "mask?": flag, "lookAway?": flag},
    "enterPin": {"pin": text},
    "cancel": {},
    "wait": {"milliseconds": milliseconds},
    "confirmVisual": {"password": text, "samePerson": flag},
    "consent": {"items": items},
    "refuseConsent": {},
    "choosePrescription": {"choice": choice(*CHOICES)},
}

FAULTS = {
    400: ("malformed", "Not as declared, or somebody unknown: compare it with docs/control.yaml.",
          "要求の形が定めと異なるか、知らない人です。docs/control.yaml と照らしてください。"),
    403: ("foreign", "From another site or to another host: call it from a program of this machine.",
          "別のサイトか別のホスト宛てです。この計算機のプログラムから呼んでください。"),
    404: ("unknown", "Nothing is here: see docs/control.yaml.", "ここには何もありません。docs/control.yaml をご覧ください。"),
    409: ("notNow", "Not possible now: see what the panel shows.", "今はできません。画面を確かめてください。"),
    415: ("notJson", "Send it with content-type application/json.", "content-type を application/json にしてください。"),
    501: ("notOffered", "Not offered: see /about.", "この製品では行えません。/about をご覧ください。"),
}


class Happenings:
    """What the panel showed, numbered from 0 by a clock that only runs forward."""

    def __init__(self):
        self.seen, self.came = [], threading.Condition()
        self.offset = time.time_ns() - time.monotonic_ns()

    def now(self):
        return (time.monotonic_ns() + self.offset) // 1000

    def observe(self, channel, kind, **more):
        with self.came:
            self.seen.append({"seq": len(self.seen), "at": self.now(), "channel": channel, "is": kind, **more})
            self.came.notify_all()

    def after(self, count, seconds):
        with self.came:
            self.came.wait_for(lambda: len(self.seen) > count, seconds)
            return {"observations": self.seen[count : count + 500],
                    "next": min(len(self.seen), count + 500), "time": self.now()}


def control_server(port, counter, happenings):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self._answer(self._get)

        def do_POST(self):
            length = self.headers.get("content-length", "")
            short = length.isdecimal() and int(length) <= 65536
            body = self.rfile.read(int(length)) if short else b""
            self.close_connection = not short
            self._answer(lambda: self._post(body))

        def log_message(self, *_):
            """Nothing: what is typed must stand in no log."""

        def _answer(self, work):
            host = self.headers.get("host", "").rsplit(":", 1)[0]
            known = host in ("127.0.0.1", "localhost") and self.headers.get("origin") is None
            answer = work() if known else 403
            status = answer if isinstance(answer, int) else 200
            body = b"" if status == 204 else json.dumps(
                answer if status == 200 else dict(zip(("fault", "en", "ja"), FAULTS[status]))).encode()
            self.send_response(status)
            if status != 204:
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _get(self):
            url = urllib.parse.urlsplit(self.path)
            if url.path == "/about":
                return {"product": {"maker": "mihon", "model": "python-reader", "version": "1.0"}, "role": "reader",
                        "channels": ["panel"], "intents": list(INTENTS), "next": len(happenings.seen),
                        "time": happenings.now()}
            if url.path != "/observations":
                return 404
            query = dict(urllib.parse.parse_qsl(url.query))
            after, wait = query.get("after", "0"), query.get("wait", "0")
            if not (after.isdecimal() and wait.isdecimal() and int(wait) <= 30000):
                return 400
            return happenings.after(int(after), int(wait) / 1000)

        def _post(self, body):
            if self.headers.get("content-type", "").split(";")[0].strip() != "application/json":
                return 415
            try:
                fields = json.loads(body)
            except ValueError:
                return 400
            if not isinstance(fields, dict):
                return 400
            if self.path == "/cases":
                counter.start_anew()
                return 204
            _, intents, name = self.path.rpartition("/intents/")
            if name in INTENTS:
                return self._intent(name, fields)
            return 501 if intents else 404

        def _intent(self, name, fields):
            declared = INTENTS[name]
            allowed = {field.rstrip("?"): check for field, check in declared.items()}
            needed = {field for field in declared if not field.endswith("?")}
            if not needed <= fields.keys() <= allowed.keys():
                return 400
            if not all(allowed[field](value) for field, value in fields.items()):
                return 400
            if any(fields.get(who, "hanako") not in counter.world.people for who in ("persona", "person")):
                return 400
            if name == "wait":
                time.sleep(fields["milliseconds"] / 1000)
                return 204
            try:
                counter.perform(name, fields, PATIENCE)
            except NotNow:
                return 409
            return 204

    return Server(("127.0.0.1", port), Handler)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        if not isinstance(sys.exc_info()[1], OSError):  # Whoever asked may have gone.
            super().handle_error(request, address)
