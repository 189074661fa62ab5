import { expect, test } from "vitest";
import { readerBenches } from "../../../conformance/benches/reader.ts";
import { DeviceError } from "../../../device/errors.ts";
import { sleep } from "../../../device/ports.ts";
import { frameQueue } from "../../../device/reader/frame-queue.ts";
import { encodeFace } from "../../../device/wire/face.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** A reader on which every case leaves a card, and hands that cannot take it. */
function product(renewed: boolean) {
  const world = virtualWorld(1);
  const { clock, random } = world;
  const asked: string[] = [];
  let layCard: () => void = () => undefined;
  const open = readerBenches({
    line: {
      name: "line",
      connect() {
        const frames = frameQueue<Uint8Array>();
        layCard = () => frames.push(encodeFace({ is: "cardPlaced" }));
        const close = () => {
          frames.end();
          return Promise.resolve();
        };
        return Promise.resolve({ frames, send: () => Promise.resolve(), close });
      },
    },
    hands: {
      begin: () => Promise.resolve(renewed),
      operatedBy: "http",
      operator: {
        perform({ intent }) {
          asked.push(intent);
          return Promise.reject(new DeviceError("peer.unexpected", { during: intent, got: "not now" }));
        },
      },
      channels: () => Promise.resolve([]),
      follow: () => Promise.resolve({ failed: new Promise<never>(() => undefined), stop: () => Promise.resolve() }),
    },
    people: {
      castOf: () => ({}),
      pinOf: () => undefined,
      secretsOf: () => Promise.resolve([]),
      staffPassword: "password",
      institutionCode: "9910000012",
    },
    ...{ clock, random, authority: () => Promise.resolve(undefined) },
  });
  const oneCase = async (caseId: string) => {
    const bench = await world.run(open({ role: "reader", caseId, seed: 1, parts: [] }));
    layCard();
    await world.run(sleep(clock, 10));
    await world.run(bench.close());
  };
  return { oneCase, asked };
}

test("a product that was brought into its initial state is not asked to give back the last case's card", async () => {
  const { oneCase, asked } = product(true);
  await oneCase("RDR-PIN-0001");
  await oneCase("RDR-PIN-0002");
  expect(asked).toEqual([]);
});

test("one that begins as it was left is asked, and a card that cannot be taken stops the case before it begins", async () => {
  const { oneCase, asked } = product(false);
  await oneCase("RDR-PIN-0001");
  expect(asked).toEqual([]);
  await expect(oneCase("RDR-PIN-0002")).rejects.toThrow(/removeCard/);
  expect(asked).toEqual(["removeCard"]);
});
