#!/usr/bin/env python3
"""A small receipt computer behind a shim (docs/shim.md), in Python and without any library.

npm run -s shikaku -- conform receipt --target 'stdio:python3 docs/examples/receipt.py' --profile docs/profiles/receipt.yaml

With `--fault next-file` it takes whatever answer comes next for the one it waits for, and the suite says so.
"""

import datetime
import json
import os
import re
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

INSTITUTION = os.environ.get("INSTITUTION", "9910000012")
FAULT = sys.argv[sys.argv.index("--fault") + 1] if "--fault" in sys.argv else ""
LOOK, ASK_AGAIN = 0.3, 5.0
SEXES = {"1": "male", "2": "female", "3": "unset"}
CONSENTS = {
    "medicines": "PharmacistsInfoConsFlg",
    "checkups": "SpecificHealthCheckupsInfoConsFlg",
    "diagnoses": "DiagnosisInfoConsFlg",
    "operations": "OperationInfoConsFlg",
}


def say(line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def tell(happening):
    say({"observation": {"channel": "chart", **happening}})


def bare(insurer):
    return (insurer or "").lstrip(" 0")


def parse(data):
    """The root of a whole message, or nothing; Python's own parser knows no Shift_JIS."""
    declared = re.match(rb'\s*<\?xml[^>]*encoding="([^"]+)"[^>]*\?>', data)
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    try:
        text = data[declared.end() if declared else 0 :].decode("cp932" if name == "shift_jis" else "utf-8")
        return None if "<!DOCTYPE" in text else ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError):
        return None


class Refused(Exception):
    """Shown to staff. `final`: the request has its answer, and it is no."""

    def __init__(self, reason, final=True):
        super().__init__(reason)
        self.final = final


