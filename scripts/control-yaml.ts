import { stringify } from "yaml";
import { controlDocument } from "../device/control/document.ts";

/** docs/control.yaml, from the declarations. */
export const controlYaml = (): string =>
  `# Printed by \`npm run control\` from device/control; not edited by hand.\n${stringify(controlDocument(), { lineWidth: 0, aliasDuplicateObjects: false })}`;
