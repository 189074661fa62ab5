import { signal } from "@preact/signals";
import type { RunOrder } from "../../../device/control/runs.ts";
import { lang, say, type Text } from "./language.tsx";

type Role = RunOrder["roles"][number];

interface Props {
  readonly onPlan: (order: RunOrder) => Promise<void>;
  readonly onStart: (order: RunOrder) => Promise<void>;
  readonly onOpen: (file: File) => void;
  readonly isRunning: boolean;
}

/** What was chosen and written stays while somebody looks at another page. */
const role = signal<Role | "all">("reader");
const smoke = signal(true);
const dialog = signal(false);
const profile = signal("");

/** Role, extent, profile and hands; or a file of an earlier run. */
export function OrderForm({ onPlan, onStart, onOpen, isRunning }: Props) {
  const order = (): RunOrder => ({
    roles: role.value === "all" ? EVERY_ROLE : [role.value],
    ...(smoke.value ? { smoke: true } : {}),
    ...(dialog.value ? { operator: "dialog" as const, lang: lang.value } : {}),
    ...(profile.value.trim() === "" ? {} : { profile: profile.value }),
  });
  return (
    <form
      class="order"
      onSubmit={(event) => {
        event.preventDefault();
        void onStart(order());
      }}
    >
      <label>
        {say(ROLE)}
        <select value={role.value} onChange={(event) => (role.value = event.currentTarget.value as Role | "all")}>
          {(Object.keys(ROLES) as (Role | "all")[]).map((name) => (
            <option key={name} value={name}>
              {say(ROLES[name])}
            </option>
          ))}
        </select>
      </label>
      <label class="tick">
        <input type="checkbox" checked={smoke.value} onChange={() => (smoke.value = !smoke.value)} /> {say(SMOKE)}
      </label>
      <label class="tick">
        <input type="checkbox" checked={dialog.value} onChange={() => (dialog.value = !dialog.value)} /> {say(DIALOG)}
      </label>
      <div class="row">
        <button type="button" class="act" onClick={() => void onPlan(order())}>
          {say(PREVIEW)}
        </button>
        <button type="submit" class="act primary" disabled={isRunning}>
          {say(START)}
        </button>
        <label class="act file-button">
          {say(OPEN)}
          <input
            type="file"
            accept=".json,.html"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (file) onOpen(file);
            }}
          />
        </label>
      </div>
      <details>
        <summary>{say(PROFILE)}</summary>
        <textarea
          rows={8}
          aria-label={say(PROFILE)}
          placeholder={PLACEHOLDER}
          value={profile.value}
          onInput={(event) => (profile.value = event.currentTarget.value)}
        />
      </details>
    </form>
  );
}

const PLACEHOLDER = "role: reader\nproduct: { maker: …, model: …, version: … }\nfeatures: [face, pin, staff]";

const ROLES: Readonly<Record<Role | "all", Text>> = {
  reader: { ja: "顔認証付きカードリーダー", en: "face-auth reader" },
  generic: { ja: "汎用リーダー・カード", en: "generic reader, card" },
  receipt: { ja: "レセプトコンピュータ", en: "receipt computer" },
  terminal: { ja: "資格確認端末", en: "terminal" },
  central: { ja: "中央システム", en: "central system" },
  all: { ja: "すべて", en: "all of them" },
};
const EVERY_ROLE = (Object.keys(ROLES) as (Role | "all")[]).filter((name) => name !== "all");
const ROLE: Text = { ja: "対象", en: "Product" };
const SMOKE: Text = { ja: "短い組だけ", en: "only the short set" };
const DIALOG: Text = { ja: "操作を人に尋ねる", en: "ask a person for each act" };
const PREVIEW: Text = { ja: "計画を見る", en: "Show the plan" };
const START: Text = { ja: "実行する", en: "Run" };
const OPEN: Text = { ja: "ファイルを開く", en: "Open a file" };
const PROFILE: Text = { ja: "製品の申告（プロファイル、YAML）", en: "Profile of the product (YAML)" };
