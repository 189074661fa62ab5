import type { TraceEvent } from "../../../device/trace.ts";
import type { Lang } from "./language.tsx";

/** What reports and the console show alike. The page has loaded it before this script; it knows nothing of the control API. */
export interface View {
  /** Shows a trace that may grow; with `onOpen` a file can be opened in its place. */
  trace(place: HTMLElement, lang: Lang, onOpen?: (file: File) => void): TraceView;
  /** Shows whatever a file holds: a run, an evidence file, a kill matrix, a trace; or says why it cannot. `onOpen` is for another file. */
  file(place: HTMLElement, lang: Lang, content: FileContent, onOpen: (file: File) => void): FileView;
  /** One event, decoded. */
  event(place: HTMLElement, lang: Lang, event: TraceEvent): void;
}

export interface TraceView {
  update(events: readonly TraceEvent[], lang: Lang): void;
  close(): void;
}

export interface FileView {
  speak(lang: Lang): void;
  close(): void;
}

export interface FileContent {
  readonly name: string;
  readonly blob: Blob;
}

export const view = (): View | undefined => (globalThis as { shikakuView?: View }).shikakuView;
