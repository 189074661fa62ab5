"""A PC/SC program by pyscard that wants a card to itself. It does what each line of its input says and answers with a line:
`connect shared|exclusive`, `begin`, `send HEX`, `end`, `disconnect`. An answer is `0`, the status word after `0`, or PC/SC's code in hex."""

import sys

from smartcard import scard as pcsc

SHARE = {"shared": pcsc.SCARD_SHARE_SHARED, "exclusive": pcsc.SCARD_SHARE_EXCLUSIVE}


def main(reader: str) -> None:
    _, context = pcsc.SCardEstablishContext(pcsc.SCARD_SCOPE_USER)
    card, protocol = None, 0
    for line in sys.stdin:
        verb, *words = line.split()
        said = ""
        if verb == "connect":
            code, card, protocol = pcsc.SCardConnect(context, reader, SHARE[words[0]], pcsc.SCARD_PROTOCOL_T1)
        elif verb == "begin":
            code = pcsc.SCardBeginTransaction(card)
        elif verb == "send":
            code, answer = pcsc.SCardTransmit(card, protocol, list(bytes.fromhex(words[0])))
            said = " " + bytes(answer[-2:]).hex()
        elif verb == "end":
            code = pcsc.SCardEndTransaction(card, pcsc.SCARD_LEAVE_CARD)
        else:
            code = pcsc.SCardDisconnect(card, pcsc.SCARD_LEAVE_CARD)
        print(f"{code & 0xFFFFFFFF:x}{said if code == 0 else ''}", flush=True)


main(sys.argv[1])
