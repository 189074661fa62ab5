import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import {
  type CommandApdu,
  decodeCommand,
  encodeCommand,
  encodeResponse,
  decodeResponse,
} from "../../../device/wire/apdu.ts";
import { EMPTY, hex, unhex } from "../../../device/wire/bytes.ts";
import { body, command, counter, send, status } from "../../../device/wire/command.ts";

/** EMV contactless: not a command of our card, so that nothing of it is borrowed. */
const GET_PROCESSING_OPTIONS = command({
  name: "GET PROCESSING OPTIONS",
  source: "EMV 4.3 book 3 §6.5.8",
  cla: 0x80,
  ins: 0xa8,
  write: ({ objects }: { objects: Uint8Array }) => ({ p1: 0, p2: 0, data: objects }),
  read: ({ p1, p2, data }) => (p1 === 0 && p2 === 0 && data ? { objects: data } : undefined),
  answers: { given: body(0x9000), rejected: counter(), notSatisfied: status(0x6985) },
});

describe("a command declaration", () => {
  test("driver and card meet only in bytes", async () => {
    const seen: string[] = [];
    const card = (bytes: Uint8Array): Uint8Array => {
      seen.push(hex(bytes));
      const request = GET_PROCESSING_OPTIONS.request.decode(decodeCommand(bytes));
      return encodeResponse(
        GET_PROCESSING_OPTIONS.answer.encode(
          request ? { outcome: "given", bytes: request.objects } : { outcome: "notSatisfied" },
        ),
      );
    };
    const transmit = (apdu: CommandApdu) => Promise.resolve(decodeResponse(card(encodeCommand(apdu))));
    expect(await send(transmit, GET_PROCESSING_OPTIONS, { objects: unhex("8300"), le: 256 })).toEqual({
      outcome: "given",
      bytes: unhex("8300"),
    });
    expect(seen).toEqual(["80a8000002830000"]);
  });

  test("lengths are carried over as they were coded", () => {
    for (const coding of [{}, { le: 256 }, { le: 1, extended: true }, { extended: true }]) {
      const request = { objects: unhex("8300"), ...coding };
      const { request: coder } = GET_PROCESSING_OPTIONS;
      expect(coder.decode(coder.encode(request))).toEqual(request);
    }
  });

  test("an APDU with another CLA or INS is not read", () => {
    const apdu = GET_PROCESSING_OPTIONS.request.encode({ objects: unhex("8300") });
    expect(GET_PROCESSING_OPTIONS.request.decode({ ...apdu, cla: 0 })).toBeUndefined();
    expect(GET_PROCESSING_OPTIONS.request.decode({ ...apdu, ins: 0xa9 })).toBeUndefined();
  });

  test("an answer that is not declared is the vendor's fault, and its data are not told", async () => {
    const secret = unhex("31323334");
    const answers = [
      { data: secret, sw: 0x6f00 },
      { data: EMPTY, sw: 0x0001 },
      { data: secret, sw: 0x6985 },
    ];
    const messages = await Promise.all(
      answers.map((answer) =>
        send(() => Promise.resolve(answer), GET_PROCESSING_OPTIONS, { objects: unhex("8300") }).then(
          () => "no fault",
          (error: unknown) => (isFault(error, "peer.unexpected") && error.act === "vendor" ? error.context : error),
        ),
      ),
    );
    expect(messages).toEqual([
      { during: "GET PROCESSING OPTIONS", got: "6F00 with 4 bytes" },
      { during: "GET PROCESSING OPTIONS", got: "0001" },
      { during: "GET PROCESSING OPTIONS", got: "6985 with 4 bytes" },
    ]);
  });

  test("a counter keeps its last digit, and nothing else is one", () => {
    for (let left = 0; left <= 15; left++) {
      const word = counter().write({ triesLeft: left });
      expect(word).toEqual({ data: EMPTY, sw: 0x63c0 + left });
      expect(counter().read(word)).toEqual({ triesLeft: left });
    }
    for (const sw of [0x6300, 0x63bf, 0x63d0, 0x9000]) expect(counter().read({ data: EMPTY, sw })).toBeUndefined();
  });
});
