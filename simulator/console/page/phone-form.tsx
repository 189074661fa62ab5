import { useSignal } from "@preact/signals";
import type { PhoneName, Reading, Release } from "../../../device/control/phones.ts";
import { CONSENT_ITEMS, type ConsentItem } from "../../../device/wire/face-values.ts";
import { plain, say } from "./language.tsx";
import { FORMS, PHONE, PHONES } from "./phones.data.ts";
import { CONSENTS } from "./screens.data.ts";
import { people } from "./store.ts";

type Form = NonNullable<Reading["form"]>;

interface Props {
  readonly name: PhoneName;
  readonly isBusy: boolean;
  /** The card has one try left, and its holder has to say that it may be spent. */
  readonly asksLastTry: boolean;
  readonly onRead: (reading: Reading) => Promise<void>;
  readonly onRelease: (release: Release) => Promise<void>;
}

/** What the app asks before it reads a card. A PIN is kept here until it is sent, and then forgotten. */
export function PhoneForm({ name, isBusy, asksLastTry, onRead, onRelease }: Props) {
  const { forms, mayLook, consents: asksConsents } = PHONES[name];
  const [usual = "homeVisit"] = forms;
  const form = useSignal<Form>(usual);
  const byStaff = useSignal(false);
  const pin = useSignal("");
  const chosen = useSignal<readonly ConsentItem[]>([]);
  const spendLastTry = useSignal(false);
  const expects = useSignal("");
  const lastTry = () => (spendLastTry.value && asksLastTry ? { spendLastTry: true } : {});
  const read = async () => {
    const typed = pin.value;
    pin.value = "";
    await onRead({
      ...(forms.length > 0 ? { form: form.value } : {}),
      ...(byStaff.value ? { by: "staff" } : { by: "pin", pin: typed }),
      ...(asksConsents ? { consents: [...chosen.value] } : {}),
      ...lastTry(),
      ...(name === "nurse" && expects.value !== "" ? { expects: expects.value } : {}),
    });
    spendLastTry.value = false;
  };
  const toggle = (item: ConsentItem) =>
    (chosen.value = chosen.value.includes(item)
      ? chosen.value.filter((other) => other !== item)
      : [...chosen.value, item]);
  const release = async () => {
    const typed = pin.value;
    pin.value = "";
    await onRelease({ use: FORMS[form.value].use, pin: typed, ...lastTry() });
    spendLastTry.value = false;
  };
  return (
    <form
      class="phone-form"
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      {forms.length > 0 && (
        <label>
          {say(PHONE.form)}
          <select name="form" value={form.value} onChange={(event) => (form.value = event.currentTarget.value as Form)}>
            {forms.map((one) => (
              <option key={one} value={one}>
                {say(FORMS[one].name)}
              </option>
            ))}
          </select>
        </label>
      )}
      {asksConsents && (
        <fieldset>
          <legend>{say(PHONE.consents)}</legend>
          {CONSENT_ITEMS.map((item) => (
            <label key={item} class="tick">
              <input type="checkbox" value={item} checked={chosen.value.includes(item)} onChange={() => toggle(item)} />{" "}
              {say(CONSENTS[item] ?? { ja: item, en: item })}
            </label>
          ))}
        </fieldset>
      )}
      {name === "nurse" && (
        <label>
          {say(PHONE.expects)}
          <select
            name="expects"
            value={expects.value}
            onChange={(event) => (expects.value = event.currentTarget.value)}
          >
            <option value="">{say(PHONE.anybody)}</option>
            {people.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {plain(name, 20)}
              </option>
            ))}
          </select>
        </label>
      )}
      {mayLook && (
        <label class="tick">
          <input
            type="checkbox"
            name="staff"
            checked={byStaff.value}
            onChange={() => (byStaff.value = !byStaff.value)}
          />{" "}
          {say(PHONE.staff)}
        </label>
      )}
      {!byStaff.value && (
        <label>
          {say(PHONE.pin)}
          <input
            name="pin"
            type="password"
            inputMode="numeric"
            autocomplete="off"
            maxLength={4}
            required
            value={pin.value}
            onInput={(event) => (pin.value = event.currentTarget.value)}
          />
        </label>
      )}
      {asksLastTry && (
        <label class="tick">
          <input
            type="checkbox"
            name="spendLastTry"
            checked={spendLastTry.value}
            onChange={() => (spendLastTry.value = !spendLastTry.value)}
          />{" "}
          {say(PHONE.spendLastTry)}
        </label>
      )}
      <div class="row">
        <button class="act primary" type="submit" disabled={isBusy}>
          {say(PHONES[name].act)}
        </button>
        {name === "patient" && (
          <button class="act" type="button" disabled={isBusy || pin.value === ""} onClick={() => void release()}>
            {say(PHONE.release)}
          </button>
        )}
      </div>
    </form>
  );
}
