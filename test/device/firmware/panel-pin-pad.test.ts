import { expect, test } from "vitest";
import { panelPinPad } from "../../../device/firmware/panel-pin-pad.ts";
import { virtualPanel } from "../../../simulator/reader/panel.ts";

const wanted = { shortest: 4, longest: 6 };

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
