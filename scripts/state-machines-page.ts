import { arrivalTable } from "../device/firmware/arrival-machine.ts";
import { confirmationTable } from "../device/firmware/confirmation-machine.ts";
import { consentTable } from "../device/firmware/consent-machine.ts";
import { keyBTable } from "../device/firmware/key-b-machine.ts";
import { matchTable } from "../device/firmware/match-machine.ts";
import { photographTable } from "../device/firmware/photograph-machine.ts";
import { pinTable } from "../device/firmware/pin-machine.ts";
import { receptionTable } from "../device/firmware/reception-machine.ts";
import { registrationTable } from "../device/firmware/registration-machine.ts";
import { signatureTable } from "../device/firmware/signature-machine.ts";
import { slotTable } from "../device/firmware/slot-machine.ts";
import { staffTable } from "../device/firmware/staff-machine.ts";
import { updateTable } from "../device/firmware/update-machine.ts";
import { faceTable } from "../device/reader/face-machine.ts";
import { deskTable } from "../device/reception/desk-machine.ts";
import { type Transition, transitions } from "../device/state-machine.ts";

/** Every machine of a reception, from the whole to its parts, then the card slot and the host. */
const MACHINES: readonly (readonly [title: string, arrows: readonly Transition[]])[] = [
  ["Reception at the reader", transitions(receptionTable)],
  ["Arrival of the card", transitions(arrivalTable)],
  ["Confirmation of the person", transitions(confirmationTable)],
  ["Key B from the card's front", transitions(keyBTable)],
  ["Photograph from the chip", transitions(photographTable)],
  ["Face match", transitions(matchTable)],
  ["PIN", transitions(pinTable)],
  ["Visual check by staff", transitions(staffTable)],
  ["Leave to sign, and the signature", transitions(signatureTable)],
  ["First registration", transitions(registrationTable)],
  ["Consent", transitions(consentTable)],
  ["Firmware update", transitions(updateTable)],
  ["Who owns the card slot", transitions(slotTable)],
  ["Host: line to the reader", transitions(faceTable)],
  ["Host: reception", transitions(deskTable)],
];

/** A page of diagrams, printed from the very tables that run. */
export function stateMachinesPage(): string {
  const chapters = MACHINES.map(([title, arrows]) => `## ${title}\n\n\`\`\`mermaid\n${diagram(arrows)}\n\`\`\`\n`);
  return `# State machines\n\nPrinted by \`npm run diagrams\` from the tables in \`device/\`; not edited by hand.\n\n${chapters.join("\n")}`;
}

/** One arrow for each pair of states, labelled with every event that leads along it. Staying is not drawn. */
function diagram(arrows: readonly Transition[]): string {
  const labels = new Map<string, string[]>();
  for (const { from, on, to } of arrows) {
    if (from === to) continue;
    const pair = `${from} --> ${to}`;
    labels.set(pair, [...(labels.get(pair) ?? []), on]);
  }
  const lines = [...labels].map(([pair, events]) => `  ${pair}: ${events.join(", ")}`);
  return ["stateDiagram-v2", ...lines].join("\n");
}
