import { z } from "zod";
import { INTENT_NAMES, OBSERVATION, type Observation } from "../../device/control/messages.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import type { Clock, Intent, Operator, Transport } from "../../device/ports.ts";
import { frameQueue } from "../../device/reader/frame-queue.ts";
import { type Promised, promised } from "../../device/reader/promised.ts";
import { CHANNELS, type Channel, type Recorder } from "../../device/trace.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { LONGEST_PAYLOAD } from "../../device/wire/face-frame.ts";
import type { Hands } from "./hands.ts";
import type { ReaderLine } from "./reader.ts";

/** A vendor's small program that is spoken to in lines of JSON (docs/shim.md). */
export interface LineProgram {
  send(line: string): void;
  onLine(take: (line: string) => void): void;
  onEnd(ended: (fault: DeviceError) => void): void;
  close(): Promise<void>;
}

export interface ShimOptions {
  /** What a fault calls it. */
  readonly name: string;
  readonly start: () => Promise<LineProgram>;
  readonly clock: Clock;
  /** Where the exchange folders are, for a receipt computer. */
  readonly folders?: string;
}

/** One program for the whole run, started by its first case and again by the first one after it has died. */
export interface Shim {
  readonly line: ReaderLine;
  readonly hands: Hands;
  close(): Promise<void>;
}

const LINE = z.union([
  z.strictObject({
    frame: z
      .string()
      .max(2 * LONGEST_PAYLOAD)
      .regex(/^(?:[0-9a-f]{2})+$/i),
  }),
  z.strictObject({ done: z.int() }),
  z.strictObject({ notOffered: z.int() }),
  z.strictObject({ failed: z.int(), why: z.string().max(1000) }),
  z.strictObject({ observation: z.looseObject({}) }),
  z.strictObject({
    about: z.strictObject({
      channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
      intents: z.array(z.enum(INTENT_NAMES)).max(INTENT_NAMES.length).optional(),
    }),
  }),
]);
type Line = z.output<typeof LINE>;

/** Lines in one second. Nobody has so much to say, and who does could go on for ever. */
const MOST_LINES = 2_000;

type Answer = "done" | "notOffered" | { readonly failed: string };

export function shim({ name, start, clock, folders }: ShimOptions): Shim {
  let session: Promise<Session> | undefined;
  const open = async (): Promise<Session> => {
    const running = await (session ??= start().then((program) => openSession(program, name, clock)));
    if (running.over() === undefined) return running;
    session = start().then((program) => openSession(program, name, clock));
    return session;
  };
  const opened = async () => {
    try {
      return await open();
    } catch (error) {
      session = undefined;
      throw error;
    }
  };
  const current = async () => (await session) ?? opened();

  const operator: Operator = {
    async perform(intent: Intent) {
      const answer = await (await current()).ask(intent);
      if (answer === "done") return;
      if (answer === "notOffered") throw new DeviceError("operator.notOffered", { intent: intent.intent, by: name });
      const why = answer.failed;
      throw new DeviceError("operator.gaveUp", { intent: intent.intent, why, ja: why });
    },
  };

  return {
    line: { name, connect: async () => (await opened()).frames() },
    hands: {
      operator,
      operatedBy: "http",
      channels: async () => (await current()).channels,
      async begin({ caseId, seed }, cast) {
        const players = Object.fromEntries(Object.entries(cast).map(([part, { id }]) => [part, id]));
        const place = folders === undefined ? {} : { folders };
        const answer = await (await opened()).ask({ case: { caseId, seed, cast: players }, ...place });
        if (typeof answer === "object")
          throw new DeviceError("config.invalid", {
            where: name,
            why: `it could not begin the case: ${answer.failed}`,
          });
        return answer === "done";
      },
      follow: async (trace) => (await current()).follow(trace),
    },
    async close() {
      await (await session?.catch(() => undefined))?.close();
    },
  };
}

interface Session {
  readonly channels: readonly Channel[];
  over(): DeviceError | undefined;
  ask(what: object): Promise<Answer>;
  frames(): Transport;
  follow(trace: Recorder): Awaited<ReturnType<Hands["follow"]>>;
  close(): Promise<void>;
}

