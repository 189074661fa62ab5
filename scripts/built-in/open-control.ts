import type { ControlParts } from "../../simulator/control/control-app.ts";
import { controlApp } from "../../simulator/control/control-app.ts";
import { type ControlServer, serveControl } from "../../simulator/control/listen.ts";
import { packageVersion } from "../package-root.ts";

/** What of ours stands behind the API, by the name of its model. */
export type Controlled = Omit<ControlParts, "product" | "report"> & { readonly model: string };

/** The control API of one of our own products, at a port of this machine, and its addresses for the ready line. */
export async function openControl(
  { model, ...parts }: Controlled,
  port: number,
): Promise<ControlServer & { openapi: string }> {
  const product = { maker: "shikaku", model, version: packageVersion() };
  const report = (error: unknown) =>
    console.error(`shikaku: control: ${error instanceof Error ? error.message : "an error"}`);
  const server = await serveControl(controlApp({ ...parts, product, report }), port);
  return { ...server, openapi: `${server.url}/openapi.json` };
}
