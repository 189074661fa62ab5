import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Method } from "../../../device/wire/face.ts";
import { ConsentForm } from "./consent-form.tsx";
import type { Laid, PanelShown, Unlike } from "./counter-state.ts";
import { plain, say } from "./language.tsx";
import { CameraPicture } from "./camera-picture.tsx";
import { PinPad } from "./pin-pad.tsx";
import { CODES, METHODS, PLACE_AGAIN, SCREENS, type ScreenText, UNKNOWN_SCREEN, UNLIKE } from "./screens.data.ts";
import { StaffForm } from "./staff-form.tsx";
import { touch } from "./touch.ts";

/** The touch panel of the reader: what the firmware says that it shows, drawn. */
export function Panel({
  shown,
  there,
  unlike,
}: {
  readonly shown: PanelShown;
  readonly there: Laid | undefined;
  readonly unlike: Unlike | undefined;
}) {
  const { screen, code, triesLeft } = shown;
  const text = textOf(shown, there);
  const meaning = code !== undefined && Object.hasOwn(CODES, code) ? CODES[code]?.[there?.is ?? "card"] : undefined;
  const isSettling = useSettling(screen);
  const heading = useRef<HTMLHeadingElement>(null);
  const isInside = useRef(false);
  useEffect(() => {
    const moved = ({ target }: FocusEvent) => {
      isInside.current = target instanceof Element && target.closest(".panel") !== null;
    };
    document.addEventListener("focusin", moved);
    return () => document.removeEventListener("focusin", moved);
  }, []);
  useEffect(() => {
    // Whoever works the reader by keyboard goes on where the screen went on: the button that was pressed is gone by now.
    if (isInside.current) heading.current?.focus();
  }, [screen]);
  return (
    <section
      class={`panel panel-${screen} ${isSettling ? "settling" : ""}`}
      data-screen={screen}
      aria-label={say(PANEL)}
      aria-live="polite"
    >
      <h2 ref={heading} tabIndex={-1}>
        {say(text.title)}
      </h2>
      {unlike ? (
        <p class="panel-unlike">{say(UNLIKE[unlike])}</p>
      ) : (
        text.line && <p class="panel-line">{say(text.line)}</p>
      )}
      {code !== undefined && (
        <p class="panel-code">
          <b>{plain(code, 8)}</b> {meaning && say(meaning)}
        </p>
      )}
      {triesLeft !== undefined && (
        <p class={triesLeft === 1 ? "tries last" : "tries"}>{say(triesText(screen, triesLeft))}</p>
      )}
      <Body shown={shown} there={there} />
    </section>
  );
}

/** Milliseconds for which a new screen takes no finger: the second half of a double click was meant for the one before. */
const SETTLES = 300;

function useSettling(screen: string): boolean {
  const settled = useSignal("");
  useEffect(() => {
    const timer = setTimeout(() => (settled.value = screen), SETTLES);
    return () => clearTimeout(timer);
  }, [screen]);
  return settled.value !== screen;
}

function Body({
  shown: { screen, methods = [], items },
  there,
}: {
  readonly shown: PanelShown;
  readonly there: Laid | undefined;
}) {
  switch (screen) {
    case "chooseMethod":
      return <Methods methods={methods} />;
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
      return (
        <>
          <StaffForm />
          <OtherWays methods={methods} />
        </>
      );
    case "consent":
      return <ConsentForm asked={items} />;
    case "choosePrescription":
      return (
        <div class="choices two middle-of-panel">
          {(["electronic", "paper"] as const).map((choice) => (
            <button key={choice} class="choice tall" onClick={() => touch({ intent: "choosePrescription", choice })}>
              <Glyph name={choice} />
              <strong>{say(PRESCRIPTIONS[choice])}</strong>
            </button>
          ))}
        </div>
      );
    case "register":
      return (
        <div class="choices column">
          <button class="choice wide good" onClick={() => touch({ intent: "registerFirstUse" })}>
            <strong>{say(REGISTER)}</strong>
          </button>
          <Cancel />
        </div>
      );
    case "placeCard":
      return (
        <>
          <Glyph name={there?.is === "phone" ? "holdPhone" : screen} />
          {methods.length > 0 && <Methods methods={methods} />}
        </>
      );
    case "takeCard":
    case "cardLeft":
      return <Glyph name={there?.is === "phone" ? "phone" : screen} />;
    case "holdPhone":
    case "idle":
    case "failed":
      return <Glyph name={screen} />;
    case "readingCard":
    case "pleaseWait":
    case "updating":
      return <div class="spinner" role="img" aria-label={say(BUSY)} />;
    default:
      return <code class="unknown-screen">{plain(screen, 40)}</code>;
  }
}

function Methods({ methods }: Pick<PanelShown, "methods">) {
  return (
    <div class="choices column">
      {methods?.map((method) => (
        <MethodChoice key={method} method={method} />
      ))}
      <Cancel />
    </div>
  );
}

const methodNamed = (method: string) => (Object.hasOwn(METHODS, method) ? METHODS[method] : undefined);

function MethodChoice({ method }: { readonly method: string }) {
  const known = methodNamed(method);
  return (
    <button class="choice way" onClick={() => touch({ intent: "chooseMethod", method: method as Method })}>
      <Glyph name={known ? method : "other"} />
      <span class="way-text">
        <strong>{known ? say(known.name) : plain(method, 20)}</strong>
        {known && <span>{say(known.line)}</span>}
      </span>
    </button>
  );
}

function OtherWays({ methods }: { readonly methods: readonly string[] }) {
  return (
    <div class="otherways">
      {methods.map((method) => (
        <button key={method} onClick={() => touch({ intent: "chooseMethod", method: method as Method })}>
          {say(methodNamed(method)?.name ?? { ja: plain(method, 20), en: plain(method, 20) })}
        </button>
      ))}
      <Cancel />
    </div>
  );
}

const Cancel = () => (
  <button class="cancel" onClick={() => touch({ intent: "cancel" })}>
    {say(CANCEL)}
  </button>
);

/** Drawn by the style sheet: a line drawing a name. */
const Glyph = ({ name }: { readonly name: string }) => <span class={`glyph glyph-${name}`} aria-hidden="true" />;

export function textOf(shown: PanelShown, there?: Laid): ScreenText {
  const text = cardTextOf(shown);
  return there?.is === "phone" ? { ...text, ...text.phone } : text;
}

function cardTextOf({ screen, code, methods = [] }: PanelShown): ScreenText {
  if (screen === "placeCard" && code !== undefined) return PLACE_AGAIN;
  // Without a kind of phone to choose there is nothing below to choose from.
  if (screen === "placeCard" && methods.length === 0) return SCREENS.idle;
  return Object.hasOwn(SCREENS, screen) ? SCREENS[screen as keyof typeof SCREENS] : UNKNOWN_SCREEN;
}

const triesText = (screen: string, left: number) =>
  left === 0 && screen === "enterPin"
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
