import { genericCase } from "../../case.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";
import { keepsChannels } from "../declared-claims.ts";
import { sitDown } from "./card-session.ts";
import { askChallenge } from "./limited-call.ts";

export const channelsDeclared = genericCase({
  id: "GEN-DCL-0001",
  title: {
    ja: "一度のカードの利用で、申告したチャネルのどれにも事象が現れる",
    en: "One use of the card shows something on each channel of its profile",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  kills: ["M-GEN-CENTRAL-UNSEEN"],
  async steps(stage) {
    const session = await sitDown(stage);
    await session.read(JPKI_EF.authCertificate);
    await askChallenge(stage);
    await session.leave();
  },
  expect: [keepsChannels],
});
