import { jisFilter } from "../../device/wire/oqs/jis-filter.ts";
import { CLINIC } from "../simulator/counter.ts";
import { CROWD } from "./folders-files.ts";
import type { Played } from "./folders-play.ts";
import type { Place, Schedule } from "./folders-schedule.ts";

export interface Finding {
  readonly kind: "wrongPatient" | "twice" | "lost" | "othersFile" | "requests";
  readonly says: string;
}

/** What no receipt computer may do, whatever happens around it. */
export function judge(schedule: Schedule, played: Played): Finding[] {
  return [
    ...wrongPatients(schedule, played),
    ...twice(played),
    ...lost(schedule, played),
    ...othersFiles(played),
    ...requests(schedule, played),
  ];
}

type Facts = Readonly<Record<string, string>>;
interface Import {
  readonly source: string;
  readonly patient: Facts;
}

const importsOf = ({ chart }: Played): Import[] =>
  chart.flatMap((event) => (event.channel === "chart" && event.is === "imported" ? [event] : []));

/** The one person that all of these facts are of. */
function whose(patient: Facts): number {
  return CROWD.findIndex(
    ({ name, address, ...same }) =>
      patient["name"] === jisFilter(name) &&
      patient["address"] === jisFilter(address) &&
      (["symbol", "number", "birthDate", "kana"] as const).every((fact) => patient[fact] === same[fact]),
  );
}

/** Who a file may be about: whoever was asked about under its name, and in a reader's result whoever it says. */
function rightfulOf(source: string, schedule: Schedule, { suffixes, placed }: Played): readonly number[] {
  const ask = suffixes.findIndex((suffix) => suffix !== "" && source.includes(`_${suffix}.`));
  const asked = schedule.steps.flatMap((step) => (step.does === "ask" && step.ask === ask ? [step.person] : []));
  const shown = placed.flatMap(({ place, name, content }) =>
    place.of === "face" && name === source ? [content.person] : [],
  );
  return [...asked, ...shown];
}

function wrongPatients(schedule: Schedule, played: Played): Finding[] {
  const wrong = importsOf(played).filter(
    ({ source, patient }) => !rightfulOf(source, schedule, played).includes(whose(patient)),
  );
  const told = schedule.steps.flatMap((step) => {
    const came = step.does === "ask" ? played.asked.get(step.ask) : undefined;
    if (step.does !== "ask" || came?.outcome !== "imported") return [];
    return whose({ ...came.entry.patient }) === step.person ? [] : [step.ask];
  });
  return [
    ...wrong.map(({ source }): Finding => ({ kind: "wrongPatient", says: `${source} went into another's chart` })),
    ...told.map((ask): Finding => ({ kind: "wrongPatient", says: `ask ${ask} was told of another patient` })),
  ];
}

function twice(played: Played): Finding[] {
  const sources = importsOf(played).map(({ source }) => source);
  return sources
    .filter((source, i) => sources.indexOf(source) !== i)
    .map((source) => ({ kind: "twice", says: `${source} was imported again` }));
}

/** A complete result that lies there when all is quiet must have been taken in, unless an earlier answer had ended the matter. */
function lost(schedule: Schedule, played: Played): Finding[] {
  const imported = importsOf(played).map(({ source }) => source);
  const last = new Map(played.placed.map((file) => [file.name, file]));
  return [...last.values()].flatMap(({ place, name, content }): Finding[] => {
    const owed = content.is === "result" && content.share === 1 && isFor(place, content, schedule);
    const ended = played.placed.some((file) => file.name === name && file.content.is === "failed");
    return owed && !ended && !imported.includes(name) ? [{ kind: "lost", says: `${name} was never taken in` }] : [];
  });
}

function isFor(place: Place, content: { person: number; identifier?: number }, { steps }: Schedule): boolean {
  if (place.of !== "answer") return place.of === "face";
  const person = steps.find((step) => step.does === "ask" && step.ask === place.ask);
  return content.identifier === place.ask && person?.does === "ask" && person.person === content.person;
}

function othersFiles({ suffixes, removed }: Played): Finding[] {
  const isOwn = (name: string) =>
    suffixes.some((suffix) => suffix !== "" && name.includes(`_${suffix}.`)) ||
    name.includes(`_face_${CLINIC.institutionCode}`);
  return removed
    .filter(({ name }) => !isOwn(name))
    .map(({ name }) => ({ kind: "othersFile", says: `${name} was removed, and was another's` }));
}

function requests({ steps }: Schedule, { suffixes, requests }: Played): Finding[] {
  const asks = steps.filter(({ does }) => does === "ask").length;
  const distinct = new Set(suffixes).size;
  if (requests === asks && distinct === asks) return [];
  return [{ kind: "requests", says: `${asks} asks made ${requests} requests under ${distinct} names` }];
}
