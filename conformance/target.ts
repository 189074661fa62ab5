import { DeviceError } from "../device/errors.ts";

/** Where the product under test is. Without one it is the built-in product. `control` is the URL of a control API beside it. */
export type Target =
  | (Controlled & { readonly is: "hid"; readonly vendor: number; readonly product: number; readonly serial?: string })
  | (Controlled & { readonly is: "serial"; readonly path: string })
  | (Controlled & { readonly is: "tcp"; readonly host: string; readonly port: number })
  | (Controlled & { readonly is: "pcsc"; readonly reader: string })
  | (Controlled & { readonly is: "folder"; readonly directory: string })
  | (Controlled & { readonly is: "stdio"; readonly command: readonly [program: string, ...args: string[]] })
  | { readonly is: "module"; readonly file: string };

interface Controlled {
  readonly control?: string;
}

/** Each form as a person writes it, for the help and for the fault. */
export const TARGET_FORMS: Readonly<Record<Target["is"], string>> = {
  hid: "hid:VID:PID[:SERIAL][,control=URL]",
  serial: "serial:PATH[,control=URL]",
  tcp: "tcp:HOST:PORT[,control=URL]",
  pcsc: "pcsc:NAME[,control=URL]",
  folder: "folder:DIR[,control=URL]",
  stdio: "stdio:COMMAND[,control=URL]",
  module: "module:FILE",
};

type Place<T extends Target["is"]> = Omit<Extract<Target, { is: T }>, "control">;

const PARSERS: { readonly [T in Target["is"]]: (rest: string) => Place<T> | undefined } = {
  hid(rest) {
    const [, vendor, product, serial] = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(rest) ?? [];
    if (vendor === undefined || product === undefined) return undefined;
    const ids = { vendor: parseInt(vendor, 16), product: parseInt(product, 16) };
    return { is: "hid", ...ids, ...(serial === undefined ? {} : { serial }) };
  },
  serial: (path) => (path === "" ? undefined : { is: "serial", path }),
  tcp(rest) {
    // An IPv6 address stands in brackets, as in a URL.
    const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(rest) ?? [];
    const host = bracketed ?? plain;
    const port = Number(digits);
    return host === undefined || port < 1 || port > 65_535 ? undefined : { is: "tcp", host, port };
  },
  pcsc: (reader) => (reader === "" ? undefined : { is: "pcsc", reader }),
  folder: (directory) => (directory === "" ? undefined : { is: "folder", directory }),
  stdio(rest) {
    const [program, ...args] = words(rest) ?? [];
    return program === undefined || program === "" ? undefined : { is: "stdio", command: [program, ...args] };
  },
  module: (file) => (file === "" ? undefined : { is: "module", file }),
};

/** `tcp:192.0.2.1:9000` and its like; anything else is a fault of the caller that names the forms. */
export function readTarget(text: string): Target {
  const [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (!isScheme(scheme)) {
    const forms = Object.values(TARGET_FORMS).join(" | ");
    throw new DeviceError("call.misuse", {
      why: `${text} is no target: write one of ${forms}`,
      ja: `${text} は接続先ではありません。次のいずれかで書いてください: ${forms}`,
    });
  }
  const target = parse(scheme, rest);
  if (target) return target;
  const form = TARGET_FORMS[scheme];
  throw new DeviceError("call.misuse", {
    why: `${text} is no ${scheme} target: write ${form}`,
    ja: `${text} は ${scheme} の接続先として読めません。${form} の形で書いてください`,
  });
}

function parse(scheme: Target["is"], rest: string): Target | undefined {
  if (scheme === "module") return PARSERS.module(rest);
  // The last one: a folder's name may hold anything else.
  const [, place = rest, control] = /^(.*),control=(.*)$/s.exec(rest) ?? [];
  const target = PARSERS[scheme](place);
  if (!target || control === undefined) return target;
  return isHttp(control) ? { ...target, control } : undefined;
}

/**
 * A command in words, as a shell would split it, and nothing else that a shell would do: '…' keeps everything, "…" keeps all but
 * \" and \\, and outside of both a backslash goes before a space or a quote. Any other backslash stands for itself, as in C:\shim.exe.
 */
function words(text: string): string[] | undefined {
  const found: string[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const word = /^(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\[\s'"]|[^\s'"])+/s.exec(rest)?.[0];
    if (word === undefined) return undefined;
    found.push(
      word.replace(PIECE, (_, single?: string, double?: string, escaped?: string) => {
        if (single !== undefined) return single;
        return double !== undefined ? double.replace(/\\(["\\])/g, "$1") : (escaped ?? "");
      }),
    );
    rest = rest.slice(word.length);
    // A quote that never closes.
    if (rest !== "" && !/^\s/.test(rest)) return undefined;
    rest = rest.trimStart();
  }
  return found;
}

const PIECE = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\([\s'"])/gs;

const isScheme = (text: string): text is Target["is"] => Object.hasOwn(PARSERS, text);

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
