import type { Hono } from "hono";
import { LINE, type NetworkShown } from "../../device/control/network.ts";
import { readBody } from "./read-request.ts";
import { ControlRefusal } from "./refusal.ts";

/** The closed network as who runs it sees it. */
export interface ControlNetwork {
  state(): NetworkShown;
  /** Throws where there is no such institution, or where the line is another one's; resolves once it outlasts the process. */
  changeLine(institutionCode: string, line: string): void | Promise<void>;
}

export function networkRoutes(app: Hono, network: ControlNetwork | undefined): void {
  const offered = () => {
    if (network) return network;
    throw new ControlRefusal(501);
  };
  app.get("/network", (context) => context.json(offered().state()));
  app.put("/network/lines/:institutionCode", async (context) => {
    const { line } = await readBody(context, LINE);
    await offered().changeLine(context.req.param("institutionCode"), line.toLowerCase());
    return context.body(null, 204);
  });
}
