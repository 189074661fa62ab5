import type { Stage } from "../../stage.ts";

/** The doors of the central system that an eligibility-only device knocks at (ASM-CENTRAL-API). */
export const DOORS = {
  challenge: "/v1/challenge",
  reception: "/v1/limited/reception",
  medicines: "/v1/messages/YZKsiquc01req",
} as const;

type GenericStage = Stage<"generic">;

/** What came back, where it is JSON. Where the central system is, the bench knows; only the path of an address is looked at. */
export async function call({ bench }: GenericStage, path: string, body: unknown): Promise<unknown> {
  const response = await bench.limited(
    new Request(`https://central.shikaku.test${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
  try {
    return await bench.clock.real(response.json());
  } catch {
    return undefined;
  }
}

/** Something fresh to sign; nothing where there was no such answer. */
export async function askChallenge(stage: GenericStage): Promise<Uint8Array | undefined> {
  const told = await call(stage, DOORS.challenge, {});
  const challenge = typeof told === "object" && told !== null && "challenge" in told ? told.challenge : undefined;
  return typeof challenge === "string" ? new Uint8Array(Buffer.from(challenge, "base64url")) : undefined;
}

export const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
