import { sleep } from "../ports.ts";
import type { Channel, Recorder } from "../trace.ts";
import { unhex } from "../wire/bytes.ts";
import { type FarEnd, readAnswer, request, unusable } from "./bounded-request.ts";
import type { FarClock } from "./far-clock.ts";
import { type Observation, OBSERVATIONS } from "./messages.ts";

export interface Following {
  /** Rejects with the fault that ended the following; never resolves. */
  readonly failed: Promise<never>;
  /** Takes what has been observed up to now, then stops. Rejects with the fault that ended the following before. */
  stop(): Promise<void>;
}

/** Milliseconds: how long the product may hold an answer back, and how much longer it may take. */
const HELD = 2_000;
const SILENCE = 10_000;
/** Before asking again somebody who does not hold answers back. Milliseconds. */
const PAUSE = 50;
/** What one case may bring; a product that observes more has gone wild. */
const MOST = 200_000;

/** Takes observations, the first being number `next`, until it is stopped. */
export function followObservations(
  end: FarEnd,
  far: FarClock,
  recorder: Recorder,
  channels: readonly Channel[],
  next: number,
): Following {
  const { clock } = end;
  const begun = next;
  let latest = 0;
  const hangUp = new AbortController();
  let stopped: Promise<void> | undefined;

  const take = async (wait: number, signal?: AbortSignal): Promise<"some" | "none"> => {
    const sent = clock.now();
    const path = `observations?after=${next}&wait=${wait}`;
    const within = wait + SILENCE;
    const { status, text } = await request(end, { method: "GET", path, within, ...(signal ? { signal } : {}) });
    if (status !== 200)
      throw unusable(
        end.base,
        `it answers GET observations with ${status}`,
        `GET observations に ${status} で答えました`,
      );
    const page = readAnswer(end, "GET observations", text, OBSERVATIONS);
    if (!far.holds({ sent, received: clock.now(), far: page.time }))
      throw unusable(
        end.base,
        "its clock jumped during the run; it must run steadily",
        "実行中に時計が飛びました。時計は一定に進めてください",
      );
    for (const observation of page.observations) accept(observation, page.time);
    if (page.next !== next)
      throw unusable(
        end.base,
        `after observation ${next - 1} it says that there have been ${page.next}`,
        `観測の総数が合いません（${next} のはずが ${page.next}）`,
      );
    return page.observations.length > 0 ? "some" : "none";
  };

  const accept = (observation: Observation, time: number) => {
    const { seq, scope, cut, at, ...happening } = observation;
    if (seq !== next)
      throw unusable(
        end.base,
        `observation ${next} was awaited and ${seq} came: ${seq > next ? "some were lost" : "it began anew"}`,
        `観測 ${next} の次が ${seq} でした（${seq > next ? "一部が失われました" : "番号が戻りました"}）`,
      );
    if (at < latest || at > time)
      throw unusable(
        end.base,
        `observation ${seq} happened before the one before it, or after it was told`,
        `観測 ${seq} の時刻が前後しています`,
      );
    next = seq + 1;
    latest = at;
    if (next - begun > MOST)
      throw unusable(
        end.base,
        `it has more than ${MOST} observations of one case`,
        `1件の試験で観測が ${MOST} を超えました`,
      );
    if (!channels.includes(observation.channel)) return;
    if (cut !== undefined)
      throw unusable(
        end.base,
        `observation ${seq} was too long to be told whole`,
        `観測 ${seq} は長すぎて全体が送られていません`,
      );
    const ours = far.toOurs(at);
    if ("bytes" in happening && !happening.masked) {
      const { bytes, masked: _, ...rest } = happening;
      recorder.recordBytes(rest, unhex(bytes), scope, ours);
    } else recorder.record(happening, scope, ours);
  };

  const follow = async () => {
    while (!hangUp.signal.aborted) {
      const asked = clock.now();
      const got = await take(HELD, hangUp.signal);
      const heldBack = clock.now() - asked > (HELD * 1000) / 2;
      if (got === "none" && !heldBack) await sleep(clock, PAUSE);
    }
  };
  const drain = async () => {
    const until = clock.now() + SILENCE * 1000;
    while ((await take(0)) === "some")
      if (clock.now() > until)
        throw unusable(end.base, "its observations do not come to an end", "観測がいつまでも続いています");
  };
  const following = follow().catch((error: unknown) => {
    // Hanging up ends the last wait, and is no fault.
    if (!hangUp.signal.aborted) throw error;
  });
  const finish = async () => {
    hangUp.abort();
    await following;
    await drain();
  };
  const failed = new Promise<never>((_, reject) => void following.catch(reject));
  failed.catch(() => undefined);
  return { failed, stop: () => (stopped ??= finish()) };
}
