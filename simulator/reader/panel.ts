import type { Cancel, Panel, PanelInput } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import type { Screen } from "../../device/wire/face.ts";

type Details = NonNullable<Parameters<Panel["show"]>[1]>;

/** What stands on the screen now. */
export interface Shown extends Details {
  readonly screen: Screen;
}

/** The touch screen of a reader, with a virtual person before it. */
export interface VirtualPanel extends Panel {
  readonly shown: Shown;
  /** A finger on the screen. The trace learns what was touched and never what was typed. */
  press(input: PanelInput): void;
  /** Each screen as it appears, from now on. */
  onShow(seen: (shown: Shown) => void): Cancel;
  /** Resolves when one of these screens stands there; at once if it does now. */
  until(...screens: readonly Screen[]): Promise<Shown>;
}

export function virtualPanel(recorder?: Recorder): VirtualPanel {
  const touchers = new Set<(input: PanelInput) => void>();
  const watchers = new Set<(shown: Shown) => void>();
  let shown: Shown = { screen: "idle" };
  return {
    get shown() {
      return shown;
    },
    show(screen, details = {}) {
      shown = { screen, ...details };
      const { language: _, field: __, ...recorded } = details;
      recorder?.record({ channel: "panel", is: "shown", screen, ...recorded });
      for (const seen of watchers) seen(shown);
    },
    onInput: (touched) => subscribe(touchers, touched),
    onShow: (seen) => subscribe(watchers, seen),
    press(input) {
      recorder?.record({ channel: "panel", is: "touched", what: input.touched });
      for (const touched of touchers) touched(input);
    },
    until(...screens) {
      if (screens.includes(shown.screen)) return Promise.resolve(shown);
      return new Promise((resolve) => {
        const stop = this.onShow((next) => {
          if (!screens.includes(next.screen)) return;
          stop();
          resolve(next);
        });
      });
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): Cancel {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
