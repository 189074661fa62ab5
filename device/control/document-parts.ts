import { z } from "zod";
import {
  ACTS,
  COUNTER_CALLS,
  DIAL_CALLS,
  NETWORK_CALLS,
  PHONE_CALLS,
  REFUSALS,
  RUN_CALLS,
  STATUSES,
} from "./operations.data.ts";

/** The words of an OpenAPI document, of which `document.ts` is made. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export type Refused = keyof typeof REFUSALS;
type Responses = Readonly<Record<number, JsonObject>>;

export function operation(
  operationId: string,
  { en, ja }: { en: string; ja: string },
  responses: Responses,
): JsonObject {
  return {
    operationId,
    tags: [tagOf(operationId)],
    summary: `${en} / ${ja}`,
    responses,
  };
}

const tagOf = (operationId: string): string =>
  operationId in ACTS
    ? "acts"
    : operationId in DIAL_CALLS
      ? "dials"
      : operationId in COUNTER_CALLS
        ? "counter"
        : operationId in RUN_CALLS
          ? "runs"
          : operationId in PHONE_CALLS
            ? "phones"
            : operationId in NETWORK_CALLS
              ? "network"
              : "product";

/** PlaceCard for placeCard. */
export const schemaName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
export const json = (name: string, example: JsonObject) => ({
  content: { "application/json": { schema: reference(name), example } },
});
export const body = (name: string, example: JsonObject): JsonObject => ({ required: true, ...json(name, example) });

/** An answer that is no refusal. */
export const answer = (status: keyof typeof STATUSES, content: JsonObject = {}): JsonObject => ({
  description: `${STATUSES[status].en}. ${STATUSES[status].ja}。`,
  ...content,
});

export const responseName = (status: Refused) => schemaName(REFUSALS[status].fault);
export const faults = (...statuses: readonly Refused[]): Responses =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${responseName(status)}` }]));

export const inQuery = (shapes: Readonly<Record<string, z.ZodType>>): JsonObject[] =>
  Object.entries(shapes).map(([name, shape]) => ({
    ...{ name, in: "query", required: false, description: shape.description ?? "" },
    schema: plainSchema(shape),
  }));

function plainSchema(shape: z.ZodType): JsonObject {
  const {
    $schema: _,
    description: __,
    ...schema
  } = z.toJSONSchema(shape, { override: ({ jsonSchema }) => tidy(jsonSchema) });
  return schema as JsonObject;
}

/** Values that cannot be changed in a program can be sent all the same, and numbers that no program could hold are no news. */
export function tidy(schema: {
  readOnly?: unknown;
  maximum?: unknown;
  minimum?: unknown;
  propertyNames?: unknown;
}): void {
  delete schema.readOnly;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}
