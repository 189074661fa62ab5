import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "./language.tsx";

/** Milliseconds between two looks. */
const EVERY = 500;

/** What the camera sees, with the frame for the face. */
export function CameraPicture() {
  const picture = useCamera(EVERY);
  return (
    <div class="camera">
      {picture === undefined ? <p>{say(NOBODY)}</p> : <img src={picture} alt={say(SEEN)} />}
      <svg viewBox="0 0 108 136" aria-hidden="true">
        <ellipse cx="54" cy="66" rx="33" ry="45" />
      </svg>
    </div>
  );
}

/** The address of what the camera sees, looked at once or every so many milliseconds. It is fetched for this place alone and kept nowhere. */
export function useCamera(every: number | undefined): string | undefined {
  const picture = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    let timer = 0;
    const look = async () => {
      try {
        const response = await fetch("/camera", { cache: "no-store" });
        const seen = response.status === 200 ? await response.blob() : undefined;
        if (gone) return;
        const before = picture.value;
        picture.value = seen && URL.createObjectURL(seen);
        if (before !== undefined) URL.revokeObjectURL(before);
      } catch {
        // The line is shown as broken elsewhere.
      }
      if (!gone && every !== undefined) timer = setTimeout(() => void look(), every);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
      if (picture.value !== undefined) URL.revokeObjectURL(picture.value);
    };
  }, []);
  return picture.value;
}

const NOBODY = { ja: "カメラの前に誰もいません", en: "nobody is there" };
const SEEN = { ja: "カメラに映る顔", en: "the face before the camera" };
