import { expect, test } from "vitest";
import { openSerial } from "../../device/io/serial.ts";
import { isFault } from "../../device/errors.ts";
import { sleep } from "../../device/ports.ts";
import { serveStream, streamTransport } from "../../device/reader/stream-link.ts";
import { hex } from "../../device/wire/bytes.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { ASKED, GRANT, readerBench, touch } from "../device/firmware/reader-bench.ts";
import { persona } from "../simulator/card/hand.ts";

const clock = systemClock();
const answers = { enterPin: [touch.digits(persona("hanako").pins.auth ?? "")], consent: [touch.consent("medicines")] };

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: unknown) => (isFault(error) ? error.fault : String(error)),
  );

test("a patient is received through the kernel's serial line, noise and all, until the cable is pulled", async () => {
  const bench = readerBench({ clock, answers });
  const pty = await openPty();
  serveStream(bench.device, pty);
  const noise: string[] = [];
  const stream = await openSerial(pty.path);
  const link = streamTransport(stream, { name: pty.path, onGarbage: (skipped) => noise.push(hex(skipped)) });

  const reader = await bench.open(link);
  expect(reader.identity.model).toBe("bench");
  pty.write(Uint8Array.of(0xfa, 0x00, 0xce));
  stream.write(Uint8Array.of(0x00, 0xfa));
  const reception = reader.receive({ ...ASKED, methods: ["pin"] }, GRANT);
  await sleep(clock, 50);
  bench.insert("hanako");
  expect(await reception.result).toMatchObject({ is: "completed", consents: ["medicines"], proven: true });
  expect(noise.join("")).toBe("fa00ce");

  const next = reader.receive({ ...ASKED, nonce: new Uint8Array(32).fill(9) }, GRANT);
  await pty.close();
  expect(await faultOf(next.result)).toBe("link.lost");
  bench.device.stop();
});

test("a path that is no serial port refuses the link", async () => {
  expect(await faultOf(openSerial("/dev/null"))).toBe("link.refused");
});
