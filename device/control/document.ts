import { z } from "zod";
import {
  ABOUT,
  CASE_START,
  FAULT_ANSWER,
  INTENT_NAMES,
  type IntentName,
  INTENTS,
  OBSERVATION,
  OBSERVATIONS,
  OBSERVATIONS_QUERY,
} from "./messages.ts";
import { ASKING, CHART, FACE_QUERY, PEOPLE } from "./counter.ts";
import {
  EXAMPLE_ASKING,
  EXAMPLE_ENTRY,
  EXAMPLE_FAULT,
  EXAMPLE_OBSERVATION,
  EXAMPLE_PERSON,
  EXAMPLE_PLAN,
  EXAMPLE_PRODUCT,
  EXAMPLE_RUN,
  NOW,
} from "./examples.data.ts";
import { DIAL, DIALS, FAULT_QUERY, FAULTS } from "./dials.ts";
import { RUN_ANSWER, RUN_ORDER, RUN_PLAN, RUN_STATE, RUNS } from "./runs.ts";
import {
  answer,
  body,
  faults,
  inQuery,
  json,
  type JsonObject,
  operation,
  type Refused,
  responseName,
  schemaName,
  tidy,
} from "./document-parts.ts";
import { ACTS, CALLS, COUNTER_CALLS, DIAL_CALLS, REFUSALS, RUN_CALLS } from "./operations.data.ts";
import { NETWORK_SCHEMAS } from "./network.ts";
import { networkPaths } from "./network-paths.ts";
import { phonePaths } from "./phone-paths.ts";
import { PHONE_SCHEMAS } from "./phones.ts";

/** The control API as an OpenAPI 3.1 document, made of the very declarations that client and server read. Plain JSON. */
export function controlDocument(): JsonObject {
  return {
    openapi: "3.1.1",
    info: {
      title: "shikaku control API",
      version: "1.0.0",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description: ABOUT_THE_API,
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "acts", description: "What a person does at the counter. 窓口で人がすること。" },
      { name: "product", description: "The product itself. 製品そのもの。" },
      {
        name: "dials",
        description: "What is made to go wrong, and dialled answers. わざと起こす不具合と、指定した答え。",
      },
      { name: "counter", description: "What is at a served counter. 窓口にあるもの。" },
      { name: "phones", description: "Care away from the counter. 窓口の外での資格確認。" },
      { name: "network", description: "The closed network. 閉域網。" },
      { name: "runs", description: "The suite, run from here. ここから行う適合性試験。" },
    ],
    paths: {
      "/about": {
        get: operation("about", CALLS.about, {
          200: answer(
            200,
            json("About", {
              product: EXAMPLE_PRODUCT,
              role: "reader",
              channels: ["panel"],
              intents: ["placeCard"],
              next: 0,
              time: NOW,
            }),
          ),
          ...faults(403),
        }),
      },
      ...Object.fromEntries(INTENT_NAMES.map((name) => [`/intents/${name}`, { post: act(name) }])),
      "/observations": {
        get: {
          ...operation("observations", CALLS.observations, {
            200: answer(200, {
              content: {
                ...json("Observations", { observations: [EXAMPLE_OBSERVATION], next: 1, time: NOW }).content,
                "text/event-stream": {
                  schema: { type: "string" },
                  example: `event: observation\ndata: ${JSON.stringify(EXAMPLE_OBSERVATION)}\nid: 1\n\n`,
                },
              },
            }),
            ...faults(400, 403, 501),
          }),
          parameters: inQuery(OBSERVATIONS_QUERY),
        },
      },
      "/cases": {
        post: {
          ...operation("begin", CALLS.cases, {
            200: answer(200),
            204: answer(204),
            ...faults(400, 403, 413, 415, 500, 501),
          }),
          requestBody: body("CaseStart", { caseId: "RDR-PIN-0001", seed: 1, cast: { patient: "hanako" } }),
        },
      },
      ...dialPaths(),
      ...counterPaths(),
      ...phonePaths(),
      ...networkPaths(),
      ...runPaths(),
      "/openapi.json": {
        get: operation("openapi", CALLS.openapi, {
          200: answer(200, { content: { "application/json": { schema: { type: "object" } } } }),
          ...faults(403),
        }),
      },
    },
    components: { responses: refusals(), schemas: schemas() },
  };
}

