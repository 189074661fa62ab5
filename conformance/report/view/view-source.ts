import { STYLE } from "../html-style.ts";
import type { ViewSource } from "./trace-page.ts";

/** This very script, while it begins to run. */
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;

/** The view's own script and style: they stand in a report, and beside the console's page. Rejects where nobody answers for them. */
export async function viewSource(): Promise<ViewSource> {
  if (!own) throw new Error("this script does not know where it stands");
  if (own.src === "") return { script: own.textContent, style: document.querySelector("style")?.textContent ?? "" };
  const sheet = document.querySelector<HTMLLinkElement>("link[data-view]")?.href ?? "";
  const [script, style] = await Promise.all([own.src, sheet].map(kept));
  return { script: script ?? "", style: `${style ?? ""}\n${STYLE}` };
}

/** What this browser has loaded already serves, whether or not the server still does. */
async function kept(address: string): Promise<string> {
  const response = await fetch(address, { cache: "force-cache" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
}
