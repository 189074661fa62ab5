import { DeviceError } from "../device/errors.ts";

/** Where the product under test is. Without one it is the built-in product. */
export type Target =
  | { readonly is: "hid"; readonly vendor: number; readonly product: number; readonly serial?: string }
  | { readonly is: "serial"; readonly path: string }
  | { readonly is: "tcp"; readonly host: string; readonly port: number }
  | { readonly is: "pcsc"; readonly reader: string }
  | { readonly is: "folder"; readonly directory: string; readonly control?: string }
  | { readonly is: "module"; readonly file: string };

/** Each form as a person writes it, for the help and for the fault. */
export const TARGET_FORMS: Readonly<Record<Target["is"], string>> = {
  hid: "hid:VID:PID[:SERIAL]",
  serial: "serial:PATH",
  tcp: "tcp:HOST:PORT",
  pcsc: "pcsc:NAME",
  folder: "folder:DIR[,control=URL]",
  module: "module:FILE",
};

type Parse = (rest: string) => Target | undefined;

const PARSERS: Readonly<Record<Target["is"], Parse>> = {
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
  folder(rest) {
    const [, directory = "", control] = /^(.*?)(?:,control=(.*))?$/.exec(rest) ?? [];
    if (directory === "") return undefined;
    if (control === undefined) return { is: "folder", directory };
    return isHttp(control) ? { is: "folder", directory, control } : undefined;
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
  const target = PARSERS[scheme](rest);
  if (target) return target;
  const form = TARGET_FORMS[scheme];
  throw new DeviceError("call.misuse", {
    why: `${text} is no ${scheme} target: write ${form}`,
    ja: `${text} は ${scheme} の接続先として読めません。${form} の形で書いてください`,
  });
}

const isScheme = (text: string): text is Target["is"] => Object.hasOwn(PARSERS, text);

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
