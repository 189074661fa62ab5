#!/usr/bin/env python3
"""A shim: a small program between the suite and a reader, spoken to in lines of JSON (docs/shim.md).

The reader in it is a toy. It says who it is, begins a reception, sees a card come and go, and can be cancelled, which is enough for
one case:

    npm run -s shikaku -- conform reader --target 'stdio:python3 docs/examples/shim.py' --only RDR-SES-0002

Standard library only. Put your own reader where `Reader` is.
"""

import json
import sys

# Tags and values of docs/reader-protocol.md.
HELLO, BEGIN, CANCEL = 0xFF20, 0xFF21, 0xFF22
IDENTITY, CARD_PLACED, CARD_REMOVED, PROMPT, ENDED = 0xFF50, 0xFF51, 0xFF52, 0xFF53, 0xFF5C
PLACE_CARD, CHOOSE_METHOD = 2, 3
CANCELLED_BY_HOST, CARD_TAKEN_EARLY = 2, 3


def tlv(tag: int, value: bytes) -> bytes:
    """BER-TLV with the fewest length bytes, as docs/reader-protocol.md wants it."""
    head = tag.to_bytes(2 if tag > 0xFF else 1, "big")
    size = len(value)
    if size < 0x80:
        return head + bytes([size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return head + bytes([0x80 | len(length)]) + length + value


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


class Reader:
    """Stands for your reader. Each method gives back the messages that the suite is to hear."""

    def __init__(self) -> None:
        self.begin_case()

    def begin_case(self) -> None:
        """The initial state: no card, no reception."""
        self.reception = None
        self.card = False

    def hear(self, frame: bytes) -> list:
        """One message of the reference protocol."""
        tag = int.from_bytes(frame[:2], "big")
        if tag == HELLO:
            texts = [(0x81, b"Example Works"), (0x82, b"shim.py"), (0x83, b"0001"), (0x84, b"1.0")]
            fields = tlv(0x80, number(1, 2)) + b"".join(tlv(*text) for text in texts)
            return [tlv(IDENTITY, fields + tlv(0x85, b"\x03") + tlv(0x86, b""))]
        if tag == BEGIN:
            # The reception's number is the first field of begin: tag 80, four bytes.
            start = frame.index(b"\x80\x04") + 2
            self.reception = frame[start : start + 4]
            return [self.prompt(PLACE_CARD)]
        if tag == CANCEL and self.reception:
            return [self.end(CANCELLED_BY_HOST)]
        return []

    def act(self, intent: dict):
        """A human act at the counter. None: nobody here has hands for it."""
        name = intent["intent"]
        if name == "placeCard":
            self.card = True
            return [tlv(CARD_PLACED, b"")] + ([self.prompt(CHOOSE_METHOD)] if self.reception else [])
        if name == "removeCard":
            was, self.card = self.card, False
            early = [self.end(CARD_TAKEN_EARLY)] if self.reception else []
            return early + ([tlv(CARD_REMOVED, b"")] if was else [])
        return None

    def prompt(self, screen: int) -> bytes:
        return tlv(PROMPT, tlv(0x80, self.reception) + tlv(0x81, number(screen, 1)))

    def end(self, reason: int) -> bytes:
        reception, self.reception = self.reception, None
        return tlv(ENDED, tlv(0x80, reception) + tlv(0x81, number(reason, 1)))


def say(**line) -> None:
    print(json.dumps(line), flush=True)


def main() -> None:
    reader = Reader()
    # What this shim can show beside the frames: observations of these channels. A toy has no screen to watch.
    say(about={"channels": []})
    for text in sys.stdin:
        line = json.loads(text)
        messages = []
        if "frame" in line:
            messages = reader.hear(bytes.fromhex(line["frame"]))
        elif "case" in line:
            reader.begin_case()
            say(done=line["id"])
        elif "intent" in line:
            messages = reader.act(line)
            # Done first: the suite must know of the act before it hears what came of it.
            say(**({"notOffered": line["id"]} if messages is None else {"done": line["id"]}))
        for message in messages or []:
            say(frame=message.hex())
    # The end of standard input is the end of the run.


if __name__ == "__main__":
    main()
