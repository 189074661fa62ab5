import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "./language.tsx";

/** Milliseconds between two looks. */
const EVERY = 500;

/** What the camera sees, with the frame for the face. It is fetched for this screen alone and kept nowhere. */
export function CameraPicture() {
  const picture = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    let timer = 0;
    const look = async () => {
      try {
        const response = await fetch("/camera", { cache: "no-store" });
        if (gone) return;
        const before = picture.value;
        picture.value = response.status === 200 ? URL.createObjectURL(await response.blob()) : undefined;
        if (before !== undefined) URL.revokeObjectURL(before);
      } catch {
        // The line is shown as broken elsewhere.
      }
      if (!gone) timer = setTimeout(() => void look(), EVERY);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
      if (picture.value !== undefined) URL.revokeObjectURL(picture.value);
    };
  }, []);
  return (
    <div class="camera">
      {picture.value === undefined ? <p>{say(NOBODY)}</p> : <img src={picture.value} alt={say(SEEN)} />}
      <svg viewBox="0 0 108 136" aria-hidden="true">
        <ellipse cx="54" cy="66" rx="33" ry="45" />
      </svg>
    </div>
  );
}

const NOBODY = { ja: "カメラの前に誰もいません", en: "nobody is before the camera" };
const SEEN = { ja: "カメラに映る顔", en: "the face before the camera" };
