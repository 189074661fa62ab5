/** Names as no register has them: markup, right to left, half a character, zero width, and without an end. */
export const HOSTILE = [
  `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`,
  "\u202Eokanah\u202C\u200F花子\u0000\u2028",
  "半\uD800分\uDC00",
  "無".repeat(4000),
  "W".repeat(4000),
].join(" ");

/** What holding a card to each phone comes to, in such words. */
export const OUTCOMES: Readonly<Record<string, object>> = {
  patient: {
    ...{ is: "given", validity: HOSTILE, name: HOSTILE, insurerName: HOSTILE, symbol: HOSTILE, number: HOSTILE },
    ...{ branch: HOSTILE, notice: { code: HOSTILE, message: HOSTILE } },
    consents: [
      { item: HOSTILE, until: HOSTILE },
      { item: "constructor", until: "" },
    ],
  },
  nurse: { is: "refused", code: HOSTILE, en: HOSTILE, ja: HOSTILE },
  eligibility: { is: "given", validity: "constructor", name: HOSTILE, consents: [] },
};
