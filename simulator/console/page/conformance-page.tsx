import { say } from "./language.tsx";

export function ConformancePage() {
  return <div class="conformance-page">{say({ ja: "準備中", en: "to come" })}</div>;
}
