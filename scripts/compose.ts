import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { OpenBench } from "../conformance/bench.ts";
import { type CastFile, readCast } from "../conformance/cast-file.ts";
import type { Part } from "../conformance/cast.ts";
import { readProfile, readProfiles, withProfile } from "../conformance/profile.ts";
import type { Role } from "../conformance/role.ts";
import type { Profiles } from "../conformance/run.ts";
import { readTarget } from "../conformance/target.ts";
import { DeviceError, type Lang } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import { PERSONAS } from "../simulator/personas.data.ts";
import { builtInBenches } from "./built-in/benches.ts";
import { PLAYERS } from "./built-in/cast.ts";
import { makeProducts } from "./built-in/products.ts";
import { BUILT_IN_PROFILES } from "./built-in/profiles.ts";
import { byDialog, dialogHands, terminalSeat } from "./operator/choose.ts";
import { openTarget } from "./targets/open.ts";
import { INSTITUTION } from "./targets/people.ts";
import { readSmallFile } from "./small-file.ts";

/** Products ready to be judged: the one place where the suite meets them. */
export interface Composition {
  readonly open: OpenBench;
  readonly profiles: Profiles;
  readonly clock: "virtual" | "system";
  /** Who plays a part, in words for a person; nothing where only the product knows. */
  readonly playerOf?: (part: Part) => string | undefined;
  /** Ends what was kept from case to case. */
  close?(): Promise<void>;
}

/** How a product is to be reached and handled, as a person writes it. */
export interface Order {
  readonly lang: Lang;
  /** What is to be judged. */
  readonly roles: readonly Role[];
  /** By the grammar of `conformance/target.ts`; without one it is the built-in products. */
  readonly target?: string;
  /** A file of `conformance/profile.ts`. */
  readonly profile?: string;
  /** A file that tells who plays which part. */
  readonly cast?: string;
  /** `virtual`, `dialog`, or the URL of a control API. */
  readonly operator?: string;
  /** In place of the machine's own time. */
  readonly clock?: Clock;
}

/** What a person got wrong in a file is told before anything is connected. */
export async function compose(order: Order): Promise<Composition> {
  const { profile: file, roles } = order;
  const own = file === undefined ? undefined : readProfile(await readSmallFile(file), file);
  if (own && file !== undefined) withProfile({}, own, roles, file);
  const product = await reach(order);
  return own && file !== undefined
    ? { ...product, profiles: withProfile(product.profiles, own, roles, file) }
    : product;
}

async function reach(order: Order): Promise<Composition> {
  const { target, operator, lang, clock } = order;
  const drawer = await castOf(order);
  const where = target === undefined ? undefined : readTarget(target);
  const seat = terminalSeat(lang);
  if (where && target !== undefined && where.is !== "module") {
    const given = { ...(operator === undefined ? {} : { operator }), ...(clock ? { clock } : {}) };
    const people = drawer && (drawer.parts.length > 0 ? { people: drawer.people } : { institution: drawer.people });
    const opened = openTarget(where, target, { ...given, ...people, dialog: dialogHands(seat, drawer?.cards) });
    const close = () => {
      seat.desk.close();
      return opened.close();
    };
    return { ...opened, close, playerOf: playerIn(drawer, lang) };
  }
  const own = where?.is === "module" ? await loadModule(where.file) : builtIn();
  if (operator === undefined || operator === "virtual") return own;
  if (operator !== "dialog") throw noControl(operator);
  // Hands that are a device play what a person says he does; those of a vendor's module stay out of it.
  const close = () => {
    seat.desk.close();
    return Promise.resolve();
  };
  const open = byDialog(own.open, () => seat, where === undefined);
  return { ...own, open, close };
}

/** Only where hands outside move the cards can they be other cards than the product itself brings. */
async function castOf({ cast, target }: Order): Promise<CastFile | undefined> {
  if (cast === undefined) return undefined;
  if (target === undefined || readTarget(target).is === "module")
    throw new DeviceError("config.invalid", {
      where: "--cast",
      why: "the built-in products and modules bring their own persons; a cast goes with a product at an address (--target)",
      ja: "内蔵の製品とモジュールには自前の人物がいます。--cast は接続先（--target）にある製品とともに使ってください",
    });
  return readCast(await readSmallFile(cast), cast, INSTITUTION);
}

function playerIn(drawer: CastFile | undefined, lang: Lang): (part: Part) => string | undefined {
  if (!drawer || drawer.parts.length === 0) return builtInPlayer;
  return (part) => {
    const player = drawer.people.castOf([part])[part];
    if (!player) return { ja: "この役の人がいません", en: "nobody plays this part" }[lang];
    const note = drawer.cards[player.id];
    return `${player.name} (${player.id})${note === undefined ? "" : `, ${note}`}`;
  };
}

function builtInPlayer(part: Part): string | undefined {
  const row = PERSONAS.find(({ id }) => id === PLAYERS[part]);
  return row && `${row.name} (${row.id})`;
}

const builtIn = (): Composition => ({
  open: builtInBenches(makeProducts()),
  profiles: BUILT_IN_PROFILES,
  clock: "virtual",
  playerOf: builtInPlayer,
});

const noControl = (operator: string) =>
  new DeviceError("config.invalid", {
    where: `--operator ${operator}`,
    why: "the built-in products and modules are handled by virtual or dialog; a control API belongs to a target with an address",
    ja: "内蔵の製品とモジュールで使えるのは virtual と dialog です。制御APIは、所在を指定する接続先で使います",
  });

/** A vendor's module exports what a composition has: `open`, `profiles`, and `clock` if its time is virtual. */
async function loadModule(file: string): Promise<Composition> {
  const { open, profiles, clock } = await importFile(file);
  if (typeof open !== "function")
    throw new DeviceError("config.invalid", {
      where: file,
      why: "it does not export a function `open`",
      ja: "関数 `open` を公開していません",
    });
  return {
    open: open as OpenBench,
    profiles: readProfiles(profiles, file),
    clock: clock === "virtual" ? "virtual" : "system",
  };
}

async function importFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    // An absolute URL passes the build's rewriting of import suffixes unchanged.
    return (await import(pathToFileURL(resolve(file)).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new DeviceError("config.invalid", { where: file, ...whyNot(error, file) }, { cause: error });
  }
}

function whyNot(error: unknown, file: string): { readonly why: string; readonly ja: string } {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return {
      why: "this Node.js does not run TypeScript; compile it, or use Node.js 22.18 or later",
      ja: "この Node.js では TypeScript を実行できません。コンパイルするか、Node.js 22.18 以降を使ってください",
    };
  if (!existsSync(file)) return { why: "there is no such file", ja: "そのファイルがありません" };
  const said = error instanceof Error ? error.message : "?";
  return { why: `it cannot be loaded: ${said}`, ja: `読み込めません（${said}）` };
}
