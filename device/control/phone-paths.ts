import { answer, body, faults, json, type JsonObject, operation } from "./document-parts.ts";
import { PHONE_CALLS } from "./operations.data.ts";
import { PHONE_NAMES } from "./phones.ts";

/** Care away from the counter, which only a served counter of ours offers; a product answers 501. */
export function phonePaths(): JsonObject {
  const inPath = (name: string, values: readonly string[]) => ({
    ...{ name, in: "path", required: true, schema: { type: "string", enum: values } },
  });
  const phone = inPath("phone", PHONE_NAMES);
  const outcome = answer(200, json("PhoneOutcome", EXAMPLE_OUTCOME));
  return {
    "/phones": {
      get: operation("phones", PHONE_CALLS.phones, {
        200: answer(200, json("Phones", EXAMPLE_PHONES)),
        ...faults(403, 409, 501),
      }),
    },
    "/phones/modes": {
      put: {
        ...operation("switchModes", PHONE_CALLS.switchModes, {
          204: answer(204),
          ...faults(400, 403, 409, 413, 415, 501),
        }),
        requestBody: body("Modes", { homeVisit: true }),
      },
    },
    "/phones/addresses/{use}": {
      post: {
        ...operation("webAddress", PHONE_CALLS.webAddress, {
          200: answer(200, json("WebAddress", { url: "http://127.0.0.1:8080/r/0123456789abcdef0123456789abcdef" })),
          ...faults(403, 404, 409, 501),
        }),
        parameters: [inPath("use", ["2", "3"])],
      },
    },
    "/phones/{phone}/card": {
      put: {
        ...operation("holdCard", PHONE_CALLS.holdCard, {
          204: answer(204),
          ...faults(400, 403, 404, 409, 413, 415, 501),
        }),
        parameters: [phone],
        requestBody: body("HeldCard", { persona: "hanako" }),
      },
      delete: {
        ...operation("takeCard", PHONE_CALLS.takeCard, { 204: answer(204), ...faults(403, 404, 409, 501) }),
        parameters: [phone],
      },
    },
    "/phones/{phone}/codes": {
      post: {
        ...operation("activationCode", PHONE_CALLS.activationCode, {
          200: answer(200, json("ActivationCode", { code: "7K2MQH9XWBTR", expires: 1_775_088_000_000_000 })),
          ...faults(400, 403, 404, 409, 501),
        }),
        parameters: [phone],
      },
    },
    "/phones/{phone}/registration": {
      post: {
        ...operation("registerPhone", PHONE_CALLS.registerPhone, {
          200: outcome,
          ...faults(400, 403, 404, 409, 413, 415, 501),
        }),
        parameters: [phone],
        requestBody: body("PhoneRegistration", { code: "7K2MQH9XWBTR" }),
      },
      delete: {
        ...operation("strikeOffPhone", PHONE_CALLS.strikeOffPhone, {
          204: answer(204),
          ...faults(400, 403, 404, 409, 501),
        }),
        parameters: [phone],
      },
    },
    "/phones/{phone}/readings": {
      post: {
        ...operation("readCard", PHONE_CALLS.readCard, {
          200: outcome,
          ...faults(400, 403, 404, 409, 413, 415, 500, 501),
        }),
        parameters: [phone],
        requestBody: body("CardReading", EXAMPLE_READING),
      },
    },
    "/phones/patient/release": {
      post: {
        ...operation("releaseConsent", PHONE_CALLS.releaseConsent, {
          200: outcome,
          ...faults(400, 403, 409, 413, 415, 500, 501),
        }),
        requestBody: body("ConsentRelease", { use: "3", pin: "1234" }),
      },
    },
  };
}

const EXAMPLE_READING = { form: "homeVisit", by: "pin", pin: "1234", consents: ["medicines"] };
const EXAMPLE_OUTCOME = {
  ...{ is: "given", validity: "1", name: "資格　花子", birthDate: "19890913", insurerName: "見本健康保険組合" },
  consents: [{ item: "medicines", until: "20260403000000" }],
};
const EXAMPLE_PHONES = {
  phones: [
    { name: "patient", registered: true, card: "hanako" },
    { name: "nurse", registered: false },
    { name: "eligibility", registered: false },
  ],
  modes: { homeVisit: false, online: true },
};
