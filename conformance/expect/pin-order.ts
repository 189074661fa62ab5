import { COMPUTE_DIGITAL_SIGNATURE, QUERY_TRIES, VERIFY } from "../../device/wire/card.ts";
import { STATUS } from "../../device/wire/card-status.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import type { CommandApdu } from "../../device/wire/apdu.ts";
import { exchange, type Exchange } from "./card.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import type { Sighting } from "./selector.ts";

/** What a PIN opened stays open until another application is selected or the card is reset. */
export const keyBeforePin: Expectation = {
  wants: {
    ja: "鍵 0017 の署名の前に 0018 の VERIFY が成功している",
    en: "each signature by key 0017 follows a good VERIFY of 0018",
  },
  channels: ["card"],
  rule: { keyBeforePin: true },
  look(observation) {
    const signatures: Sighting<Exchange>[] = [];
    const resets = observation.events.filter(
      ({ channel, is }) => channel === "card" && (is === "reset" || is === "removed"),
    );
    let open = false;
    let last = -1;
    for (const sighting of exchange.find(observation)) {
      const { seq, value } = sighting;
      if (resets.some((event) => event.seq > last && event.seq < seq)) open = false;
      last = seq;
      if (selectsApplication(value.command)) open = false;
      if (isVerifyOfAuthPin(value)) open = value.response.sw === 0x9000;
      if (!isSignatureByAuthKey(value)) continue;
      if (!open)
        return broken({ ja: "VERIFY のない署名がありました", en: "a signature came without VERIFY" }, sighting);
      signatures.push(sighting);
    }
    if (signatures.length > 0) return held(...signatures);
    return unseen({ ja: "署名がありませんでした", en: "there was no signature" });
  },
};

const selectsApplication = ({ ins, p1 }: CommandApdu) => ins === 0xa4 && p1 === 0x04;

const isVerifyOfAuthPin = ({ application, file, command }: Exchange) =>
  application === "jpki" && file === JPKI_EF.authPin && VERIFY.request.decode(command) !== undefined;

const isSignatureByAuthKey = ({ application, file, command, response }: Exchange) =>
  application === "jpki" &&
  file === JPKI_EF.authKey &&
  response.sw === 0x9000 &&
  COMPUTE_DIGITAL_SIGNATURE.request.decode(command) !== undefined;

const isLocked = (sw: number) => sw === STATUS.blocked || sw === STATUS.blockedByIso;

/**
 * For each reference: asking costs no try, a wrong secret costs one, and nothing gives one back but the right secret. Which number
 * is full is not assumed; it is whatever was counted first.
 */
export const triesAddUp: Expectation = {
  wants: {
    ja: "照会は回数を変えず、誤りは1減らす",
    en: "a query changes nothing, a wrong secret takes one away",
  },
  channels: ["card"],
  rule: { triesAddUp: true },
  look(observation) {
    const left = new Map<string, number>();
    const counted: Sighting<Exchange>[] = [];
    for (const sighting of exchange.find(observation)) {
      const { application, file, command, response } = sighting.value;
      const reference = `${application} ${file ?? 0}`;
      const before = left.get(reference);
      const told = (response.sw & 0xfff0) === 0x63c0 ? response.sw & 0x0f : undefined;
      const isQuery = QUERY_TRIES.request.decode(command) !== undefined;
      if (!isQuery && VERIFY.request.decode(command) === undefined) continue;
      if (told === undefined) {
        // The right secret fills the counter again, to a number that the next query tells.
        if (!isQuery && response.sw === 0x9000) left.delete(reference);
        // The try that locks may be answered so at once, where one was left.
        if (!isQuery && isLocked(response.sw) && before === 1) left.set(reference, 0);
        continue;
      }
      counted.push(sighting);
      const expected = before === undefined ? told : isQuery ? before : before - 1;
      if (told !== expected)
        return broken(
          { ja: `${reference} が ${expected} でなく ${told} でした`, en: `${reference} has ${told}, not ${expected}` },
          sighting,
        );
      left.set(reference, told);
    }
    if (counted.length > 0) return held(...counted);
    return unseen({ ja: "残り回数が一度も示されませんでした", en: "no count was ever told" });
  },
};
