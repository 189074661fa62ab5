import { signal } from "@preact/signals";
import { render } from "preact";
import type { StoredRun } from "../stored-run.ts";
import { CaseTrace } from "./case-trace.tsx";
import { Distributions } from "./distributions.tsx";

/** Gives a written report what paper cannot have: the trace behind each case, looked into byte by byte. Returns what takes it away. */
export function livenUp(report: HTMLElement, run: StoredRun): () => void {
  const places: HTMLElement[] = [];
  for (const result of run.cases) {
    if (result.observation.events.length === 0) continue;
    for (const home of report.querySelectorAll<HTMLElement>(`[data-case="${CSS.escape(result.id)}"]`)) {
      const place = document.createElement("div");
      home.append(place);
      places.push(place);
      render(<CaseTrace result={result} clock={run.clock} isOpen={signal(false)} />, place);
    }
  }
  const spread = report.querySelector<HTMLElement>("[data-part=distributions]");
  if (spread) {
    places.push(spread);
    render(<Distributions run={run} />, spread);
  }
  return () => {
    for (const place of places) render(null, place);
  };
}
