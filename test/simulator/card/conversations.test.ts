import { describe, expect, test } from "vitest";
import { hex } from "../../../device/wire/bytes.ts";
import { vectors } from "../../vectors.ts";
import { cardOfPersona, hand } from "./hand.ts";

interface Conversation {
  readonly persona: string;
  /** Command, and the response: `.` is any hex digit, `{n}` any n of them. */
  readonly exchanges: readonly (readonly [string, string])[];
}

const pattern = (response: string) =>
  new RegExp(`^${response.replaceAll(".", "[0-9a-f]").replace(/\{(\d+)\}/g, "[0-9a-f]{$1}")}$`);

describe("a card answers what others saw real cards answer, or need from one", () => {
  test.each(vectors<Conversation, { source: string }>("card-conversations"))("$name", ({ bytes, value }) => {
    const card = hand(cardOfPersona(value.persona));
    for (const [command, response] of value.exchanges) expect(card.send(command), command).toMatch(pattern(response));
    expect(value.exchanges.at(-1)?.[0].replaceAll(" ", "").toLowerCase()).toBe(hex(bytes));
  });
});