/** What only a served counter of ours offers; a product answers 501. */
function dialPaths(): JsonObject {
  const one = { name: "name", in: "path", required: true, schema: { type: "string" }, description: "as in /faults" };
  const whom = { ...one, name: "persona", description: "a persona id" };
  const example = { persona: "hanako", validity: "3" };
  return {
    "/faults": {
      get: operation("faults", DIAL_CALLS.faults, {
        200: answer(200, json("Faults", { faults: [EXAMPLE_FAULT] })),
        ...faults(403, 501),
      }),
    },
    "/faults/{name}": {
      put: {
        ...operation("setFault", DIAL_CALLS.setFault, { 204: answer(204), ...faults(400, 403, 404, 409, 500, 501) }),
        parameters: [one, ...inQuery(FAULT_QUERY)],
      },
      delete: {
        ...operation("clearFault", DIAL_CALLS.clearFault, { 204: answer(204), ...faults(403, 404, 409, 500, 501) }),
        parameters: [one],
      },
    },
    "/answers": {
      get: operation("answers", DIAL_CALLS.answers, {
        200: answer(200, json("Answers", { answers: [example] })),
        ...faults(403, 501),
      }),
      post: {
        ...operation("dialAnswer", DIAL_CALLS.dialAnswer, {
          204: answer(204),
          ...faults(400, 403, 409, 413, 415, 501),
        }),
        requestBody: body("Answer", example),
      },
      delete: operation("clearAnswers", DIAL_CALLS.clearAnswers, { 204: answer(204), ...faults(403, 501) }),
    },
    "/suspensions/{persona}": {
      put: {
        ...operation("suspend", DIAL_CALLS.suspend, { 204: answer(204), ...faults(400, 403, 501) }),
        parameters: [whom],
      },
      delete: {
        ...operation("release", DIAL_CALLS.release, { 204: answer(204), ...faults(400, 403, 501) }),
        parameters: [whom],
      },
    },
  };
}

/** What only a served counter of ours can show, since its people are invented; a product answers 501. */
function counterPaths(): JsonObject {
  const whom = { name: "persona", in: "path", required: true, schema: { type: "string" }, description: "a persona id" };
  const picture = { content: { "image/png": { schema: { type: "string", format: "binary" } } } };
  return {
    "/people": {
      get: operation("people", COUNTER_CALLS.people, {
        200: answer(200, json("People", { people: [EXAMPLE_PERSON] })),
        ...faults(403, 501),
      }),
    },
    "/people/{persona}/face": {
      get: {
        ...operation("face", COUNTER_CALLS.face, { 200: answer(200, picture), ...faults(400, 403, 501) }),
        parameters: [whom, ...inQuery(FACE_QUERY)],
      },
    },
    "/camera": {
      get: operation("camera", COUNTER_CALLS.camera, {
        200: answer(200, picture),
        204: answer(204),
        ...faults(403, 501),
      }),
    },
    "/asking": {
      get: operation("asking", COUNTER_CALLS.asking, {
        200: answer(200, json("Asking", EXAMPLE_ASKING)),
        ...faults(403, 501),
      }),
      post: {
        ...operation("setAsking", COUNTER_CALLS.setAsking, {
          204: answer(204),
          ...faults(400, 403, 413, 415, 501),
        }),
        requestBody: body("Asking", EXAMPLE_ASKING),
      },
    },
    "/chart": {
      get: operation("chart", COUNTER_CALLS.chart, {
        200: answer(200, json("Chart", { entries: [EXAMPLE_ENTRY] })),
        ...faults(403, 501),
      }),
    },
  };
}

