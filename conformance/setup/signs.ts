import { DeviceError } from "../../device/errors.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { decodeShiftJis } from "../../device/wire/oqs/shift-jis.ts";
import type { Observation } from "../observation.ts";
import type { Profile } from "../profile.ts";
import type { Verdict } from "../verdict.ts";

/** SELECT of the application for authentication, which every My Number Card has, and ISO 7816-4's answer of a card without it. */
const SELECT_JPKI = /^00a404(00|0c)0ad392f000260100000001/;
const NOT_FOUND = "6a82";

/**
 * What looks like a verdict about a product and is a known fault of the set-up, by what was seen. Pure, as the judge is. With another
 * card on the reader nothing can pass either; another encoding takes back nothing but a failure.
 */
export function signOfSetup(verdict: Verdict, observation: Observation, profile: Profile): DeviceError | undefined {
  if (profile.role === "generic") return otherCard(observation);
  if (verdict !== "fail" || profile.role !== "receipt" || profile.features.includes("shiftJis")) return undefined;
  return encodingSwitch(observation);
}

function otherCard({ events }: Observation): DeviceError | undefined {
  const cards = events.filter(({ channel }) => channel === "card");
  const refused = cards.some((event, i) => {
    const answer = cards[i + 1];
    if (event.channel !== "card" || event.is !== "command" || !SELECT_JPKI.test(event.bytes)) return false;
    return answer?.channel === "card" && answer.is === "response" && answer.bytes === NOT_FOUND;
  });
  if (!refused) return undefined;
  const where = { where: "the card on the reader", ja: "リーダーのカード" };
  return new DeviceError("setup.unfit", { ...where, setup: "card.other", found: "SELECT → 6A82" });
}

function encodingSwitch({ events }: Observation): DeviceError | undefined {
  for (const event of events)
    if (event.channel === "folder" && event.is === "appeared" && event.folder === "req" && isShiftJis(event.bytes))
      return new DeviceError("setup.unfit", { where: `req/${event.name}`, setup: "encoding.switch" });
  return undefined;
}

/** Not UTF-8, and whole characters all the way in the other encoding. */
function isShiftJis(content: string): boolean {
  const bytes = unhex(content);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return false;
  } catch {
    // Not what it ought to be.
  }
  try {
    decodeShiftJis(bytes);
    return true;
  } catch {
    return false;
  }
}
