"""The reference protocol of docs/reader-protocol.md: frames on a stream, and messages as BER-TLV."""

import binascii

HELLO, BEGIN, CANCEL, AUTHORITY = 0xFF20, 0xFF21, 0xFF22, 0xFF23
(IDENTITY, CARD_PLACED, CARD_REMOVED, PROMPT, METHOD_CHOSEN, MATCHED, PIN_CHECKED, STAFF_CHECKED, AUTHORITY_WANTED,
 CONSENT_GIVEN, PRESCRIPTION_CHOSEN, COMPLETED, ENDED, CARD_LEFT) = range(0xFF50, 0xFF5E)

METHODS = ["face", "pin", "staff"]
CONSENTS = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"]
SCREENS = ["idle", "placeCard", "chooseMethod", "readingCard", "lookAtCamera", "enterPin", "staffPassword", "consent",
           "choosePrescription", "pleaseWait", "takeCard", "cardLeft", "failed"]
REASONS = ["cancelledByPatient", "cancelledByHost", "cardTakenEarly", "timedOut", "noMethodLeft", "cardUnreadable",
           "notMyNumberCard", "notAuthorised", "readerFault", "busy"]
CHOICES = ["electronic", "paper"]

# What the host sends, field by field: how many bytes (None: any), and whether it may be absent.
HOST_FIELDS = {
    HELLO: [(0x80, 2, False)],
    BEGIN: [(0x80, 4, False), (0x81, 32, False), (0x82, 32, False), (0x83, 1, False), (0x84, 1, False),
            (0x85, 1, False), (0x86, 1, False)],
    CANCEL: [(0x80, 4, False)],
    AUTHORITY: [(0x80, 4, False), (0x81, None, True), (0x82, None, True)],
}


def number(table, name):
    """The byte that stands for a name of a table."""
    return bytes([table.index(name) + 1])


def bits(table, names):
    return bytes([sum(1 << table.index(name) for name in set(names))])


def names(table, byte):
    if byte >> len(table):
        raise ValueError("a bit without a name")
    return [name for place, name in enumerate(table) if byte >> place & 1]


def tlv(tag, value):
    length = len(value)
    if length < 0x80:
        head = bytes([length])
    elif length < 0x100:
        head = bytes([0x81, length])
    else:
        head = bytes([0x82, length >> 8, length & 0xFF])
    return tag.to_bytes(2 if tag > 0xFF else 1, "big") + head + value


def message(tag, fields):
    """Fields by tag; None is left out."""
    return tlv(tag, b"".join(tlv(field, value) for field, value in sorted(fields.items()) if value is not None))


def parse(octets):
    """(tag, fields) of a message of the host; ValueError for what is not exactly as declared."""
    [(_, contents)] = list(_split(octets[1:]))
    tag, found = int.from_bytes(octets[:2], "big"), list(_split(contents))
    fields = dict(found)
    if tag not in HOST_FIELDS or len(fields) < len(found) or list(fields) != sorted(fields):
        raise ValueError("not a message of the host, or a field out of order")
    declared = {field: (size, optional) for field, size, optional in HOST_FIELDS[tag]}
    if not {field for field, (_, optional) in declared.items() if not optional} <= fields.keys() <= declared.keys():
        raise ValueError("a field too many or too few")
    if any(declared[field][0] not in (None, len(value)) for field, value in found):
        raise ValueError("a field of the wrong length")
    if tag == BEGIN:
        names(METHODS, fields[0x83][0]), names(CONSENTS, fields[0x84][0])
        if fields[0x85][0] not in (1, 2) or fields[0x86][0] not in (0, 1):
            raise ValueError("a value without a name")
    return tag, fields


def _split(octets):
    """Tags of one byte, each with its value."""
    at = 0
    while at < len(octets):
        length, start = int.from_bytes(octets[at + 1 : at + 2], "big"), at + 2
        if length > 0x7F:
            start += length - 0x80
            length = int.from_bytes(octets[at + 2 : start], "big")
        value = octets[start : start + length]
        if not octets.startswith(tlv(octets[at], value), at) or len(value) != length:
            raise ValueError("not whole, or not the shortest length")
        yield octets[at], value
        at = start + length


def frame(octets):
    body = len(octets).to_bytes(2, "big") + (len(octets) ^ 0xFFFF).to_bytes(2, "big") + octets
    return b"\xfa\xce" + body + binascii.crc_hqx(body, 0xFFFF).to_bytes(2, "big")


def unframe(buffer):
    """Takes whole frames off the front of a bytearray; whatever is no frame is dropped, one byte at a time."""
    while len(buffer) >= 2:
        if buffer[:2] != b"\xfa\xce":
            del buffer[0]
            continue
        if len(buffer) < 6:
            return
        length = int.from_bytes(buffer[2:4], "big")
        if length ^ int.from_bytes(buffer[4:6], "big") != 0xFFFF or not 1 <= length <= 4096:
            del buffer[0]
            continue
        if len(buffer) < 8 + length:
            return
        if binascii.crc_hqx(buffer[2 : 6 + length], 0xFFFF) != int.from_bytes(buffer[6 + length : 8 + length], "big"):
            del buffer[0]
            continue
        octets = bytes(buffer[6 : 6 + length])
        del buffer[: 8 + length]
        yield octets
