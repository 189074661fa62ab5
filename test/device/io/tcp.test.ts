import { expect, test } from "vitest";
import { openTcp, serveTcp } from "../../../device/io/tcp.ts";
import { isFault } from "../../../device/errors.ts";
import { sleep } from "../../../device/ports.ts";
import { serveStream, streamTransport } from "../../../device/reader/stream-link.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import { persona } from "../../simulator/card/hand.ts";
import { ASKED, GRANT, readerBench, touch } from "../firmware/reader-bench.ts";

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (isFault(error) ? error.fault : String(error)),
  );

test("a patient is received over TCP, and a host that comes back is served again", async () => {
  const clock = systemClock();
  const bench = readerBench({
    clock,
    answers: { enterPin: [touch.digits(persona("hanako").pins.auth ?? "")], consent: [touch.consent()] },
  });
  const server = await serveTcp(0, (stream) => void serveStream(bench.device, stream));
  const host = () => openTcp("127.0.0.1", server.port).then((stream) => streamTransport(stream));

  const first = await bench.open(await host());
  await first.close();
  const reader = await bench.open(await host());
  const reception = reader.receive({ ...ASKED, methods: ["pin"] }, GRANT);
  await sleep(clock, 20);
  bench.insert("hanako");
  expect(await reception.result).toMatchObject({ is: "completed", method: "pin", proven: true });

  const next = reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(9) }, GRANT);
  await server.close();
  expect(await faultOf(next.result)).toBe("link.lost");
  bench.device.stop();
});

test("an address where nobody listens refuses the link", async () => {
  const server = await serveTcp(0, () => undefined);
  await server.close();
  expect(await faultOf(openTcp("127.0.0.1", server.port))).toBe("link.refused");
});

test("a port that is taken cannot be served", async () => {
  const server = await serveTcp(0, () => undefined);
  expect(await faultOf(serveTcp(server.port, () => undefined))).toBe("link.refused");
  await server.close();
});
