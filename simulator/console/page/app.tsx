import { signal } from "@preact/signals";
import { refusal } from "./api.ts";
import { CounterPage } from "./counter-page.tsx";
import { lang, plain, say, speak, type Text } from "./language.tsx";
import { PhonesPage } from "./phones-page.tsx";
import { ReceptionPage } from "./reception-page.tsx";
import { about, connection, lives, restarted } from "./store.ts";
import { ConformancePage } from "./conformance-page.tsx";
import { TracePage } from "./trace-page.tsx";
import { TypeSize } from "./type-size.tsx";

const PAGES = {
  counter: { name: { ja: "窓口", en: "Counter" }, Page: CounterPage, isOfCounter: true },
  reception: { name: { ja: "受付", en: "Reception" }, Page: ReceptionPage, isOfCounter: true },
  phones: { name: { ja: "窓口の外", en: "Phones" }, Page: PhonesPage, isOfCounter: true },
  trace: { name: { ja: "記録", en: "Trace" }, Page: TracePage, isOfCounter: true },
  // Keeps what was written and opened, which is of no counter.
  conformance: { name: { ja: "適合性試験", en: "Conformance" }, Page: ConformancePage, isOfCounter: false },
} as const;
type PageName = keyof typeof PAGES;

const page = signal<PageName>(pageOf(location.hash));
addEventListener("hashchange", () => (page.value = pageOf(location.hash)));

export function App() {
  const { Page, isOfCounter } = PAGES[page.value];
  return (
    <>
      <header class="top">
        <a class="skip" href="#main" onClick={skip}>
          {say(SKIP)}
        </a>
        <h1>
          <span class="mark" aria-hidden="true">
            資格
          </span>{" "}
          shikaku
        </h1>
        <nav aria-label={say(PAGES_LABEL)}>
          {(Object.keys(PAGES) as PageName[]).map((name) => (
            <a key={name} href={`#${name}`} aria-current={name === page.value ? "page" : undefined}>
              {say(PAGES[name].name)}
            </a>
          ))}
        </nav>
        <Line />
        <TypeSize />
        <button
          class="language"
          lang={lang.value === "ja" ? "en" : "ja"}
          onClick={() => speak(lang.value === "ja" ? "en" : "ja")}
        >
          {lang.value === "ja" ? "English" : "日本語"}
        </button>
      </header>
      <Notices />
      <main id="main" tabIndex={-1}>
        <Page key={isOfCounter ? lives.value : undefined} />
      </main>
    </>
  );
}

function Line() {
  const { product } = about.value ?? {};
  return (
    <p class={`line line-${connection.value}`} role="status">
      <i aria-hidden="true" /> {say(LINES[connection.value])}
      {product && <small>{plain(product.version, 20)}</small>}
    </p>
  );
}

/** What went wrong, until it is read. */
function Notices() {
  const refused = refusal.value;
  return (
    <div class="notices" role="alert">
      {connection.value === "lost" && <p class="notice bad">{say(LOST)}</p>}
      {restarted.value && (
        <p class="notice">
          {say(ANEW)}
          <button aria-label={say(CLOSE)} onClick={() => (restarted.value = false)}>
            ×
          </button>
        </p>
      )}
      {refused && (
        <p class="notice bad">
          {plain(say(refused), 400)}
          <button aria-label={say(CLOSE)} onClick={() => (refusal.value = undefined)}>
            ×
          </button>
        </p>
      )}
    </div>
  );
}

/** The address tells which page it is, and goes on telling that. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function pageOf(hash: string): PageName {
  const name = hash.slice(1);
  return Object.hasOwn(PAGES, name) ? (name as PageName) : "counter";
}

const SKIP: Text = { ja: "本文へ", en: "Skip to content" };
const PAGES_LABEL: Text = { ja: "画面", en: "Pages" };
const CLOSE: Text = { ja: "閉じる", en: "close" };
const LINES: Readonly<Record<typeof connection.value, Text>> = {
  connecting: { ja: "接続中", en: "connecting" },
  live: { ja: "接続中の窓口", en: "live" },
  lost: { ja: "切断", en: "lost" },
};
const LOST: Text = {
  ja: "窓口との接続が切れました。shikaku serve が動いているか確かめてください。戻り次第、自動でつながります。",
  en: "The counter does not answer. See whether `shikaku serve` still runs; this page connects again by itself.",
};
const ANEW: Text = {
  ja: "窓口が起動し直されました。前の患者や記録はこの画面から消してあります。はじめから操作してください。",
  en: "The counter was started anew. Patients and trace of before are gone from this page; begin again.",
};
