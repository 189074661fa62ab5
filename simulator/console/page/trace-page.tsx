import { useEffect, useRef } from "preact/hooks";
import { lang, say } from "./language.tsx";
import { events, revision } from "./store.ts";
import { type TraceView, view } from "./view-port.ts";

export function TracePage() {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<TraceView | undefined>(undefined);
  useEffect(() => {
    if (place.current) shown.current = view()?.trace(place.current, lang.value);
    return () => shown.current?.close();
  }, []);
  const [, language] = [revision.value, lang.value];
  useEffect(() => shown.current?.update(events.list, language));
  return (
    <div class="trace-page">
      <div ref={place} class="view-place">
        {!view() && <p>{say(MISSING)}</p>}
      </div>
    </div>
  );
}

const MISSING = {
  ja: "表示の部品を読み込めませんでした。画面を読み込み直してください。",
  en: "The view could not be loaded; reload the page.",
};
