import type { ReportView } from "../conformance/report/html.ts";
import { isFault } from "../device/errors.ts";
import { bundleOf } from "./pages/bundles.ts";
import type { Lang } from "../device/errors.ts";

/** What makes a report more than paper. Without it a report is still written, and says so on stderr. */
export async function reportView(lang: Lang): Promise<ReportView | undefined> {
  try {
    return await bundleOf("view");
  } catch (error) {
    if (!isFault(error)) throw error;
    console.error(`shikaku: ${error.say(lang)}`);
    return undefined;
  }
}
