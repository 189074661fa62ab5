import { useEffect, useRef } from "preact/hooks";
import type { Method } from "../../../device/wire/face.ts";
import { act } from "./api.ts";
import { ConsentForm } from "./consent-form.tsx";
import type { PanelShown } from "./counter-state.ts";
import { plain, say } from "./language.tsx";
import { CameraPicture } from "./camera-picture.tsx";
import { PinPad } from "./pin-pad.tsx";
import { CODES, METHODS, SCREENS, UNKNOWN_SCREEN } from "./screens.data.ts";
import { StaffForm } from "./staff-form.tsx";

/** The touch panel of the reader: what the firmware says that it shows, drawn. */
export function Panel({ shown }: { readonly shown: PanelShown }) {
  const { screen, code, triesLeft } = shown;
  const text = textOf(screen);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever works the reader by keyboard goes on where the screen went on.
    if (document.activeElement?.closest(".panel")) heading.current?.focus();
  }, [screen]);
  return (
    <section class={`panel panel-${screen}`} data-screen={screen} aria-label={say(PANEL)} aria-live="polite">
      <h2 ref={heading} tabIndex={-1}>
        {say(text.title)}
      </h2>
      {text.line && <p class="panel-line">{say(text.line)}</p>}
      {code !== undefined && (
        <p class="panel-code">
          <b>{plain(code, 8)}</b> {CODES[code] && say(CODES[code])}
        </p>
      )}
      {triesLeft !== undefined && <p class={triesLeft === 1 ? "tries last" : "tries"}>{say(triesText(triesLeft))}</p>}
      <Body shown={shown} />
    </section>
  );
}

function Body({ shown: { screen, methods = [], items } }: { readonly shown: PanelShown }) {
  switch (screen) {
    case "chooseMethod":
      return (
        <div class="choices">
          {methods.map((method) => (
            <button
              key={method}
              class="choice"
              onClick={() => void act({ intent: "chooseMethod", method: method as Method })}
            >
              <Glyph name={method} />
              <strong>{say(METHODS[method]?.name ?? { ja: method, en: method })}</strong>
              <span>{METHODS[method] && say(METHODS[method].line)}</span>
            </button>
          ))}
          <Cancel />
        </div>
      );
    case "lookAtCamera":
      return (
        <>
          <CameraPicture />
          <OtherWays methods={methods} />
        </>
      );
    case "enterPin":
      return (
        <>
          <PinPad />
          <OtherWays methods={methods} />
        </>
      );
    case "staffPassword":
      return <StaffForm />;
    case "consent":
      return <ConsentForm asked={items} />;
    case "choosePrescription":
      return (
        <div class="choices two">
          {(["electronic", "paper"] as const).map((choice) => (
            <button key={choice} class="choice" onClick={() => void act({ intent: "choosePrescription", choice })}>
              <Glyph name={choice} />
              <strong>{say(PRESCRIPTIONS[choice])}</strong>
            </button>
          ))}
        </div>
      );
    case "register":
      return (
        <div class="choices column">
          <button class="choice wide good" onClick={() => void act({ intent: "registerFirstUse" })}>
            <strong>{say(REGISTER)}</strong>
          </button>
          <Cancel />
        </div>
      );
    case "placeCard":
      return (
        <>
          <Glyph name={screen} />
          {methods.length > 0 && <OtherWays methods={methods} />}
        </>
      );
    case "holdPhone":
    case "idle":
    case "takeCard":
    case "cardLeft":
    case "failed":
      return <Glyph name={screen} />;
    default:
      return <div class="spinner" role="img" aria-label={say(BUSY)} />;
  }
}

function OtherWays({ methods }: { readonly methods: readonly string[] }) {
  return (
    <div class="otherways">
      {methods.map((method) => (
        <button key={method} onClick={() => void act({ intent: "chooseMethod", method: method as Method })}>
          {say(METHODS[method]?.name ?? { ja: method, en: method })}
        </button>
      ))}
      <Cancel />
    </div>
  );
}

const Cancel = () => (
  <button class="cancel" onClick={() => void act({ intent: "cancel" })}>
    {say(CANCEL)}
  </button>
);

/** Drawn by the style sheet: a line drawing a name. */
const Glyph = ({ name }: { readonly name: string }) => <span class={`glyph glyph-${name}`} aria-hidden="true" />;

export const textOf = (screen: string) =>
  Object.hasOwn(SCREENS, screen) ? SCREENS[screen as keyof typeof SCREENS] : UNKNOWN_SCREEN;

const triesText = (left: number) =>
  left === 0
    ? { ja: "暗証番号はロックされています", en: "The PIN is locked" }
    : { ja: `残り ${left} 回`, en: left === 1 ? "one try left" : `${left} tries left` };

const PANEL = { ja: "リーダーの画面", en: "the reader's screen" };
const REGISTER = { ja: "登録する", en: "Register" };
const BUSY = { ja: "処理中", en: "working" };
const CANCEL = { ja: "とりやめる", en: "Cancel" };
const PRESCRIPTIONS = {
  electronic: { ja: "電子処方箋", en: "Electronic" },
  paper: { ja: "紙の処方箋", en: "Paper" },
} as const;