class Receipt:
    def __init__(self, folders):
        self.folders, self.lock = folders, threading.Lock()
        self.serial, self.waiting, self.taken = 0, {}, set()
        self.sizes, self.refused, self.chart, self.later, self.serials = {}, {}, {}, [], 0

    # ── asking ──

    def send(self, message, header, body, question):
        with self.lock:
            self.serial += 1
            suffix = f"{datetime.date.today():%Y%m%d}{self.serial:04d}"
            self.waiting[f"{message} {suffix}"] = question
        text = (
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
            f"<XmlMsg><MessageHeader>{header}<MedicalInstitutionCode>{INSTITUTION}</MedicalInstitutionCode>"
            f"<ArbitraryFileIdentifier>{suffix}</ArbitraryFileIdentifier></MessageHeader>"
            f"<MessageBody>{body}</MessageBody></XmlMsg>"
        )
        # Under another name first: a terminal may look at any moment.
        working = os.path.join(self.folders, "req", f"{suffix}.tmp")
        with open(working, "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(working, os.path.join(self.folders, "req", f"{message}req_{suffix}.xml"))

    def ask(self, query):
        today = f"<QualificationConfirmationDate>{datetime.date.today():%Y%m%d}</QualificationConfirmationDate>"
        self.send("OQSsiquc01", today, search(query), {"queries": [query]})

    def ask_many(self, queries):
        rows = "".join(search(query, row) for row, query in enumerate(queries))
        self.send("OQSmuquc01", "", rows, {"queries": queries})

    def register(self, queries, message):
        charts = [patient for query in queries for patient in self.chart.values() if same(patient, query)]
        if charts:
            self.send(message, "", "".join(map(registration, charts)), {"charts": charts})

    def fetch(self, question):
        body = f"<ReceptionNumber>{escape(question['number'])}</ReceptionNumber>"
        self.send("OQSmuimm02" if "charts" in question else "OQSmuquc02", "", body, question)

    # ── reading ──

    def look(self):
        for at, question in [one for one in self.later if one[0] <= time.monotonic()]:
            self.later.remove((at, question))
            self.fetch(question)
        for folder in ("face", "res"):
            for name in sorted(os.listdir(os.path.join(self.folders, folder))):
                self.look_at(folder, name)

    def look_at(self, folder, name):
        key, question = self.question_of(folder, name)
        if folder == "res" and question is None and key not in self.taken:
            return
        if folder == "face" and not re.fullmatch(rf"OQSsiquc01res_face_{INSTITUTION}\w+_\d{{14}}\.xml", name):
            return
        path = os.path.join(self.folders, folder, name)
        try:
            with open(path, "rb") as file:
                data = file.read(4 << 20)
        except OSError:
            return
        # It may still be being written: two looks have to see the same.
        if self.sizes.get(path) != data or self.refused.get(path) == data:
            self.sizes[path] = data
            return
        try:
            if key in self.taken:
                raise Refused("taken in already")
            self.take(name, data, question)
        except Refused as refused:
            tell({"is": "refused", "source": name, "reason": str(refused)})
            if not refused.final:
                self.refused[path] = data
                return
        except KeyError:
            # Not through with it: another file of this name will come.
            self.refused[path] = data
            return
        self.taken.add(key)
        self.waiting.pop(key, None)
        os.remove(path)

    def question_of(self, folder, name):
        if folder == "face":
            return name, None
        named = re.fullmatch(r"(OQS(?:si|mu)(?:quc|imm)0[12])(res|req)_([\w-]+)\.(xml|err)", name)
        key = f"{named.group(1)} {named.group(3)}" if named else name
        if FAULT == "next-file" and named and key not in self.waiting:
            return next(iter(self.waiting.items()), (key, None))
        return key, self.waiting.get(key)

    def take(self, name, data, question):
        if name.endswith(".err"):
            raise Refused("the terminal could not take the request")
        root = parse(data)
        if root is None:
            raise Refused("cannot be read", final=False)
        header, body = root.find("MessageHeader"), root.find("MessageBody")
        said = header.findtext
        if said("MedicalInstitutionCode") != INSTITUTION:
            raise Refused("another institution's", final=False)
        named = re.search(r"_([\w-]+)\.xml$", name).group(1)
        if question and FAULT != "next-file" and said("ArbitraryFileIdentifier") != named:
            raise Refused("another request's", final=False)
        if name.startswith("OQSmu"):
            return self.take_bulk(name, header, body, question)
        if said("SegmentOfResult") == "2":
            raise KeyError(name)
        if said("SegmentOfResult") != "1":
            raise Refused(said("ErrorCode") or "ended abnormally")
        if name.startswith("OQSsiimm"):
            return self.registered(name, body, question["charts"][0])
        results = body.findall("ResultList/ResultOfQualificationConfirmation")
        self.bring(name, body, results, question and question["queries"][0])

    def take_bulk(self, name, header, body, question):
        segment = header.findtext("SegmentOfResult") or "1"
        if segment == "9":
            raise Refused(header.findtext("ErrorCode") or "ended abnormally")
        if "number" not in question:
            question["number"] = body.findtext("ReceptionNumber") or ""
            if question["number"] == "":
                raise Refused("no reception number")
        elif header.findtext("ReceptionNumber") not in (None, question["number"]):
            raise Refused("the outcome of another check", final=False)
        elif segment == "1" and "charts" in question:
            return self.take_registrations(name, body.findall("BulkRegistrationUnit"), question["charts"])
        elif segment == "1":
            return self.take_rows(name, body.findall("BulkConfirmUnit"), question["queries"])
        self.later.append((time.monotonic() + ASK_AGAIN, question))

    def take_rows(self, name, units, queries):
        for row, query in enumerate(queries):
            of = [unit for unit in units if unit.findtext("QualificationConfirmSearchInfo/ArbitraryIdentifier") == str(row)]
            try:
                if len(of) != 1:
                    raise Refused("no such row, or two")
                self.bring(name, of[0], of[0].findall("ResultOfQualificationConfirmation"), query)
            except Refused as refused:
                tell({"is": "refused", "source": name, "reason": f"row {row + 1}: {refused}"})

    def take_registrations(self, name, units, charts):
        """A row is found by the number that was registered in it."""
        for patient in charts:
            number = patient["referenceNumber"]
            of = [unit for unit in units if unit.findtext("ReferenceNumberRegistrationInfo/ReferenceNumber") == number]
            try:
                if len(of) != 1:
                    raise Refused("no such row, or two")
                self.registered(name, of[0], patient)
            except Refused as refused:
                tell({"is": "refused", "source": name, "reason": f"chart {number}: {refused}"})

    def registered(self, name, body, patient):
        info = body.find("ReferenceNumberRegistrationInfo")
        if info is not None and not is_of(info, patient):
            raise Refused("another patient's registration", final=False)
        if body.findtext("ProcessingResultStatus") != "1":
            raise Refused(body.findtext("ProcessingResultCode") or "not registered")
        tell({"is": "registered", "source": name, "patient": patient})

    def bring(self, name, body, results, query):
        if body.findtext("ProcessingResultStatus") != "1":
            raise Refused(body.findtext("ProcessingResultCode") or "ended abnormally")
        validity = body.findtext("QualificationValidity") or ""
        if validity in ("4", "5"):
            raise Refused(f"validity {validity}")
        if len(results) != 1:
            raise Refused("not one patient", final=False)
        patient = patient_in(results[0], validity)
        if query and FAULT != "next-file" and not same(patient, query):
            raise Refused("another patient", final=False)
        self.enter(name, patient, None if query else results[0].findtext("ReferenceNumber"))

    def enter(self, name, patient, reference):
        """A chart is kept by the whole number and the birth date; a name with ● in it neither proves nor replaces anything.

        The number that a card's result carries back finds the chart of a patient whose insurance is new, if it is one person."""
        identity = identity_of(patient)
        before = self.chart.get(identity)
        if before is None and reference:
            before = next((one for one in self.chart.values() if one["referenceNumber"] == reference), None)
            if before and any(before[fact] != patient[fact] for fact in ("birthDate", "sex", "kana")):
                raise Refused("another patient's reference number", final=False)
            if before:
                del self.chart[identity_of(before)]
        self.serials += before is None
        patient["referenceNumber"] = before["referenceNumber"] if before else f"{self.serials:06d}"
        if before and "●" in patient["name"] and "●" not in before["name"]:
            patient["name"] = before["name"]
        if "●" in patient["name"]:
            patient["nameIncomplete"] = "1"
        self.chart[identity] = patient
        tell({"is": "imported", "source": name, "patient": patient})


def search(query, row=None):
    facts = {
        "InsurerNumber": query["insurer"].rjust(8),
        "InsuredCardSymbol": query["symbol"],
        "InsuredIdentificationNumber": query["number"],
        "InsuredBranchNumber": query["branch"],
        "Birthdate": query["birthDate"],
        "LimitApplicationCertificateRelatedConsFlg": "0",
        "ArbitraryIdentifier": "" if row is None else str(row),
    }
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in facts.items() if text != "")
    return f"<QualificationConfirmSearchInfo>{inner}</QualificationConfirmSearchInfo>"


