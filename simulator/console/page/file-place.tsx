import { useEffect, useRef } from "preact/hooks";
import { lang } from "./language.tsx";
import { type FileContent, type FileView, view } from "./view-port.ts";

/** Whatever a file holds, shown by the view. */
export function FilePlace({
  content,
  onOpen,
}: {
  readonly content: FileContent;
  /** Another file is wanted in its place: whoever has named this one names that. */
  readonly onOpen: (file: File) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<FileView | undefined>(undefined);
  useEffect(() => {
    if (place.current) shown.current = view()?.file(place.current, lang.value, content, onOpen);
    return () => shown.current?.close();
  }, [content]);
  const language = lang.value;
  useEffect(() => shown.current?.speak(language), [language]);
  return <div ref={place} class="view-place" />;
}
