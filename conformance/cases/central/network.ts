import type { ClosedNetwork, NetworkWay } from "../../bench.ts";
import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { is } from "../../expect/predicate.ts";
import { every, sequence } from "../../expect/vocabulary.ts";

/** The closed network (オンライン請求ネットワーク). Why it refuses is the network's own to say: that it does is what counts. */
const CENTRE = "central.shikaku.test:443";
const CHALLENGE = "/v1/challenge";
const AUTHENTICATE = "/authenticate";
const OWN = "192.0.2.1";
const OTHER = "192.0.2.2";

const ownSeat = (network: ClosedNetwork) => network.from(network.own.line, network.own.institutionCode);

/** The central system asked by a way that may have been cut. */
const ask = (way: NetworkWay | undefined) =>
  way
    ?.central(
      new Request(`https://${CENTRE}${CHALLENGE}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      }),
    )
    .catch(() => undefined);

const ways = (to: string, ...through: readonly boolean[]) => sequence(centralAnswer(to), "json.through", through);
const noWay = (to: string) =>
  every(centralAnswer(to), { ja: `${to} には通さない`, en: `no way to ${to}` }, is("json.through", false));

const ELSEWHERE = ["elsewhere.example:443", "central.shikaku.test:22", "127.0.0.1:443"] as const;

export const namedOnly = centralCase({
  id: "CTL-NET-0003",
  title: {
    ja: "施設からは指定された接続先にだけ届く",
    en: "From a facility the named destinations can be reached, and no other",
  },
  kills: ["M-CTL-NET-ANY-PORT"],
  spares: ["B-CTL-NET-NO-REASON"],
  async steps({ bench: { network } }) {
    await ask(await ownSeat(network).connect(network.centre));
    for (const to of ELSEWHERE) await ownSeat(network).connect(to);
  },
  expect: [
    check(
      "NET-02",
      "network.shut",
      { ja: "指定された中央システムには通す", en: "there is a way to the central system, which is named" },
      sequence(centralAnswer(CHALLENGE), "status", [200]),
    ),
    ...ELSEWHERE.map((to) =>
      check(
        "NET-02",
        "network.open",
        { ja: `指定されていない ${to} には通さない`, en: `there is none to ${to}, which nobody named` },
        noWay(to),
      ),
    ),
  ],
});

export const noNeighbour = centralCase({
  id: "CTL-NET-0004",
  title: { ja: "ある施設から別の施設には届かない", en: "One facility cannot reach another" },
  kills: ["M-CTL-NET-NEIGHBOUR"],
  spares: ["B-CTL-NET-NO-REASON"],
  async steps({ bench: { network } }) {
    const { other } = network;
    await ownSeat(network).connect(`${OTHER}:443`);
    await network.from(other.line, other.institutionCode).connect(`${OWN}:443`);
  },
  expect: [OWN, OTHER].map((line) =>
    check(
      "NET-02",
      "network.open",
      { ja: `施設の回線 ${line} へは通さない`, en: `there is no way to ${line}, which is a facility's line` },
      noWay(`${line}:443`),
    ),
  ),
});

export const lineAndCertificate = centralCase({
  id: "CTL-NET-0005",
  title: {
    ja: "登録された回線と、その施設の電子証明書の両方で認める",
    en: "A facility is let in by its line and by its certificate, and by neither alone",
  },
  kills: ["M-CTL-NET-ANYBODYS-LINE"],
  spares: ["B-CTL-NET-NO-REASON"],
  async steps({ bench: { network } }) {
    const { own, other, spare, centre } = network;
    await network.from(spare, own.institutionCode).connect(centre);
    await network.from(own.line).connect(centre);
    await network.from(own.line, other.institutionCode).connect(centre);
    await ownSeat(network).connect(centre);
  },
  expect: [
    check(
      "NET-01",
      "network.open",
      {
        ja: "登録のない回線、証明書なし、別の施設の証明書は通さない",
        en: "no way for a line nobody registered, without a certificate, or with another facility's",
      },
      ways(CENTRE, false, false, false, true),
    ),
  ],
});

export const changedLine = centralCase({
  id: "CTL-NET-0006",
  title: {
    ja: "回線の変更は、再認証まで通信を止める。開いていたものも切れる",
    en: "A changed line carries nothing until it is authenticated anew, and what was open is cut",
  },
  kills: ["M-CTL-NET-TUNNEL-LEFT", "M-CTL-NET-NEW-LINE-OPEN", "M-CTL-NET-ANYBODY-AUTHENTICATES"],
  spares: ["B-CTL-NET-NO-REASON"],
  async steps({ bench: { network } }) {
    const { own, other, spare, centre } = network;
    const way = await ownSeat(network).connect(centre);
    await ask(way);
    network.changeLine(own.institutionCode, spare);
    await ask(way);
    const moved = network.from(spare, own.institutionCode);
    for (const seat of [ownSeat(network), moved]) await seat.connect(centre);
    await network.from(spare, other.institutionCode).authenticate();
    await moved.connect(centre);
    await moved.authenticate();
    await ask(await moved.connect(centre));
  },
  expect: [
    check(
      "NET-01",
      "network.open",
      { ja: "再認証の前は通さず、後は通す", en: "there is no way before, and one after" },
      ways(CENTRE, true, false, false, false, true),
    ),
    check(
      "NET-01",
      "network.open",
      { ja: "再認証はその回線の施設だけができる", en: "only the line's own facility can have it let in" },
      ways(AUTHENTICATE, false, true),
    ),
    check(
      "NET-01",
      "network.open",
      {
        ja: "変更の前に開いていたものは、もう届かない",
        en: "what was open before the change reaches nothing any more",
      },
      sequence(centralAnswer(CHALLENGE), "status", [200, 200]),
    ),
  ],
});
