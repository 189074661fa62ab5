"""The people, their cards, and the keys: simulated, out of the folder that `shikaku pki DIR` writes. Not for any other use:
the keys are public, and the arithmetic takes no care to hide them."""

import base64
import hashlib
import pathlib
import secrets

PIN = "1234"
TRIES = {"locked": 0, "last-try": 1}
WITHOUT_PIN = {"faceonly"}


class World:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.people = {file.name.removesuffix("-auth.cer") for file in self.folder.glob("people/*-auth.cer")}
        self.attestation = (self.folder / "readers/SHIKAKU-0001.cer").read_bytes()
        self.reader_key = _private_key(self.folder / "readers/SHIKAKU-0001.key.pem")
        self.cards = {}

    def card(self, person):
        """The card of this person: the same one whenever it is laid down, with what it remembers."""
        if person not in self.cards:
            self.cards[person] = Card(self.folder, person)
        return self.cards[person]

    def prove(self, nonce, result):
        return ecdsa_sign(self.reader_key, nonce + result)


class Card:
    """A My Number Card as far as a reader's result tells of it. It opens for whatever leave it is given."""

    def __init__(self, folder, person):
        self.person = person
        self.tries = 0 if person in WITHOUT_PIN else TRIES.get(person, 3)
        self.certificate = (folder / f"people/{person}-auth.cer").read_bytes()
        self.key = _private_key(folder / f"people/{person}-auth.key.pem")
        self.used = False

    def verify(self, pin):
        if self.tries == 0:
            return False
        self.tries = 3 if pin == PIN else self.tries - 1
        return pin == PIN

    def sign(self, challenge):
        """RSA, PKCS #1 v1.5 over SHA-256."""
        _, modulus, _, exponent, *_ = self.key
        size = (modulus.bit_length() + 7) // 8
        digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(challenge).digest()
        block = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
        return pow(int.from_bytes(block, "big"), exponent, modulus).to_bytes(size, "big")


P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def ecdsa_sign(key, octets):
    """ES256: r ‖ s, 64 bytes."""
    digest = int.from_bytes(hashlib.sha256(octets).digest(), "big")
    while True:
        k = 1 + secrets.randbelow(N - 1)
        r = _times(k, G)[0] % N
        s = pow(k, -1, N) * (digest + r * key) % N
        if r and s:
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _times(k, point):
    total = None
    while k:
        total = _plus(total, point) if k & 1 else total
        point, k = _plus(point, point), k >> 1
    return total


def _plus(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    if a == b:
        slope = 3 * (a[0] * a[0] - 1) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def _private_key(file):
    """PKCS #8: for RSA the list of its numbers, for P-256 the number."""
    lines = [line for line in file.read_text().splitlines() if not line.startswith("-----")]
    _, algorithm, key = _sequence(base64.b64decode("".join(lines)))
    numbers = _sequence(key)
    if len(algorithm) > 1 and len(numbers) > 5:
        return [int.from_bytes(number, "big") for number in numbers]
    return int.from_bytes(numbers[1], "big")


def _sequence(octets):
    """What stands in a DER SEQUENCE, as contents."""
    return _contents(_contents(octets)[0])


def _contents(octets):
    found, at = [], 0
    while at < len(octets):
        length, start = octets[at + 1], at + 2
        if length > 0x7F:
            start += length - 0x80
            length = int.from_bytes(octets[at + 2 : start], "big")
        found.append(octets[start : start + length])
        at = start + length
    return found
