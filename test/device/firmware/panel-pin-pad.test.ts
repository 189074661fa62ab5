import { expect, test } from "vitest";
import { panelPinPad } from "../../../device/firmware/panel-pin-pad.ts";
import { recorder } from "../../../device/trace.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { virtualPanel } from "../../../simulator/reader/panel.ts";

const wanted = { field: "pin", shortest: 4, longest: 6 } as const;

test("the pad stands on the screen until the reader closes it", async () => {
  const panel = virtualPanel();
  const closed = new AbortController();
  const entry = panelPinPad(panel).ask(wanted, closed.signal);
  expect(panel.shown.screen).toBe("enterPin");
  panel.press({ touched: "pin", digits: "1234" });
  expect(await entry).toEqual({ is: "entered", digits: "1234" });
  closed.abort();
  expect(panel.shown.screen).toBe("idle");
});

test("a number of digits that nobody asked for is not taken", async () => {
  const panel = virtualPanel();
  const entry = panelPinPad(panel).ask(wanted, new AbortController().signal);
  panel.press({ touched: "pin", digits: "123" });
  panel.press({ touched: "pin", digits: "1234567" });
  panel.press({ touched: "cancel" });
  expect(await entry).toEqual({ is: "cancelled" });
});

test("a closed pad takes no more digits", async () => {
  const panel = virtualPanel();
  const closed = new AbortController();
  const entry = panelPinPad(panel).ask(wanted, closed.signal);
  closed.abort();
  panel.press({ touched: "pin", digits: "1234" });
  expect(await entry).toEqual({ is: "timedOut" });
});

test("at a change of PIN the screen says which one is meant, and the trace does not", async () => {
  const trace = recorder(virtualWorld(1).clock);
  const panel = virtualPanel(trace);
  void panelPinPad(panel).ask({ ...wanted, field: "again" }, new AbortController().signal);
  expect(panel.shown).toEqual({ screen: "enterPin", field: "again" });
  expect(trace.events.map(({ is }) => is)).toContain("shown");
  expect(JSON.stringify(trace.events)).not.toContain("again");
  await Promise.resolve();
});