function openSession(program: LineProgram, name: string, clock: Clock): Session {
  const asked = new Map<number, Promised<Answer>>();
  const ended = promised<never>();
  let channels: readonly Channel[] = [];
  let fault: DeviceError | undefined;
  let asks = 0;
  let frames = frameQueue<Uint8Array>();
  let trace: Recorder | undefined;

  const end = (error: DeviceError) => {
    if (fault) return;
    fault = error;
    frames.fail(error);
    ended.reject(error);
    for (const waiting of asked.values()) waiting.reject(error);
    asked.clear();
  };
  const fail = (error: DeviceError) => {
    end(error);
    void program.close();
  };
  const answer = (id: number, how: Answer) => {
    const waiting = asked.get(id);
    asked.delete(id);
    if (waiting) waiting.resolve(how);
    else fail(new DeviceError("peer.unexpected", { during: name, got: `an answer to ${id}, which was not asked` }));
  };
  const take = (line: Line) => {
    if ("frame" in line) frames.push(unhex(line.frame.toLowerCase()));
    else if ("done" in line) answer(line.done, "done");
    else if ("notOffered" in line) answer(line.notOffered, "notOffered");
    else if ("failed" in line) answer(line.failed, { failed: line.why });
    else if ("about" in line) channels = line.about.channels;
    else if (trace) tell(trace, readObservation(line.observation, name));
  };
  let [second, inSecond] = [0, 0];
  program.onEnd(end);
  program.onLine((text) => {
    if (fault || text.trim() === "") return;
    const now = Math.floor(clock.now() / 1_000_000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    try {
      if (inSecond > MOST_LINES)
        throw new DeviceError("peer.unexpected", { during: name, got: `more than ${MOST_LINES} lines in one second` });
      take(readLine(text, name));
    } catch (error) {
      fail(isFault(error) ? error : new DeviceError("suite.broken", { why: String(error) }));
    }
  });
  const send = (line: object) => {
    if (fault) throw fault;
    program.send(JSON.stringify(line));
  };

  return {
    get channels() {
      return channels;
    },
    over: () => fault,
    async ask(what) {
      const id = ++asks;
      const waiting = promised<Answer>();
      asked.set(id, waiting);
      send({ ...what, id });
      return waiting.promise;
    },
    frames() {
      const own = frameQueue<Uint8Array>();
      let open = true;
      frames = own;
      if (fault) own.fail(fault);
      return {
        frames: own,
        send(frame) {
          const gone = open ? fault : new DeviceError("link.lost", { link: name });
          if (gone) return Promise.reject(gone);
          program.send(JSON.stringify({ frame: hex(frame) }));
          return Promise.resolve();
        },
        close() {
          open = false;
          own.end();
          return Promise.resolve();
        },
      };
    },
    follow(recorder) {
      trace = recorder;
      return {
        failed: ended.promise,
        stop() {
          trace = undefined;
          return Promise.resolve();
        },
      };
    },
    close: () => program.close(),
  };
}

/** What the line held is not repeated: it may be a PIN. */
const malformed = (name: string, why: string) => new DeviceError("peer.malformed", { what: `line of ${name}`, why });

function readLine(text: string, name: string): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed(name, "it is not JSON; what is meant for people goes to standard error");
  }
  const read = LINE.safeParse(json);
  if (!read.success) throw malformed(name, "it is none of frame, done, notOffered, failed, observation, about");
  return read.data;
}

/** Number and time are ours: the program stands on this machine. */
function readObservation(told: object, name: string): Observation {
  const read = OBSERVATION.safeParse({ ...told, seq: 0, at: 0 });
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path, code }) => `${path.join(".")} ${code}`).join("; ");
  throw malformed(name, `its observation: ${places.slice(0, 200)}`);
}

function tell(trace: Recorder, { seq: _, at: __, scope, ...happening }: Observation): void {
  if ("bytes" in happening) {
    const { bytes, masked: ___, ...rest } = happening;
    trace.recordBytes(rest, unhex(bytes), scope);
  } else trace.record(happening, scope);
}
