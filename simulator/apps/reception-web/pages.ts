import { html } from "hono/html";
import type { Lang } from "../../../device/errors.ts";
import { CONSENT_ITEMS, type ConsentItem } from "../../../device/wire/face.ts";
import { FORM_NAMES, type FormOfCare, FORMS, type Use } from "../../central/remote/forms.ts";
import { type Facility, mayView } from "../../facilities.ts";
import type { Person } from "../../people.ts";
import type { EligibilityShown } from "../eligibility-shown.ts";
import { FORMS_SAID, ITEMS_SAID, VALIDITY_SAID, WORDS, type Words } from "./words.data.ts";

export type Html = ReturnType<typeof html>;

/** The facility's reception as its address told. */
export interface Reception {
  readonly institution: string;
  readonly institutionCode: string;
  readonly kind: Facility["kind"];
  readonly use: Use;
}

export interface Filled {
  readonly form?: FormOfCare;
  readonly careDay?: string;
  readonly consents?: readonly ConsentItem[];
  readonly card?: string;
}

/** What a reception's page is made of. */
export interface Sight {
  readonly lang: Lang;
  /** Path of the reception. */
  readonly path: string;
  readonly reception: Reception;
  /** yyyyMMdd, JST. */
  readonly today: string;
  /** Whose card can be held to a field of ours; else the reader's name. */
  readonly cards: readonly Pick<Person, "id" | "name" | "note">[] | string;
  /** Somebody registered here before, and only that patient's card is taken. */
  readonly isExpected: boolean;
}

/** What an attempt came to, above the form. */
export interface Notice {
  readonly heading: Words;
  readonly message: Words;
  readonly code?: string;
  /** The card asks whether its last try may be spent. */
  readonly asksLastTry?: boolean;
}

const date = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;

