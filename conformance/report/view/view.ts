import "./view.css";

/** What a report and the console's page both load; see the console's `view-port.ts` for what it offers there. */
Object.assign(globalThis, {
  shikakuView: {},
});
