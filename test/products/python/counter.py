"""What a patient meets: one reception after the other, told to the host as it goes. `perform` is what hands do."""

import queue
import secrets
import threading
import time

from wire import *

PASSWORD = "mihon-2026"
# Seconds. A real reader waits longer; a test should not have to.
CARD, TOUCH, LEAVE, LOOK, REMINDER = 20, 20, 5, 0.3, 1.5
ATTEMPTS = 3


class Ended(Exception):
    """The reception is over, for this reason."""


class Anew(Exception):
    """A new case or a new line to the host: whatever was going on is forgotten."""


class NotNow(Exception):
    pass


class Counter:
    def __init__(self, world, fault, send, observe):
        self.world, self.fault, self.send, self.observe = world, fault, send, observe
        self.inbox, self.changed = queue.Queue(), threading.Condition()
        self.offered, self.card, self.face, self.reception, self.starts = set(), None, None, None, 0

    # Hands: each waits for the screen that it needs, but not for what comes of it.

    def perform(self, intent, fields, patience):
        with self.changed:
            if intent == "placeCard":
                self._until(lambda: self.card is None, patience)
                self.card = self.world.card(fields["persona"])
                self._tell(CARD_PLACED)
            elif intent == "removeCard":
                if self.card is None:
                    raise NotNow
                self.card = None
                self._tell(CARD_REMOVED)
            elif intent == "showFace":
                self.face = fields
            else:
                self._until(lambda: intent in self.offered, patience)
                self.offered = set()
                self.observe("panel", "touched", what=intent)
                self.inbox.put((intent, fields))
            self.changed.notify_all()

    def _until(self, holds, patience):
        """What waits for a screen when a case begins anew was meant for the case before."""
        starts = self.starts
        self.changed.wait_for(lambda: holds() or self.starts != starts, patience)
        if self.starts != starts or not holds():
            raise NotNow

    def start_anew(self, cards_too=True):
        done = threading.Event()
        self.inbox.put(("anew", (done, cards_too)))
        done.wait(10)

    def _tell(self, what):
        self.send(message(what, {}))
        self.inbox.put((what, {}))

    # Eyes and ears of the reader.

    def serve(self):
        while True:
            try:
                self._idle()
            except Anew as anew:
                done, cards_too = anew.args[0]
                with self.changed:
                    self.reception, self.offered, self.starts = None, set(), self.starts + 1
                    if cards_too:
                        self.card, self.face = None, None
                        self.world.cards.clear()
                    self.changed.notify_all()
                done.set()

    def _idle(self):
        _, begin = self._wait(BEGIN)
        self.reception, used = begin[0x80], self.card is not None and self.card.used
        try:
            try:
                self._receive(begin, used)
            finally:
                self.offered = set()
        except Ended as ended:
            self._say(ENDED, {0x81: number(REASONS, str(ended))})
        self.reception, over = None, begin[0x80]
        if self.card is not None:
            self.card.used = True
            self._show("takeCard", reception=over)
            try:
                self._wait(CARD_REMOVED, within=REMINDER, begun=True)
            except TimeoutError:
                self.send(message(CARD_LEFT, {0x80: over}))
                self._show("cardLeft", reception=over)

    def _wait(self, *wanted, within=None, begun=False):
        """The next of the events that are wanted. Hello is answered at any time; what breaks off a reception does."""
        end = None if within is None else time.monotonic() + within
        while True:
            try:
                event, fields = self.inbox.get(timeout=None if end is None else max(0, end - time.monotonic()))
            except queue.Empty:
                raise TimeoutError from None
            if event == HELLO:
                methods = bits(METHODS, METHODS)
                texts = {0x81: "mihon", 0x82: "python-reader", 0x83: "SHIKAKU-0001", 0x84: "1.0"}
                self.send(message(IDENTITY, {0x80: b"\0\x01", 0x85: methods, 0x86: self.world.attestation,
                                             **{tag: text.encode() for tag, text in texts.items()}}))
            elif event == "anew":
                raise Anew(fields)
            elif event in wanted:
                return event, fields
            elif event == BEGIN and begun:
                self.inbox.put((event, fields))
                return event, fields
            elif self.reception is not None:
                if event == BEGIN:
                    self.send(message(ENDED, {0x80: fields[0x80], 0x81: number(REASONS, "busy")}))
                elif event == CANCEL and fields[0x80] == self.reception:
                    raise Ended("cancelledByHost")
                elif event == "cancel":
                    raise Ended("cancelledByPatient")
                elif event == CARD_REMOVED:
                    raise Ended("cardTakenEarly")

    def _touch(self, *intents):
        with self.changed:
            self.offered = {*intents, "cancel"}
            self.changed.notify_all()
        return self._timed(*intents, within=TOUCH)

    def _timed(self, *wanted, within):
        try:
            return self._wait(*wanted, within=within)
        except TimeoutError:
            raise Ended("timedOut") from None

    def _say(self, tag, fields):
        self.send(message(tag, {0x80: self.reception, **fields}))

    def _show(self, screen, reception=None, **more):
        self.observe("panel", "shown", screen=screen, **more)
        self.send(message(PROMPT, {0x80: reception or self.reception, 0x81: number(SCREENS, screen)}))

    # A reception, from the card to the result.

    def _receive(self, begin, used):
        if used:
            self._show("takeCard")
            self._timed(CARD_REMOVED, within=CARD)
        self._show("placeCard")
        if self.card is None:
            with self.changed:
                self.offered = {"cancel"}
                self.changed.notify_all()
            self._timed(CARD_PLACED, within=CARD)
        card, left = self.card, names(METHODS, begin[0x83][0])
        if card is None:
            raise Ended("cardTakenEarly")
        method, signature = None, None
        while signature is None:
            if not left:
                raise Ended("noMethodLeft")
            method = self._choose(left)
            self._say(METHOD_CHOSEN, {0x81: number(METHODS, method)})
            confirmed = {"face": self._face, "pin": self._pin, "staff": self._staff}[method](card)
            if confirmed and (method == "pin" or self._leave()):
                signature = card.sign(begin[0x82])
            elif confirmed:
                left = [other for other in left if other == "pin"]
            left = [other for other in left if other != method]
        asked = names(CONSENTS, begin[0x84][0])
        given = bits(CONSENTS, self._consents(asked))
        paper = self._prescription() if begin[0x86] == b"\x01" else None
        result = {0x80: self.reception, 0x81: number(METHODS, method), 0x82: card.certificate, 0x83: signature,
                  0x84: given, 0x85: paper}
        proof = self.world.prove(begin[0x81], message(COMPLETED, result))
        self._say(COMPLETED, {**result, 0x86: proof})

    def _choose(self, left):
        if len(left) == 1:
            return left[0]
        while True:
            self._show("chooseMethod", methods=left)
            _, touched = self._touch("chooseMethod")
            if touched["method"] in left:
                return touched["method"]

    def _face(self, card):
        self._show("lookAtCamera")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                self._wait(within=LOOK)
            except TimeoutError:
                seen = self.face
            if seen is None or seen.get("lookAway"):
                outcome, score = 3, 0
            elif (seen["person"] == card.person and not seen.get("mask")) or self.fault == "accepts-stranger":
                outcome, score = 1, 9500
            else:
                outcome, score = 2, 1200
            self._say(MATCHED, {0x81: bytes([attempt]), 0x82: bytes([outcome]), 0x83: score.to_bytes(2, "big"),
                                0x84: bytes([ATTEMPTS - attempt])})
            if outcome == 1:
                return True
        return False

    def _pin(self, card):
        while card.tries > 0:
            told = min(3, card.tries + 1) if self.fault == "counts-wrong" else card.tries
            self._show("enterPin", triesLeft=told)
            _, typed = self._touch("enterPin")
            if len(typed["pin"]) != 4:
                continue  # A slip of the finger costs no try.
            if card.verify(typed["pin"]):
                self._say(PIN_CHECKED, {0x81: b"\x01"})
                return True
            if card.tries > 0:
                told = card.tries + 1 if self.fault == "counts-wrong" else card.tries
                self._say(PIN_CHECKED, {0x81: b"\x02", 0x82: bytes([told])})
        self._say(PIN_CHECKED, {0x81: b"\x03", 0x82: b"\0"})
        return False

    def _staff(self, card):
        while True:
            self._show("staffPassword")
            _, said = self._touch("confirmVisual")
            if said["password"] == PASSWORD:
                self._say(STAFF_CHECKED, {0x81: b"\x01" if said["samePerson"] else b"\x02"})
                return said["samePerson"]

    def _leave(self):
        """Leave of the central system to use the card's key without PIN."""
        self._show("pleaseWait")
        self._say(AUTHORITY_WANTED, {0x81: secrets.token_bytes(16)})
        _, authority = self._timed(AUTHORITY, within=LEAVE)
        return 0x81 in authority and 0x82 in authority

    def _consents(self, asked):
        self._show("consent")
        intent, touched = self._touch("consent", "refuseConsent")
        items = [] if intent == "refuseConsent" else touched["items"]
        given = asked if items == "all" or self.fault == "invents-consent" else [i for i in asked if i in items]
        self._say(CONSENT_GIVEN, {0x81: bits(CONSENTS, given)})
        return given

    def _prescription(self):
        self._show("choosePrescription")
        _, touched = self._touch("choosePrescription")
        choice = number(CHOICES, touched["choice"])
        self._say(PRESCRIPTION_CHOSEN, {0x81: choice})
        return choice