export const document = (lang: Lang, title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <p>${WORDS.title[lang]}</p>
          <a href="?lang=${other(lang)}" hreflang="${other(lang)}" lang="${other(lang)}"
            >${lang === "ja" ? "English" : "日本語"}</a
          >
        </header>
        <main>
          ${body}
          <p class="bench">${WORDS.bench[lang]}</p>
        </main>
      </body>
    </html> `;

const other = (lang: Lang): Lang => (lang === "ja" ? "en" : "ja");

export const nowhere = (lang: Lang, message: Words): Html =>
  document(
    lang,
    WORDS.title[lang],
    html`<h1>${WORDS.title[lang]}</h1>
      <p role="alert">${message[lang]}</p>`,
  );

/** The form by which a patient registers; `notice` is what the last attempt came to. */
export function registerPage(sight: Sight, filled: Filled, notice?: Notice): Html {
  const { lang, path, reception, today, isExpected } = sight;
  const forms = FORM_NAMES.filter((form) => FORMS[form].use === reception.use);
  const chosen = filled.form ?? forms[0];
  const items = CONSENT_ITEMS.filter((item) => mayView(reception, item));
  const title = `${notice ? `${notice.heading[lang]} – ` : ""}${reception.institution}`;
  return document(
    lang,
    title,
    html`<h1>${reception.institution}</h1>
      ${notice ? said(lang, notice) : ""}
      ${
        isExpected
          ? html`<form method="post" action="${path}/forget?lang=${lang}">
              <p>${WORDS.remembered[lang]} <button class="quiet">${WORDS.forget[lang]}</button></p>
            </form>`
          : ""
      }
      <form method="post" action="?lang=${lang}">
        <fieldset>
          <legend>${WORDS.form[lang]}</legend>
          ${forms.map(
            (form) =>
              html`<label class="choice"
                ><input type="radio" name="form" value="${form}" ${checked(form === chosen)} />
                ${FORMS_SAID[form][lang]}</label
              >`,
          )}
          <label class="field" for="careDay">${WORDS.careDay[lang]}</label>
          <input
            type="date"
            id="careDay"
            name="careDay"
            value="${filled.careDay ?? date(today)}"
            min="${date(today)}"
            required
          />
        </fieldset>
        <fieldset>
          <legend>${WORDS.consents[lang]}</legend>
          <p class="hint">${WORDS.consentsHint[lang]}</p>
          ${items.map(
            (item) =>
              html`<label class="choice"
                ><input
                  type="checkbox"
                  name="consents"
                  value="${item}"
                  ${checked(filled.consents?.includes(item) ?? false)}
                />
                ${ITEMS_SAID[item][lang]}</label
              >`,
          )}
        </fieldset>
        ${cardFields(sight, filled, notice)}
        <button>${WORDS.register[lang]}</button>
      </form>
      <p><a href="${path}/release?lang=${lang}">${WORDS.toRelease[lang]}</a></p>`,
  );
}

export function releasePage(sight: Sight, filled: Filled, notice?: Notice): Html {
  const { lang, path, reception } = sight;
  return document(
    lang,
    `${(notice?.heading ?? WORDS.toRelease)[lang]} – ${reception.institution}`,
    html`<h1>${WORDS.toRelease[lang]}: ${reception.institution}</h1>
      ${notice ? said(lang, notice) : ""}
      <p>${WORDS.releaseHint[lang]}</p>
      <form method="post" action="?lang=${lang}">
        ${cardFields(sight, filled, notice)}
        <button>${WORDS.release[lang]}</button>
      </form>
      <p><a href="${path}?lang=${lang}">${WORDS.back[lang]}</a></p>`,
  );
}

/** What the facility learns, and what was agreed to, until when. */
export function registeredPage({ lang, reception }: Sight, shown: EligibilityShown): Html {
  const { name = "", insurerName = "", symbol = "", number = "", branch = "", validity, consents, notice } = shown;
  return document(
    lang,
    `${WORDS.done[lang]} – ${reception.institution}`,
    html`<h1>${reception.institution}</h1>
      <p class="said" role="status"><strong>${WORDS.done[lang]}</strong></p>
      ${notice ? html`<p class="said">${notice.message} (${notice.code})</p>` : ""}
      <h2>${WORDS.eligibility[lang]}</h2>
      <dl>
        <dt>${WORDS.validity[lang]}</dt>
        <dd>${VALIDITY_SAID[validity]?.[lang] ?? validity}</dd>
        <dt>${WORDS.name[lang]}</dt>
        <dd lang="ja">${name}</dd>
        <dt>${WORDS.insurer[lang]}</dt>
        <dd lang="ja">${insurerName}</dd>
        <dt>${WORDS.number[lang]}</dt>
        <dd lang="ja">${symbol}・${number}${branch === "" ? "" : `（${branch}）`}</dd>
      </dl>
      <h2>${WORDS.consents[lang]}</h2>
      ${
        consents.length === 0
          ? html`<p>${WORDS.nothing[lang]}</p>`
          : html`<dl>
              ${consents.map(
                ({ item, until }) =>
                  html`<dt>${ITEMS_SAID[item][lang]}</dt>
                    <dd>${lasts(lang, until)}</dd>`,
              )}
            </dl>`
      }`,
  );
}

export const releasedPage = ({ lang, reception }: Sight): Html =>
  document(
    lang,
    `${WORDS.released[lang]} – ${reception.institution}`,
    html`<h1>${reception.institution}</h1>
      <p class="said" role="status"><strong>${WORDS.released[lang]}</strong></p>`,
  );

/** The first moment at which it counts no more, told as the last second at which it does. */
function lasts(lang: Lang, until: string | undefined): string {
  if (until === undefined) return WORDS.goesOn[lang];
  const at = (from: number, to: number) => Number(until.slice(from, to));
  const end = Date.UTC(at(0, 4), at(4, 6) - 1, at(6, 8), at(8, 10), at(10, 12), at(12, 14));
  const last = new Date(end - 1000).toISOString().replace("T", " ").slice(0, 19);
  return lang === "ja" ? `${last} ${WORDS.until.ja}` : `${WORDS.until.en} ${last}`;
}

const said = (lang: Lang, { heading, message, code }: Notice): Html =>
  html`<p class="said bad" role="alert" id="notice">
    <strong>${heading[lang]}</strong><br />${message[lang]}${code === undefined ? "" : ` (${code})`}
  </p>`;

function cardFields({ lang, cards }: Sight, { card }: Filled, notice: Notice | undefined): Html {
  return html`<fieldset>
    <legend>${WORDS.card[lang]}</legend>
    ${
      typeof cards === "string"
        ? html`<p>${WORDS.onReader[lang]}</p>
            <p class="hint">${WORDS.reader[lang]}: ${cards}</p>`
        : html`<label class="field" for="card">${WORDS.whose[lang]}</label>
            <select id="card" name="card">
              ${cards.map(({ id, name, note }) => html`<option value="${id}" ${id === card ? " selected" : ""}>${name} – ${note[lang]}</option>`)}
            </select>`
    }
    <label class="field" for="pin">${WORDS.pin[lang]}</label>
    <input
      type="password"
      id="pin"
      name="pin"
      inputmode="numeric"
      pattern="[0-9]{4}"
      maxlength="4"
      autocomplete="off"
      required
      aria-describedby="pinHint${notice ? " notice" : ""}"
    />
    <p class="hint" id="pinHint">${WORDS.pinHint[lang]}</p>
    ${
      notice?.asksLastTry
        ? html`<label class="choice"
            ><input type="checkbox" name="spendLastTry" value="1" /> ${WORDS.spendLastTry[lang]}</label
          >`
        : ""
    }
  </fieldset>`;
}

const checked = (is: boolean): string => (is ? " checked" : "");
