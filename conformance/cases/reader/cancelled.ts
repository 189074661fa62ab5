import { type Case, readerCase } from "../../case.ts";
import { received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { givesNoResult } from "./claims.ts";
import { endsAs, endsOnce } from "./moment-claims.ts";
import { momentOf, type MomentName } from "./moments.ts";

/** A reception is cancelled at one moment, by the host or by the patient; it ends once, says by whom, and gives no result. */

type By = "host" | "patient";

const WHO = {
  host: { ja: "端末が中止する", en: "The host cancels" },
  patient: { ja: "患者が中止する", en: "The patient cancels" },
} as const;

const cancelledBy = (by: By, id: string, name: MomentName): Case<"reader"> => {
  const { title, needs, hands, reach } = momentOf(name);
  const lies = name !== "waiting";
  return readerCase({
    id,
    title: { ja: `${title.ja}に${WHO[by].ja}`, en: `${WHO[by].en} ${title.en}` },
    needs,
    cast: ["patient"],
    hands: [...hands, ...(by === "patient" ? (["cancel"] as const) : []), ...(lies ? (["removeCard"] as const) : [])],
    async steps(stage) {
      const { bench, hand, see, rest } = stage;
      const reception = await reach(stage);
      await (by === "host" ? bench.host.cancel(reception) : hand.cancel());
      await see(received("ended"));
      if (lies) await hand.remove();
      if (lies) await see(received("cardRemoved"));
      await rest(1000);
    },
    expect: [
      by === "host"
        ? endsAs("cancelledByHost", 2000, sent("cancel"), "reception.notCancelled", "ASM-READER-PROTOCOL")
        : endsAs("cancelledByPatient", 2000, acted("cancel"), "reception.notCancelled", "ASM-READER-PROTOCOL"),
      endsOnce,
      // One result there is: of the reception before this one.
      ...(name === "changing" ? [] : [givesNoResult]),
    ],
  });
};

export const byHost = [
  cancelledBy("host", "RDR-HCN-0001", "waiting"),
  cancelledBy("host", "RDR-HCN-0002", "activating"),
  cancelledBy("host", "RDR-HCN-0003", "choice"),
  cancelledBy("host", "RDR-HCN-0004", "capture"),
  cancelledBy("host", "RDR-HCN-0005", "pin"),
  cancelledBy("host", "RDR-HCN-0006", "staff"),
  cancelledBy("host", "RDR-HCN-0007", "leave"),
  cancelledBy("host", "RDR-HCN-0008", "consent"),
  cancelledBy("host", "RDR-HCN-0009", "prescription"),
  cancelledBy("host", "RDR-HCN-0010", "changing"),
];

export const byPatient = [
  cancelledBy("patient", "RDR-PCN-0001", "waiting"),
  cancelledBy("patient", "RDR-PCN-0002", "activating"),
  cancelledBy("patient", "RDR-PCN-0003", "choice"),
  cancelledBy("patient", "RDR-PCN-0004", "capture"),
  cancelledBy("patient", "RDR-PCN-0005", "pin"),
  cancelledBy("patient", "RDR-PCN-0006", "staff"),
  cancelledBy("patient", "RDR-PCN-0007", "leave"),
  cancelledBy("patient", "RDR-PCN-0008", "consent"),
  cancelledBy("patient", "RDR-PCN-0009", "prescription"),
  cancelledBy("patient", "RDR-PCN-0010", "changing"),
];
