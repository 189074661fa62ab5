import { expect, test } from "vitest";
import { rows, stays, stepper, type Table, transitions } from "../../device/state-machine.ts";

type State = { readonly at: "shut" } | { readonly at: "open"; readonly by: string };
type Event = { readonly is: "pushed"; readonly by: string } | { readonly is: "slammed" } | { readonly is: "rung" };
interface Effect {
  readonly do: "creak" | "chime";
}

const to = rows<State, Effect>();
const door: Table<State, Event, Effect> = {
  shut: {
    pushed: to(["open"], (_, { by }) => [{ at: "open", by }, { do: "creak" }]),
    rung: stays(() => [{ do: "chime" }]),
  },
  open: { slammed: to(["shut", "open"], (state) => (state.by === "wind" ? [{ at: "shut" }] : [state])) },
};
const step = stepper(door);

test("a row leads to its state and says what it wants done", () => {
  expect(step({ at: "shut" }, { is: "pushed", by: "cat" })).toEqual([{ at: "open", by: "cat" }, { do: "creak" }]);
});

test("an event without a row means nothing in that state", () => {
  expect(step({ at: "open", by: "cat" }, { is: "rung" })).toEqual([{ at: "open", by: "cat" }]);
});

test("the diagram has every arrow of the table, loops included", () => {
  expect(transitions(door)).toEqual([
    { from: "shut", on: "pushed", to: "open" },
    { from: "shut", on: "rung", to: "shut" },
    { from: "open", on: "slammed", to: "shut" },
    { from: "open", on: "slammed", to: "open" },
  ]);
});
