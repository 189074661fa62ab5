#!/usr/bin/env python3
"""An adapter: a TCP server between the suite and a reader with an interface of its own (docs/adapter.md).

Towards the suite it speaks the frames and messages of docs/reader-protocol.md; towards the reader it calls `Maker`, a class to fill in.
The one here plays a reader without a patient: it greets, begins a reception, and ends it when it is told to.

    python3 docs/examples/adapter.py 9000
    npm run -s shikaku -- conform reader --target tcp:127.0.0.1:9000 --only RDR-DCL-0001

Standard library only.
"""

import binascii
import socketserver
import sys

# Tags and values of docs/reader-protocol.md.
HELLO, BEGIN, CANCEL, AUTHORITY = 0xFF20, 0xFF21, 0xFF22, 0xFF23
IDENTITY, PROMPT, ENDED = 0xFF50, 0xFF53, 0xFF5C
PLACE_CARD = 2
CANCELLED_BY_HOST = 2
METHODS = {"face": 1, "pin": 2, "staff": 4}


class Maker:
    """The maker's own interface, imagined. Replace the bodies by calls of your driver.

    `tell` takes what the reader reports, at any time: it may be called from another thread.
    """

    def __init__(self, tell) -> None:
        self.tell = tell
        self.current = None

    def describe(self) -> dict:
        return {
            "maker": "Example Works",
            "model": "adapter.py",
            "serial": "0001",
            "firmware": "1.0",
            "methods": ["face", "pin", "staff"],
            "attestation": b"",
        }

    def start(self, reception: int, nonce: bytes, challenge: bytes) -> None:
        """A patient is to be received; the result must be signed over `nonce`."""
        self.current = reception
        self.tell("screen", reception, PLACE_CARD)

    def stop(self, reception: int) -> None:
        if self.current == reception:
            self.current = None
            self.tell("ended", reception, CANCELLED_BY_HOST)

    def grant(self, reception: int, certificate: bytes, signature: bytes) -> None:
        """Leave to use the card's key without PIN; both empty when it is refused."""


# ── bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tlv(tag: int, value: bytes) -> bytes:
    """BER-TLV with the fewest length bytes."""
    head = tag.to_bytes(2 if tag > 0xFF else 1, "big")
    size = len(value)
    if size < 0x80:
        return head + bytes([size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return head + bytes([0x80 | len(length)]) + length + value


def fields(value: bytes) -> dict:
    """The fields of a message by tag; tags of fields are one byte."""
    found, at = {}, 0
    while at < len(value):
        tag, size, at = value[at], value[at + 1], at + 2
        if size > 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(value[at : at + count], "big"), at + count
        found[tag] = value[at : at + size]
        at += size
    return found


def message(payload: bytes):
    """Tag and fields of a whole message: its own tag has two bytes."""
    size, start = payload[2], 3
    if size > 0x80:
        start += size & 0x7F
    return int.from_bytes(payload[:2], "big"), fields(payload[start:])


def frame(payload: bytes) -> bytes:
    size = len(payload)
    body = size.to_bytes(2, "big") + (size ^ 0xFFFF).to_bytes(2, "big") + payload
    return b"\xfa\xce" + body + binascii.crc_hqx(body, 0xFFFF).to_bytes(2, "big")


def frames(stream):
    """Whole messages from a stream; what is no frame is dropped one byte at a time."""
    held = b""
    while True:
        while len(held) >= 6:
            size = int.from_bytes(held[2:4], "big")
            right = int.from_bytes(held[4:6], "big") == size ^ 0xFFFF and 1 <= size <= 4096
            if held[:2] != b"\xfa\xce" or not right:
                held = held[1:]
                continue
            end = 6 + size + 2
            if len(held) < end:
                break
            if binascii.crc_hqx(held[2 : end - 2], 0xFFFF) != int.from_bytes(held[end - 2 : end], "big"):
                held = held[1:]
                continue
            yield held[6 : end - 2]
            held = held[end:]
        more = stream.recv(4096)
        if not more:
            return
        held += more


# ── from one interface to the other ─────────────────────────────────────────────────────────────────────────────────


class Adapter(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        reader = Maker(self.reported)
        for payload in frames(self.request):
            tag, given = message(payload)
            if tag == HELLO:
                self.send(tlv(IDENTITY, identity(reader.describe())))
            elif tag == BEGIN:
                reader.start(number(given[0x80]), given[0x81], given[0x82])
            elif tag == CANCEL:
                reader.stop(number(given[0x80]))
            elif tag == AUTHORITY:
                reader.grant(number(given[0x80]), given.get(0x81, b""), given.get(0x82, b""))

    def reported(self, what: str, reception: int, value: int) -> None:
        """What the reader tells. A whole reader has a line here for every message of the table."""
        tag = {"screen": PROMPT, "ended": ENDED}[what]
        self.send(tlv(tag, tlv(0x80, reception.to_bytes(4, "big")) + tlv(0x81, bytes([value]))))

    def send(self, payload: bytes) -> None:
        self.request.sendall(frame(payload))


def number(value: bytes) -> int:
    return int.from_bytes(value, "big")


def identity(of: dict) -> bytes:
    texts = [of["maker"], of["model"], of["serial"], of["firmware"]]
    return (
        tlv(0x80, (1).to_bytes(2, "big"))
        + b"".join(tlv(0x81 + i, text.encode()) for i, text in enumerate(texts))
        + tlv(0x85, bytes([sum(METHODS[name] for name in of["methods"])]))
        + tlv(0x86, of["attestation"])
    )


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    with Server(("127.0.0.1", port), Adapter) as server:
        print(f"ready {server.server_address[1]}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
