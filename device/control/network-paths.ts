import { answer, body, faults, json, type JsonObject, operation } from "./document-parts.ts";
import { NETWORK_CALLS } from "./operations.data.ts";

/** The closed network, which only a served counter of ours offers; a product answers 501. */
export function networkPaths(): JsonObject {
  return {
    "/network": {
      get: operation("network", NETWORK_CALLS.network, {
        200: answer(200, json("ClosedNetwork", EXAMPLE_NETWORK)),
        ...faults(403, 501),
      }),
    },
    "/network/lines/{institutionCode}": {
      put: {
        ...operation("changeLine", NETWORK_CALLS.changeLine, {
          204: answer(204),
          ...faults(400, 403, 404, 409, 413, 415, 501),
        }),
        parameters: [{ name: "institutionCode", in: "path", required: true, schema: { type: "string" } }],
        requestBody: body("NetworkLine", { line: "127.0.0.1" }),
      },
    },
  };
}

const EXAMPLE_NETWORK = {
  lines: [{ line: "127.0.0.1", institutionCode: "9910000012", open: true }],
  destinations: ["central.shikaku.test:443"],
  log: [
    {
      ...{ at: 1_775_001_600_000_000, line: "127.0.0.1", institutionCode: "9910000012" },
      ...{ to: "elsewhere.example:443", refused: "notNamed" },
    },
  ],
};