def registration(patient):
    facts = {
        "ReferenceNumber": patient["referenceNumber"],
        "InsurerNumber": patient["insurer"].rjust(8),
        "InsuredCardSymbol": patient["symbol"],
        "InsuredIdentificationNumber": patient["number"],
        "InsuredBranchNumber": patient["branch"],
    }
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in facts.items() if text != "")
    return f"<ReferenceNumberRegistrationInfo>{inner}</ReferenceNumberRegistrationInfo>"


def is_of(info, patient):
    """Whose registration an answer tells of; it may leave out the branch."""
    branch = info.findtext("InsuredBranchNumber") or patient["branch"]
    return (
        info.findtext("ReferenceNumber") == patient["referenceNumber"]
        and bare(info.findtext("InsurerNumber")) == bare(patient["insurer"])
        and (info.findtext("InsuredCardSymbol") or "") == patient["symbol"]
        and info.findtext("InsuredIdentificationNumber") == patient["number"]
        and branch.rjust(2, "0") == patient["branch"].rjust(2, "0")
    )


def identity_of(patient):
    return tuple(patient[fact] for fact in ("insurer", "symbol", "number", "branch", "birthDate"))


def patient_in(result, validity):
    def text(*tags):
        return next((found for found in map(result.findtext, tags) if found), "")

    patient = {
        "name": text("Name"),
        "kana": text("NameKana"),
        "birthDate": text("Birthdate"),
        "sex": SEXES.get(text("Sex1"), "unset"),
        "address": text("Address"),
        "insurer": text("InsurerNumber", "PublicExpenseNumber").strip(),
        "symbol": text("InsuredCardSymbol"),
        "number": text("InsuredIdentificationNumber", "BeneficiaryNumber"),
        "branch": text("InsuredBranchNumber"),
        "validity": validity,
        **{fact: text(tag) for fact, tag in CONSENTS.items()},
    }
    if "" in (patient["name"], patient["birthDate"], patient["insurer"], patient["number"]):
        raise Refused("who it is about is not complete", final=False)
    if "●" in patient["symbol"] + patient["number"]:
        raise Refused("the insured number has a character that could not be carried", final=False)
    return patient


def same(patient, query):
    return (
        bare(patient["insurer"]) == bare(query["insurer"])
        and all(patient[fact] == query[fact] for fact in ("symbol", "number", "birthDate"))
        and (query["branch"] == "" or patient["branch"].rjust(2, "0") == query["branch"].rjust(2, "0"))
    )


def main():
    receipt = None
    say({"about": {"channels": ["chart"]}})

    def watch():
        while True:
            time.sleep(LOOK)
            try:
                if receipt:
                    receipt.look()
            except OSError as error:
                # A share that is away for a moment comes back.
                print(error, file=sys.stderr)

    threading.Thread(target=watch, daemon=True).start()
    for line in sys.stdin:
        asked = json.loads(line)
        if "case" in asked:
            receipt = Receipt(asked["folders"])
        elif asked.get("intent") == "askEligibility":
            receipt.ask({fact: asked[fact] for fact in ("insurer", "symbol", "number", "branch", "birthDate")})
        elif asked.get("intent") == "askEligibilityInBulk":
            receipt.ask_many(asked["queries"])
        elif asked.get("intent") == "registerReference":
            receipt.register([asked], "OQSsiimm01")
        elif asked.get("intent") == "registerReferencesInBulk":
            receipt.register(asked["queries"], "OQSmuimm01")
        else:
            say({"notOffered": asked["id"]})
            continue
        say({"done": asked["id"]})


main()
