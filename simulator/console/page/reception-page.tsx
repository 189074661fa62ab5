import { say } from "./language.tsx";

export function ReceptionPage() {
  return <div class="reception-page">{say({ ja: "準備中", en: "to come" })}</div>;
}
