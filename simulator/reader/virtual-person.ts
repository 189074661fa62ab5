import { DeviceError } from "../../device/errors.ts";
import { type Clock, type Operator, type PanelInput, sleep } from "../../device/ports.ts";
import { CONSENT_ITEMS, type Method, type Screen } from "../../device/wire/face.ts";
import type { VirtualPanel } from "./panel.ts";

/** What a virtual person has in hand and before the camera, by persona id. */
export interface Belongings {
  /** Puts the persona's card on the reader, as the last reader left it. */
  placeCard(persona: string): Promise<void>;
  /** Holds the persona's phone to the reader. */
  holdPhone(persona: string): Promise<void>;
  /** Takes away what lies there. */
  removeCard(): void;
  /** Steps before the camera, or away from it. */
  showFace(person: string, how: { readonly mask: boolean; readonly lookAway: boolean }): void;
}

/** How long a person waits for a screen before giving up. Milliseconds. */
const PATIENCE = 60_000;

/**
 * The hands of a patient and of staff at one reader. They act as soon as the screen asks them to, and take no time themselves: what a
 * person takes is no part of any leg.
 */
export function virtualPerson(clock: Clock, panel: VirtualPanel, belongings: Belongings): Operator {
  const press = async (screen: Screen, input: PanelInput) => {
    await appears(clock, panel, screen);
    panel.press(input);
  };
  const phones: readonly Method[] = ["iphone", "android"];
  return {
    async perform(intent) {
      switch (intent.intent) {
        case "placeCard":
          return belongings.placeCard(intent.persona);
        case "removeCard":
          belongings.removeCard();
          break;
        case "chooseMethod": {
          const touch = { touched: "method", method: intent.method } as const;
          // A screen that waits for something else may offer the other methods as well.
          if (panel.shown.methods?.includes(intent.method)) panel.press(touch);
          // Who comes with a phone has no card to lay down first.
          else await press(phones.includes(intent.method) ? "placeCard" : "chooseMethod", touch);
          break;
        }
        case "showFace": {
          const { person, mask = false, lookAway = false } = intent;
          belongings.showFace(person, { mask, lookAway });
          break;
        }
        case "enterPin":
          return press("enterPin", { touched: "pin", digits: intent.pin });
        case "cancel":
          panel.press({ touched: "cancel" });
          break;
        case "wait":
          return sleep(clock, intent.milliseconds);
        case "confirmVisual": {
          const { password, samePerson } = intent;
          return press("staffPassword", { touched: "password", password, samePerson });
        }
        case "consent":
          return press(
            "consent",
            intent.items === "all"
              ? { touched: "consent", items: CONSENT_ITEMS, together: true }
              : { touched: "consent", items: intent.items },
          );
        case "refuseConsent":
          return press("consent", { touched: "consent", items: [] });
        case "choosePrescription":
          return press("choosePrescription", { touched: "prescription", choice: intent.choice });
        case "registerFirstUse":
          return press("register", { touched: "register", choice: "yes" });
        case "holdPhone":
          await appears(clock, panel, "holdPhone");
          return belongings.holdPhone(intent.persona);
        case "askEligibility":
        case "askEligibilityInBulk":
          throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "the built-in reader" });
      }
    },
  };
}

function appears(clock: Clock, panel: VirtualPanel, screen: Screen): Promise<void> {
  return new Promise((resolve, reject) => {
    const forget = clock.after(PATIENCE, () =>
      reject(
        new DeviceError("link.silent", { link: "the panel", awaiting: `screen ${screen}`, seconds: PATIENCE / 1000 }),
      ),
    );
    void panel.until(screen).then(() => {
      forget();
      resolve();
    });
  });
}
