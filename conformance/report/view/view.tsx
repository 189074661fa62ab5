import { signal } from "@preact/signals";
import { render } from "preact";
import type { TraceEvent } from "../../../device/trace.ts";
import { STYLE } from "../html-style.ts";
import { EventDetail } from "./event-detail.tsx";
import { FileView, show, type Shown } from "./file-view.tsx";
import { type Lang, lang } from "./language.ts";
import { opened } from "./opened.ts";
import { livenUp } from "./report.tsx";
import { TraceView } from "./trace-view.tsx";
import "./view.css";
import "./trace.css";
import "uplot/dist/uPlot.min.css";

/** What the console's page calls (its `view-port.ts`): this script stands by itself and knows nothing of a server. */
const view = {
  trace(place: HTMLElement, language: Lang, onOpen?: (file: File) => void) {
    lang.value = language;
    const trace = signal<{ readonly events: readonly TraceEvent[] }>({ events: [] });
    render(<TraceView trace={trace} live onOpen={onOpen} />, place);
    return {
      update(events: readonly TraceEvent[], speaks: Lang) {
        lang.value = speaks;
        trace.value = { events };
      },
      close: () => render(null, place),
    };
  },
  file(
    place: HTMLElement,
    language: Lang,
    content: { readonly name: string; readonly blob: Blob },
    onOpen?: (file: File) => void,
  ) {
    lang.value = language;
    const shown = signal<Shown>({ is: "reading", name: content.name });
    const Page = () => <FileView shown={shown.value} onOpen={onOpen} />;
    render(<Page />, place);
    void show(shown, content.blob, content.name);
    return { speak: (speaks: Lang) => void (lang.value = speaks), close: () => render(null, place) };
  },
  event(place: HTMLElement, language: Lang, event: TraceEvent) {
    lang.value = language;
    render(<EventDetail event={event} />, place);
  },
};

Object.assign(globalThis, { shikakuView: view });

const embedded = ["run", "trace"].map((id) => document.getElementById(id)).find((data) => data !== null);

// The report's own style, where it is not a report: kept to what is one. A sheet made by script is no style in markup.
if (!embedded) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@scope (.report) { ${STYLE} }`);
  document.adoptedStyleSheets.push(sheet);
}

/** In a report the run lies in the page itself, and in a page that was shared the trace. */
const report = document.querySelector<HTMLElement>("main.report");
const place = document.getElementById("trace-place");
if (embedded && (report ?? place)) {
  const language = () => {
    lang.value = document.querySelector<HTMLInputElement>("input.language:checked")?.id === "en" ? "en" : "ja";
    document.documentElement.lang = lang.value;
  };
  for (const choice of document.querySelectorAll("input.language")) choice.addEventListener("change", language);
  language();
  if (report) {
    const content = opened(JSON.parse(embedded.textContent));
    if (content.is === "run") livenUp(report, content.run);
  } else if (place) {
    const shown = signal<Shown>({ is: "reading", name: document.title });
    const Page = () => <FileView shown={shown.value} />;
    render(<Page />, place);
    void show(shown, new Blob([embedded.textContent]), document.title);
  }
}
