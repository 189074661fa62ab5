import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { packageRoot } from "../../scripts/package-root.ts";

/** Debian's browser: what a person would use, and none of playwright's own. */
export const CHROMIUM = "/usr/bin/chromium";

const ARGUMENTS = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });

export interface Tab {
  readonly page: Page;
  /** What the page complained of: errors of script and what its policy refused. */
  readonly complaints: readonly string[];
}

/** A page of its own, as in a browser that has never been here. */
export async function openTab(
  browser: Browser,
  url: string,
  {
    dark = false,
    width = 1360,
    height = 900,
  }: { readonly dark?: boolean; readonly width?: number; readonly height?: number } = {},
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // That a server was gone for a while is what some tests are about.
    if (message.type() === "error" && !/net::ERR_|status of (4|5)\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

/** A page whose stream of observations is its own, as in a browser without shared workers: there a test can answer for the server. */
export const aloneOn = (page: Page): Promise<unknown> =>
  page.addInitScript(() => void Reflect.deleteProperty(globalThis, "SharedWorker"));

/** Into out/screens, for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = join(packageRoot(), "out", "screens");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** What axe-core calls serious or worse, by rule and place. It looks from outside the page's own policy. */
export async function violations(page: Page): Promise<string[]> {
  const source = await readFile(join(packageRoot(), "node_modules/axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    return (await axe.run()).violations;
  });
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[] }[];
}