/** The suite on the built-in products; a product answers 501. */
function runPaths(): JsonObject {
  const run = { name: "run", in: "path", required: true, schema: { type: "string" }, description: "as the start told" };
  const order = { roles: ["reader"], smoke: true };
  return {
    "/plans": {
      post: {
        ...operation("plans", RUN_CALLS.plans, {
          200: answer(200, json("RunPlan", EXAMPLE_PLAN)),
          ...faults(400, 403, 413, 415, 501),
        }),
        requestBody: body("RunOrder", order),
      },
    },
    "/runs": {
      get: operation("runs", RUN_CALLS.runs, {
        200: answer(200, json("Runs", { runs: [EXAMPLE_RUN] })),
        ...faults(403, 501),
      }),
      post: {
        ...operation("startRun", RUN_CALLS.startRun, {
          200: answer(200, json("RunState", EXAMPLE_RUN)),
          ...faults(400, 403, 409, 413, 415, 501),
        }),
        requestBody: body("RunOrder", order),
      },
    },
    "/runs/{run}": {
      get: {
        ...operation("run", RUN_CALLS.run, {
          200: answer(200, json("RunState", EXAMPLE_RUN)),
          ...faults(403, 404, 501),
        }),
        parameters: [run],
      },
      delete: {
        ...operation("stopRun", RUN_CALLS.stopRun, { 204: answer(204), ...faults(403, 404, 501) }),
        parameters: [run],
      },
    },
    "/runs/{run}/answers": {
      post: {
        ...operation("answerRun", RUN_CALLS.answerRun, {
          204: answer(204),
          ...faults(400, 403, 404, 409, 413, 415, 501),
        }),
        parameters: [run],
        requestBody: body("RunAnswer", { number: 1, answer: "done" }),
      },
    },
    "/runs/{run}/file": {
      get: {
        ...operation("runFile", RUN_CALLS.runFile, {
          200: answer(200, { content: { "application/json": { schema: { type: "object" } } } }),
          ...faults(403, 404, 409, 501),
        }),
        parameters: [run],
      },
    },
  };
}

const ABOUT_THE_API = [
  "What hands and eyes of a product under test are over HTTP. A vendor implements what he can: an act that a product cannot",
  "do answers 501, and whatever is not in `about` is not asked for. A path that is not here answers 404, another method 405,",
  "each with a `Fault`. How to begin: docs/control.md.\n\n試験対象の製品を操作し、中で起きたことを知るための HTTP の窓口です。",
  "できるものだけを実装してください。できない操作には 501 を返します。",
].join(" ");

const act = (name: IntentName): JsonObject => ({
  ...operation(name, ACTS[name], { 204: answer(204), ...faults(400, 403, 409, 413, 415, 500, 501) }),
  requestBody: body(schemaName(name), ACTS[name].example),
});

function refusals(): JsonObject {
  const refused = Object.keys(REFUSALS).map((status) => Number(status) as Refused);
  return Object.fromEntries(
    refused.map((status) => {
      const { en, ja, fault } = REFUSALS[status];
      return [
        responseName(status),
        { description: `${en}. ${ja}。`, ...json("Fault", { fault, en: `${en}.`, ja: `${ja}。` }) },
      ];
    }),
  );
}

function schemas(): JsonObject {
  const registry = z.registry<{ id: string }>();
  const named = {
    About: ABOUT,
    Observation: OBSERVATION,
    Observations: OBSERVATIONS,
    CaseStart: CASE_START,
    Fault: FAULT_ANSWER,
    Faults: FAULTS,
    Answer: DIAL,
    Answers: DIALS,
    People: PEOPLE,
    Asking: ASKING,
    Chart: CHART,
    ...PHONE_SCHEMAS,
    ...NETWORK_SCHEMAS,
    RunOrder: RUN_ORDER,
    RunPlan: RUN_PLAN,
    RunState: RUN_STATE,
    Runs: RUNS,
    RunAnswer: RUN_ANSWER,
  };
  for (const [id, shape] of Object.entries(named)) registry.add(shape, { id });
  for (const name of INTENT_NAMES) registry.add(INTENTS[name], { id: schemaName(name) });
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as JsonObject]),
  );
}
