#!/usr/bin/env python3
"""A face-auth reader over TCP with a control API, written from shikaku's documents alone, with nothing but Python.

    shikaku pki DIR
    python3 reader.py --pki DIR [--port N] [--control-port N] [--fault NAME]

It prints one line of JSON with its ports and runs until standard input or the process ends."""

import argparse
import json
import socket
import sys
import threading

sys.dont_write_bytecode = True  # It may stand in somebody's checkout.

from control import Happenings, control_server
from counter import Counter
from wire import frame, parse, unframe
from world import World

FAULTS = ["counts-wrong", "accepts-stranger", "invents-consent"]


class Line:
    """One host at a time: who connects later takes over."""

    def __init__(self):
        self.peer, self.sending = None, threading.Lock()

    def send(self, octets):
        with self.sending:
            try:
                if self.peer is not None:
                    self.peer.sendall(frame(octets))
            except OSError:
                self.peer = None

    def hear(self, peer, counter):
        buffer = bytearray()
        counter.start_anew(cards_too=False)
        self.peer = peer
        try:
            while octets := peer.recv(4096):
                buffer += octets
                for octets in unframe(buffer):
                    try:
                        counter.inbox.put(parse(octets))
                    except ValueError:
                        pass  # Nothing that this reader knows: as if it had not come.
        except OSError:
            pass


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pki", required=True, help="the folder that `shikaku pki` wrote")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--control-port", type=int, default=0)
    options.add_argument("--fault", choices=FAULTS)
    chosen = options.parse_args()

    line, happenings = Line(), Happenings()
    counter = Counter(World(chosen.pki), chosen.fault, line.send, happenings.observe)
    door = socket.create_server(("127.0.0.1", chosen.port))
    hands = control_server(chosen.control_port, counter, happenings)

    def listen():
        while True:
            peer, _ = door.accept()
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=line.hear, args=(peer, counter), daemon=True).start()

    for work in (counter.serve, hands.serve_forever, listen):
        threading.Thread(target=work, daemon=True).start()
    control = f"http://127.0.0.1:{hands.server_port}"
    print(json.dumps({"port": door.getsockname()[1], "control": control}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
