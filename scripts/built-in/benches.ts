import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import type {
  BenchOf,
  BenchRequest,
  GenericBench,
  OpenBench,
  ReaderBench,
  ReceiptBench,
  TerminalBench,
} from "../../conformance/bench.ts";
import { garbageMark } from "../../conformance/benches/case-line.ts";
import { genericDoor } from "../../conformance/benches/generic-door.ts";
import { ZIP_PASSWORD } from "../../conformance/cases/receipt/zipped.ts";
import { readerHost } from "../../conformance/host.ts";
import type { Role } from "../../conformance/role.ts";
import { openFolders } from "../../device/io/folders.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Clock, Fetch, Folders, Intent, Transport } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { memoryLink } from "../../device/reader/memory-link.ts";
import { memoryWire } from "../../device/reader/memory-wire.ts";
import { serveStream, streamTransport } from "../../device/reader/stream-link.ts";
import { openCounter } from "../../simulator/counter.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { type ReaderLie, type VirtualReader, virtualReader } from "../../simulator/reader/virtual-reader.ts";
import { openReceiptComputer, type ReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { askReceipt, isAtReceipt } from "../../simulator/receipt/staff.ts";
import { unwatched } from "../../simulator/rescan.ts";
import { memoryFolders } from "../../simulator/terminal/memory-folders.ts";
import { tracedFolders } from "../../simulator/terminal/traced-folders.ts";
import { centralBench, centralOf } from "./central-bench.ts";
import { type Ground, prepareGround } from "./ground.ts";
import { openCentralLine } from "./central-line.ts";
import { limitedCentral } from "./limited.ts";
import type { Products } from "./products.ts";
import { slotReader } from "./slot-reader.ts";
import type { Variant } from "./variants.ts";

const [CLINIC] = FACILITIES;

/** Opens benches over the built-in products, honest or in one variant, made anew for each bench since a lie has its memory. */
export function builtInBenches(products: Products, makeVariant: () => Variant = () => ({})): OpenBench {
  const openers: { [R in Role]: (ground: Ground) => Promise<BenchOf<R>> } = {
    reader: (ground) => Promise.resolve(readerBench(products, makeVariant(), ground)),
    receipt: (ground) => Promise.resolve(receiptBench(makeVariant(), ground)),
    terminal: (ground) => terminalBench(products, makeVariant(), ground),
    central: (ground) => centralBench(products, makeVariant(), ground),
    generic: (ground) => Promise.resolve(genericBench(products, makeVariant(), ground)),
  };
  return async <R extends Role>(request: BenchRequest<R>) =>
    openers[request.role](await prepareGround(products, request));
}

function readerBench({ country, matcher }: Products, variant: Variant, ground: Ground): ReaderBench {
  const { world, trace, common, seed, closing } = ground;
  const { reader: lie, slow = 0, unseen } = variant;
  const recorder: Recorder = {
    ...trace,
    record: (happening, ...more) => {
      if (happening.channel !== unseen) trace.record(happening, ...more);
    },
  };
  const reader = virtualReader({ world, recorder, country, matcher, seed, ...(lie ? { lie } : {}) });
  const host = readerHost({
    transport: lie?.cable ? wired(reader, lie.cable, world.clock, trace) : memoryLink(reader.device, world.clock, slow),
    trace,
    random: world.random,
    authority: (challenge) =>
      Promise.resolve({ certificate: terminalCertificate(), signature: signForCard(challenge) }),
  });
  closing.push(
    () => reader.stop(),
    () => host.close(),
  );
  return {
    ...common,
    role: "reader",
    channels: ["host", "card", "panel", "camera", "operator", "clock"],
    operator: reader.operator,
    host,
  };
}

/** A reader at the other end of a line of bytes, whatever that line does to them. */
function wired(
  { device }: VirtualReader,
  cable: NonNullable<ReaderLie["cable"]>,
  clock: Clock,
  trace: Recorder,
): Transport {
  const [near, far] = memoryWire(clock);
  serveStream(device, cable(far, clock));
  return streamTransport(near, { onGarbage: (skipped) => trace.record(garbageMark(skipped)) });
}

function receiptBench({ receipt: open = openReceiptComputer, exchange }: Variant, ground: Ground): ReceiptBench {
  const { world, trace, common, closing } = ground;
  // Folders that take virtual time must not be waited for as if they were a disk.
  const unhurried: Clock = { ...world.clock, real: (work) => work };
  const folders = tracedFolders(exchange?.(world.clock) ?? memoryFolders(), trace, exchange ? unhurried : world.clock);
  const { institutionCode } = common;
  const receipt = open({ folders, clock: world.clock, recorder: trace, institutionCode, password: ZIP_PASSWORD });
  closing.push(() => receipt.close());
  return {
    ...common,
    role: "receipt",
    channels: ["folder", "chart", "operator", "clock"],
    operator: { perform: atReceipt(receipt, ground) },
    folders,
  };
}

async function terminalBench(products: Products, variant: Variant, ground: Ground): Promise<TerminalBench> {
  const { world, trace, common, seed, closing } = ground;
  if (!CLINIC) throw new RangeError("there is no clinic");
  const line = await openCentralLine(centralOf(products, ground, variant.central), world.clock);
  closing.push(() => line.close());
  const outage = lineUnder(line.as(CLINIC.institutionCode));
  const counter = await world.run(
    openCounter({
      ...products,
      world,
      recorder: trace,
      seed,
      facility: CLINIC,
      folders: await exchangeOnDisk(ground),
      central: outage.central,
      ...(variant.counter ? { lie: variant.counter } : {}),
      onError: (error) => ground.fail(error),
    }),
  );
  closing.push(() => counter.close());
  return {
    ...common,
    role: "terminal",
    channels: ["host", "card", "panel", "camera", "folder", "central", "chart", "operator", "clock"],
    operator: {
      perform: (intent) =>
        isAtReceipt(intent) ? atReceipt(counter.receipt, ground)(intent) : counter.operator.perform(intent),
    },
    folders: counter.folders,
    line: outage.set,
    beside: () => counter.beside(),
  };
}

/** A line whose state a case sets. */
function lineUnder(whole: Fetch) {
  let state: Parameters<TerminalBench["line"]>[0] = "up";
  const lost = () => new DeviceError("link.refused", { address: "central", why: "the case took the line down" });
  const central: Fetch = async (request) => {
    if (state === "down") throw lost();
    const answer = await whole(request);
    // The compiler does not see that it may have changed meanwhile.
    if ((state as string) === "losesAnswers") throw lost();
    return answer;
  };
  return { central, set: (to: typeof state) => void (state = to) };
}

/** Real folders, looked into by the world's clock alone: a hint from the disk would come at a moment that no seed decides. */
async function exchangeOnDisk({ world, closing }: Ground): Promise<Folders> {
  const root = await world.clock.real(mkdtemp(join(tmpdir(), "shikaku-oqs-")));
  closing.push(() => rm(root, { recursive: true, force: true }));
  return unwatched(await openFolders(root));
}

/** Staff at a receipt computer: it is made to ask, and waits for the answer by itself. */
const atReceipt = (receipt: ReceiptComputer, ground: Ground) => (intent: Intent) => {
  if (!isAtReceipt(intent))
    throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "a receipt computer" });
  askReceipt(receipt, intent).catch((error: unknown) => ground.fail(error));
  return Promise.resolve();
};

/** A slot with the country's cards in it, and hands that put them in and take them out. */
function genericBench({ country }: Products, { card, pc = {} }: Variant, ground: Ground): GenericBench {
  const { world, trace, common, closing } = ground;
  const { clock, random } = world;
  const { reader, operator } = slotReader(country, clock, card);
  const door = genericDoor({ reader: pc.reader?.(reader, clock) ?? reader, clock, trace });
  closing.push(() => door.close());
  const { institutionCode } = common;
  return {
    ...common,
    role: "generic",
    channels: ["card", "operator", "central", "clock"],
    operator,
    async connect() {
      const connection = await door.connect();
      return pc.program ? pc.program(connection) : connection;
    },
    limited: limitedCentral({
      ...{ country, clock, random, trace, institutionCode },
      report: (error) => ground.fail(error),
      ...(pc.central ? { lie: pc.central } : {}),
    }),
  };
}
