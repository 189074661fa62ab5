import { describe, expect, test } from "vitest";
import { sleep } from "../../../device/ports.ts";
import type { FaceReader } from "../../../device/reader/face-reader.ts";
import type { FaceMessage } from "../../../device/wire/face.ts";
import { type Asks, readerDesk } from "../../../simulator/terminal/reader-desk.ts";
import type { Received, Terminal, Visit } from "../../../simulator/terminal/terminal.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** A desk between a reader that says what it is told to say and a terminal whose receptions last until they are ended here. */
function seat(asks?: Asks) {
  const world = virtualWorld(1);
  const { clock } = world;
  let hear: (message: FaceMessage) => void = () => undefined;
  const visits: Visit[] = [];
  const ends: (() => void)[] = [];
  const reader = {
    onMessage(heard: typeof hear) {
      hear = heard;
      return () => (hear = () => undefined);
    },
  } as Partial<FaceReader> as FaceReader;
  const terminal = {
    receive(visit: Visit) {
      visits.push(visit);
      return new Promise<Received>((resolve) => ends.push(() => resolve({ outcome: "ended", reason: "timedOut" })));
    },
    release: () => undefined,
  } as Partial<Terminal> as Terminal;
  const errors: unknown[] = [];
  const desk = readerDesk({
    ...{ reader, terminal, clock, account: "F0000001", onError: (error: unknown) => void errors.push(error) },
    ...(asks ? { asks } : {}),
  });
  return {
    ...{ desk, visits, errors },
    says: (is: "cardPlaced" | "cardRemoved") => hear({ is }),
    /** The reader shows a screen of the newest reception. */
    shows: (screen: "placeCard" | "holdPhone" | "readingCard") =>
      visits.at(-1)?.onMessage?.({ is: "prompt", reception: 1, screen }),
    rest: (milliseconds: number) => world.run(sleep(clock, milliseconds)),
    end: async () => {
      ends.at(-1)?.();
      await world.run(sleep(clock, 0));
    },
  };
}

test("a card begins a reception, a second one while it runs does not, and nobody's coming begins none", async () => {
  const { says, rest, end, visits } = seat();
  await rest(60_000);
  expect(visits).toEqual([]);
  says("cardPlaced");
  says("cardPlaced");
  expect(visits).toMatchObject([{ account: "F0000001", askPrescription: false }]);
  expect(visits[0]?.methods).toBeUndefined();
  await end();
  says("cardRemoved");
  await rest(60_000);
  expect(visits).toHaveLength(1);
});

test("a card laid down while the last patient's result is on its way has its turn; one put back in a reception is that one's", async () => {
  const { says, shows, end, visits } = seat();
  says("cardPlaced");
  says("cardRemoved");
  says("cardPlaced");
  expect(visits).toHaveLength(1);
  await end();
  expect(visits).toHaveLength(2);
  // Taken up and laid down again, as it was asked for.
  says("cardRemoved");
  says("cardPlaced");
  shows("readingCard");
  await end();
  expect(visits).toHaveLength(2);
  says("cardRemoved");
  says("cardPlaced");
  says("cardRemoved");
  says("cardPlaced");
  says("cardRemoved");
  expect(visits).toHaveLength(3);
  await end();
  expect(visits).toHaveLength(3);
});

test("where phones are taken the reader asks by itself, and again when nothing lies on it any more", async () => {
  const { says, rest, end, visits, errors } = seat({ phones: true, prescription: true });
  await rest(1_000);
  expect(visits).toMatchObject([{ methods: ["face", "pin", "staff", "iphone", "android"], askPrescription: true }]);
  says("cardPlaced");
  await end();
  await rest(60_000);
  expect(visits).toHaveLength(1);
  says("cardRemoved");
  expect(visits).toHaveLength(1);
  await rest(1_000);
  expect(visits).toHaveLength(2);
  await end();
  await rest(999);
  expect(visits).toHaveLength(2);
  await rest(1);
  expect(visits).toHaveLength(3);
  expect(errors).toEqual([]);
});

test("a closed desk begins nothing more", async () => {
  const { desk, rest, end, visits } = seat({ phones: true, prescription: false });
  await rest(1_000);
  desk.close();
  expect(visits[0]?.signal?.aborted).toBe(true);
  await end();
  await rest(60_000);
  expect(visits).toHaveLength(1);
});

describe("another thing to ask", () => {
  const phones = { phones: true, prescription: false };

  test("whoever is at the reader finishes as it was begun, and the next one is asked anew", async () => {
    const { desk, says, end, visits } = seat();
    says("cardPlaced");
    desk.ask({ phones: false, prescription: true });
    expect(visits).toMatchObject([{ askPrescription: false, signal: { aborted: false } }]);
    await end();
    says("cardRemoved");
    says("cardPlaced");
    expect(visits).toMatchObject([{ askPrescription: false }, { askPrescription: true }]);
  });

  test("a free reader invites phones at once, and stops to when nobody has touched it", async () => {
    const { desk, rest, shows, end, visits } = seat();
    desk.ask(phones);
    await rest(1_000);
    expect(visits).toHaveLength(1);
    shows("placeCard");
    desk.ask({ ...phones, phones: false });
    expect(visits[0]?.signal?.aborted).toBe(true);
    await end();
    await rest(60_000);
    expect(visits).toHaveLength(1);
  });

  test.each([
    ["has chosen a phone", ({ shows }: ReturnType<typeof seat>) => shows("holdPhone")],
    ["has laid down a card", ({ says }: ReturnType<typeof seat>) => says("cardPlaced")],
  ])("a patient who %s is not sent away", async (_, acts) => {
    const there = seat(phones);
    await there.rest(1_000);
    acts(there);
    there.desk.ask({ ...phones, phones: false });
    expect(there.visits[0]?.signal?.aborted).toBe(false);
  });
});
