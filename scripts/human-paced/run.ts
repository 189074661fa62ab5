import { CASES } from "../../conformance/cases/all.ts";
import { agreeAndLeave, arrive, begin, leave, place } from "../../conformance/cases/reader/walk.ts";
import { completes } from "../../conformance/cases/reader/claims.ts";
import { type AnyCase, check, readerCase, trials } from "../../conformance/case.ts";
import { prompt, received } from "../../conformance/expect/host.ts";
import { eventually } from "../../conformance/expect/vocabulary.ts";
import { plan } from "../../conformance/plan.ts";
import type { CaseResult, Run } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { builtInBenches } from "../built-in/benches.ts";
import { makeProducts } from "../built-in/products.ts";
import { BUILT_IN_PROFILES } from "../built-in/profiles.ts";
import { byDialog } from "../operator/choose.ts";
import { type Mischief, scriptedPerson } from "./person.ts";

/** A run at the built-in products in which a person does everything by hand and by dialog, and is not always at his best. */

const IDS = [
  "RDR-FAC-0001",
  "RDR-PIN-0001",
  "RDR-STF-0001",
  "RDR-STF-0002",
  "RDR-CRD-0004",
  "RDR-CNS-0002",
  "RDR-CNS-0003",
  "RDR-PHN-0001",
  "RDR-REG-0001",
  "RDR-SES-0003",
  "RDR-LAT-0001",
  "RDR-LAT-0002",
  "RCT-IMP-0002",
  "RCT-BLK-0001",
  "RCT-REF-0001",
  "RCT-REF-0008",
  "TRM-LAT-0001",
  "TRM-REC-0002",
] as const;

/** Acts that no case of the suite needs of these products yet, so that their dialogs are walked through all the same. */
export const DRILLS: readonly AnyCase[] = [
  readerCase({
    id: "RDR-DRL-0001",
    title: { ja: "待つことと処方箋の選択", en: "A wait, and the choice of a prescription" },
    cast: ["patient"],
    hands: ["placeCard", "chooseMethod", "enterPin", "wait", "consent", "choosePrescription", "removeCard"],
    async steps(stage) {
      const { hand, see } = stage;
      await arrive(stage, "patient", "pin", { askPrescription: "yes" });
      await hand.typePinOf("patient");
      await see(prompt("consent"));
      await hand.wait(3000);
      await hand.agree("all");
      await see(prompt("choosePrescription"));
      await hand.choosePrescription("electronic");
      await see(received("completed"));
      await leave(stage);
    },
    expect: [completes("pin")],
  }),
  readerCase({
    id: "RDR-DRL-0004",
    title: { ja: "誰も戻らない", en: "Nobody comes back" },
    cast: ["patient"],
    hands: ["placeCard", "removeCard"],
    async steps(stage) {
      await begin(stage);
      await place(stage, "patient");
      await leave(stage);
    },
    expect: [
      check(
        "RCP-01",
        "card.notNoticed",
        { ja: "置いたことが知らされる", en: "it is told" },
        eventually(received("cardPlaced")),
      ),
    ],
  }),
  readerCase({
    id: "RDR-DRL-0005",
    title: { ja: "担当者が飛ばす", en: "Skipped by the operator" },
    cast: ["patient"],
    hands: ["placeCard", "chooseMethod", "confirmVisual", "consent", "removeCard"],
    async steps(stage) {
      await arrive(stage, "patient", "staff");
      await stage.hand.confirm(true);
      await agreeAndLeave(stage);
    },
    expect: [completes("staff")],
  }),
];

/** A quantity is not what this run is about: two trials show what is cut out of it. */
export const CHOSEN: readonly AnyCase[] = [
  ...CASES.filter(({ id }) => (IDS as readonly string[]).includes(id)),
  ...DRILLS,
].map((each) => (each.sampler ? { ...each, sampler: trials(2) } : each));

/** By case and act, the first time that it is asked for. */
const MISCHIEF: Readonly<Record<string, Mischief>> = {
  "RDR-FAC-0001 4": ["r"],
  "RDR-PIN-0001 5": ["p"],
  "RDR-STF-0001 1": ["q"],
  "RDR-DRL-0004 2": [],
  "RDR-DRL-0005 3": ["s"],
};

const SEED = 11;

/** In two pieces, since the person stops the first one. Nothing in it depends on the machine or the hour. */
export async function humanPacedRun(): Promise<{ readonly run: Run; readonly stoppedBefore: string }> {
  const spent = new Set<string>();
  const once = (caseId: string) => (act: number) => {
    const key = `${caseId} ${act}`;
    if (spent.has(key)) return undefined;
    spent.add(key);
    return MISCHIEF[key];
  };
  const open = builtInBenches(makeProducts());
  const earlier = new Map<string, CaseResult>();
  const piece = () =>
    runPlan(plan(CHOSEN, BUILT_IN_PROFILES, { roles: ["reader", "receipt", "terminal"] }), {
      profiles: BUILT_IN_PROFILES,
      seed: SEED,
      clock: "virtual",
      earlier,
      keep: (result) => void earlier.set(result.id, result),
      open: (request) =>
        byDialog(
          open,
          ({ clock, operator }) => ({
            clock,
            lang: "en",
            desk: scriptedPerson({ clock, hands: operator, seed: request.seed, mischief: once(request.caseId) }),
          }),
          false,
        )(request),
    });
  await piece();
  const stopped = CHOSEN.find(({ id }) => !earlier.has(id));
  if (!stopped) throw new RangeError("the person was to stop this run");
  return { run: await piece(), stoppedBefore: stopped.id };
}

/** The same without a person: what the suite says when hands take no time. */
export const handlessRun = (): Promise<Run> =>
  runPlan(plan(CHOSEN, BUILT_IN_PROFILES, { roles: ["reader", "receipt", "terminal"] }), {
    profiles: BUILT_IN_PROFILES,
    seed: SEED,
    clock: "virtual",
    open: builtInBenches(makeProducts()),
  });
