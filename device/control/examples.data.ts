/** Examples that the document of the control API shows. */

/** 2026-04-01 09:00 JST, in microseconds. */
export const NOW = 1_775_001_600_000_000;
export const EXAMPLE_PRODUCT = { maker: "example", model: "R-1", version: "1.0" };
export const EXAMPLE_OBSERVATION = {
  seq: 0,
  at: NOW,
  channel: "panel",
  is: "shown",
  screen: "chooseMethod",
  methods: ["face", "pin"],
};

export const EXAMPLE_FAULT = {
  name: "central.slow",
  en: "The central system takes long to answer.",
  ja: "中央システムの回答に時間がかかる。",
  ...{ on: true, milliseconds: 10_000 },
};

export const EXAMPLE_CASE = { id: "RDR-PIN-0001", title: { en: "Check-in by PIN", ja: "暗証番号による受付" } };
export const EXAMPLE_PLAN = {
  planned: 3,
  seconds: { hands: 0, machine: 6 },
  cardTaps: 1,
  cases: [{ ...EXAMPLE_CASE, role: "reader", clauses: ["RCP-03"], trials: 1 }],
};
export const EXAMPLE_RUN = { run: "run-1", is: "running", of: 1, now: EXAMPLE_CASE, judged: [] };
export const EXAMPLE_PERSON = {
  ...{ id: "hanako", name: "資格　花子", kana: "ｼｶｸ ﾊﾅｺ", birthDate: "19890913", sex: "female" },
  ...{ address: "東京都見本区資格町一丁目２番３号", insurer: "06990014", insurerName: "見本健康保険組合" },
  ...{ symbol: "１０１", number: "１", branch: "00", hasPin: true },
  note: { en: "an adult with everything", ja: "ふつうの成人" },
};
export const EXAMPLE_ASKING = { phones: true, prescription: false };
export const EXAMPLE_ENTRY = {
  source: "OQSsiquc01res_face_9910000012F0000001_20260401090003.xml",
  patient: { name: "資格　花子", birthDate: "19890913", validity: "1" },
  ...{ nameIncomplete: false, copaymentInDoubt: false },
};
