"""Cuts the files of a card by a reader of its own: where each object begins and ends, and what its pictures are made of.

Knows nothing of the program under test. Usage: card_files.py objects FILE | picture FILE START END. Prints JSON.
"""

import json
import struct
import sys
import zlib

CONSTRUCTED = {0x7F21, 0xFF10, 0xFF20, 0xFF30, 0xFF40, 0xFF50, 0xA1}
# The body of a card-verifiable certificate and the key in it are cut by hand: 16 bytes, 16 bytes, key.


def objects(data, at, end, path=""):
    found = {}
    while at < end and data[at] != 0xFF or path == "" and at == 0:
        start = at
        size = 1 if data[at] == 0xA1 or path.endswith("a1") else 2
        tag = int.from_bytes(data[at : at + size], "big")
        at += size
        length = data[at]
        at += 1
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        name = (path + "/" if path else "") + format(tag, "x")
        found[name] = [start, at, at + length]
        if tag in CONSTRUCTED:
            found.update(objects(data, at, at + length, name))
        at += length
        if path == "":
            break
    if path == "":
        found["rest"] = [at, at, len(data)]
    return found


def picture(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    at, kinds, image = 8, [], b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(kind + body), "checksum of %r" % kind
        kinds.append(kind.decode())
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT":
            image += body
        at += 12 + length
    rows = zlib.decompress(image)
    stride = 1 + (width * depth + 7) // 8
    assert len(rows) == stride * height, "size of the image data"
    assert all(rows[stride * y] == 0 for y in range(height)), "filters"
    lines = [
        "".join("." if rows[stride * y + 1 + x // 8] >> (7 - x % 8) & 1 else "#" for x in range(width))
        for y in range(height)
    ]
    return {"width": width, "height": height, "depth": depth, "colour": colour, "kinds": kinds, "lines": lines}


with open(sys.argv[2], "rb") as file:
    data = file.read()
if sys.argv[1] == "objects":
    print(json.dumps(objects(data, 0, len(data))))
else:
    start, end = int(sys.argv[3]), int(sys.argv[4])
    print(json.dumps(picture(data[start:end])))
