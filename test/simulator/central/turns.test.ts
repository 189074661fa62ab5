import { expect, test } from "vitest";
import { turns } from "../../../simulator/central/turns.ts";

test("work on one thing goes one after the other, also after work that failed; on another thing it does not wait", async () => {
  const inTurn = turns();
  const said: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const work =
    (name: string, until: Promise<void> = Promise.resolve()) =>
    async () => {
      said.push(`${name} begins`);
      await until;
      said.push(`${name} ends`);
    };
  const first = inTurn("one", async () => {
    await work("first", gate)();
    throw new Error("it failed");
  });
  const second = inTurn("one", work("second"));
  await inTurn("another", work("other"));
  open();
  await expect(first).rejects.toThrow("it failed");
  await second;
  expect(said).toEqual(["first begins", "other begins", "other ends", "first ends", "second begins", "second ends"]);
});
