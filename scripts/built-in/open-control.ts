import type { ControlParts } from "../../simulator/control/control-app.ts";
import { controlApp } from "../../simulator/control/control-app.ts";
import { consoleApp } from "../../simulator/console/console-app.ts";
import { type ControlServer, serveControl } from "../../simulator/control/listen.ts";
import { packageVersion } from "../package-root.ts";

/** What of ours stands behind the API, by the name of its model. */
export type Controlled = Omit<ControlParts, "product" | "report"> & { readonly model: string };

/** Where it listens beside this machine, and what it is then asked for. */
export interface ControlPlace {
  readonly host?: string;
  readonly token?: string;
  /** The console in front of it. */
  readonly pages?: (path: string) => Response | undefined;
}

/** The control API of one of our own products, on this machine where no other host is named, and its addresses for the ready line. */
export async function openControl(
  { model, ...parts }: Controlled,
  port: number,
  { host, token, pages }: ControlPlace = {},
): Promise<ControlServer & { openapi: string }> {
  const product = { maker: "shikaku", model, version: packageVersion() };
  const report = (error: unknown) =>
    console.error(`shikaku: control: ${error instanceof Error ? error.message : "an error"}`);
  const lock = host !== undefined && token !== undefined ? { host, token } : undefined;
  const api = controlApp({ ...parts, product, report, ...(lock ? { lock } : {}) });
  const server = await serveControl(pages ? consoleApp(api, pages, lock) : api, port, host);
  return { ...server, openapi: `${server.url}/openapi.json` };
}
