import type { Role } from "../../conformance/role.ts";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import { readTarget, type Target } from "../../conformance/target.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import type { Clock } from "../../device/ports.ts";
import { isLine, lineTo } from "../targets/lines.ts";
import { examineControl } from "./control.ts";
import { examineFolder } from "./folder.ts";
import { examineLine } from "./line.ts";
import { examinePcsc } from "./pcsc.ts";
import { examineProgram } from "./program.ts";

export interface Examined {
  readonly target: string;
  /** `dialog`, or the URL of a control API in place of the target's own. */
  readonly operator?: string;
  readonly clock?: Clock;
}

/** Everything about a target that can be looked at without judging the product that stands there. */
export async function examineTarget({ target, operator, clock = systemClock() }: Examined): Promise<SetupFinding[]> {
  const where = readTarget(target);
  if (where.is === "module") return [];
  const url = operator === undefined ? where.control : URL.canParse(operator) ? operator : undefined;
  return [
    ...(url === undefined ? [] : await examineControl(url, roleAt(where), clock)),
    ...(await examinePlace(where, clock)),
  ];
}

/** What can stand there; a shim or a module may be anything. */
export const roleAt = ({ is }: Target): Role | undefined => ROLES[is];

const ROLES: Readonly<Partial<Record<Target["is"], Role>>> = {
  ...{ hid: "reader", serial: "reader", tcp: "reader" },
  ...{ folder: "receipt", pcsc: "generic" },
};

async function examinePlace(where: Exclude<Target, { is: "module" }>, clock: Clock): Promise<SetupFinding[]> {
  if (isLine(where)) return examineLine(lineTo(where), clock);
  switch (where.is) {
    case "folder":
      return examineFolder(where.directory, clock);
    case "pcsc":
      return examinePcsc(where.reader, clock);
    case "stdio":
      return [examineProgram(where.command[0])];
  }
}
