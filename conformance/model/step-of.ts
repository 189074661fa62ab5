import type { FaceMessage } from "../../device/wire/face.ts";

/** What of the line means a step of the model. */
export interface Line {
  /** The reception under way, as the host last began one. */
  reception: number | undefined;
  cardPresent: boolean;
}

/** The step that a message is, in the words of the model; nothing for what is no step. */
export function stepOf(message: FaceMessage, from: "host" | "reader", line: Line): string | undefined {
  switch (message.is) {
    case "begin":
      return from === "host" && line.reception !== undefined ? "begin while busy" : "begin";
    case "cancel":
      return message.reception === line.reception ? "cancel" : undefined;
    case "authority":
      return message.certificate ? "leave given" : "leave refused";
    case "prompt":
      // What is shown when it is over is told by the end itself.
      return ["idle", "takeCard", "cardLeft", "failed"].includes(message.screen) ? undefined : message.screen;
    case "methodChosen":
      return `chose ${message.method}`;
    case "matched":
      return message.outcome === "accepted" ? "face accepted" : "face refused";
    case "pinChecked":
      return `PIN ${message.outcome}`;
    case "staffChecked":
      return `staff ${message.outcome}`;
    case "ended":
      if (message.reason === "busy") return "busy";
      return line.cardPresent ? "ended with card" : "ended without card";
    case "authorityWanted":
    case "consentGiven":
    case "prescriptionChosen":
    case "registrationChosen":
    case "completed":
    case "cardLeft":
    case "cardPlaced":
    case "cardRemoved":
      return message.is;
    default:
      return undefined;
  }
}
