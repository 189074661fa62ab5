import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { FilePlace } from "./file-place.tsx";
import { lang, plain, say } from "./language.tsx";
import { events, revision } from "./store.ts";
import { type FileContent, type TraceView, view } from "./view-port.ts";

/** A trace that was opened from a file stands in place of the live one until it is closed. */
const opened = signal<FileContent | undefined>(undefined);

const open = (file: File): void => {
  opened.value = { name: file.name, blob: file };
};

export function TracePage() {
  const content = opened.value;
  if (!view()) return <p class="notice bad">{say(MISSING)}</p>;
  return content ? (
    <div class="trace-page">
      <p class="row">
        <strong>{plain(content.name, 80)}</strong>
        <button class="act" onClick={() => (opened.value = undefined)}>
          {say(BACK)}
        </button>
      </p>
      <FilePlace content={content} onOpen={open} />
    </div>
  ) : (
    <div class="trace-page">
      <Live />
    </div>
  );
}

function Live() {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<TraceView | undefined>(undefined);
  useEffect(() => {
    if (place.current) shown.current = view()?.trace(place.current, lang.value, open);
    return () => shown.current?.close();
  }, []);
  const changes = revision.value;
  const language = lang.value;
  const last = useRef(0);
  useEffect(() => {
    // A copy, since the list itself grows: who compares would see no change. A long trace is drawn anew a few times a second at most.
    const show = () => {
      last.current = performance.now();
      shown.current?.update(events.list.slice(), language);
    };
    const pause = events.list.length > LONG ? EVERY - (performance.now() - last.current) : 0;
    const timer = pause > 0 ? setTimeout(show, pause) : 0;
    if (timer === 0) show();
    return () => clearTimeout(timer);
  }, [changes, language]);
  return <div ref={place} class="view-place" />;
}

/** Events, and milliseconds between two drawings of so many. */
const [LONG, EVERY] = [5000, 400] as const;

const BACK = { ja: "いまの記録に戻る", en: "Back to the live trace" };
const MISSING = {
  ja: "表示の部品を読み込めませんでした。画面を読み込み直してください。",
  en: "The view could not be loaded; reload the page.",
};
