import { useSignal } from "@preact/signals";
import { say } from "./language.tsx";
import { touch } from "./touch.ts";

/** Staff type the facility's password on the reader's own screen, for this patient only. */
export function StaffForm() {
  const password = useSignal("");
  const isEmpty = password.value === "";
  const confirm = (samePerson: boolean) => {
    // A try is too dear for a slip of the finger.
    if (isEmpty) return;
    touch({ intent: "confirmVisual", password: password.value, samePerson });
    password.value = "";
  };
  return (
    <form
      class="staff"
      onSubmit={(event) => {
        event.preventDefault();
        confirm(true);
      }}
    >
      <label>
        {say(PASSWORD)}
        <input
          type="password"
          autocomplete="off"
          maxLength={64}
          value={password.value}
          onInput={(event) => (password.value = event.currentTarget.value)}
        />
      </label>
      <div class="choices two">
        <button type="submit" class="choice good" disabled={isEmpty}>
          <strong>{say(SAME)}</strong>
        </button>
        <button type="button" class="choice" disabled={isEmpty} onClick={() => confirm(false)}>
          <strong>{say(OTHER)}</strong>
        </button>
      </div>
    </form>
  );
}

const PASSWORD = { ja: "職員のパスワード", en: "Staff password" };
const SAME = { ja: "本人です", en: "Same person" };
const OTHER = { ja: "別の人です", en: "Not the same person" };
