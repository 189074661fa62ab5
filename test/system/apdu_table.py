"""Holds a session of commands with a card through PC/SC and tells every answer that is not the expected one.

Argument: the reader's name. Standard input: JSON, a list of {"reset": true} and {"row", "command", "sw", "data"} in hex.
Standard output: JSON, {"reader", "sent", "resets", "wrong": [{"row", "command", "wanted", "got"}]}.
"""

import json
import sys

from smartcard.scard import (
    SCARD_LEAVE_CARD,
    SCARD_PCI_T1,
    SCARD_PROTOCOL_T1,
    SCARD_RESET_CARD,
    SCARD_S_SUCCESS,
    SCARD_SCOPE_SYSTEM,
    SCARD_SHARE_EXCLUSIVE,
    SCardConnect,
    SCardDisconnect,
    SCardEstablishContext,
    SCardGetErrorMessage,
    SCardReconnect,
    SCardTransmit,
)


def must(result):
    code, *rest = result
    if code != SCARD_S_SUCCESS:
        sys.exit(SCardGetErrorMessage(code))
    return rest


def main(reader):
    session = json.load(sys.stdin)
    (context,) = must(SCardEstablishContext(SCARD_SCOPE_SYSTEM))
    card, _ = must(SCardConnect(context, reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T1))
    sent, resets, wrong = 0, 0, []
    for step in session:
        if "reset" in step:
            must(SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T1, SCARD_RESET_CARD))
            resets += 1
            continue
        (answer,) = must(SCardTransmit(card, SCARD_PCI_T1, list(bytes.fromhex(step["command"]))))
        sent += 1
        got = bytes(byte & 0xFF for byte in answer).hex()
        wanted = step["data"] + step["sw"]
        if got != wanted:
            wrong.append({"row": step["row"], "command": step["command"], "wanted": wanted, "got": got})
    must([SCardDisconnect(card, SCARD_LEAVE_CARD)])
    json.dump({"reader": reader, "sent": sent, "resets": resets, "wrong": wrong}, sys.stdout)


main(sys.argv[1])
