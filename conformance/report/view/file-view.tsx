import { type Signal, signal } from "@preact/signals";
import { useEffect, useErrorBoundary, useRef } from "preact/hooks";
import { KillMatrix } from "./kill-matrix.tsx";
import { lang, plain, say, type Text } from "./language.ts";
import { type Opened, openFile } from "./opened.ts";
import { livenUp } from "./report.tsx";
import { sectionsOf } from "./sections.ts";
import { Unreadable } from "./trace-file.ts";
import { OpenFile } from "./trace-tools.tsx";
import { TraceView } from "./trace-view.tsx";
import { VerdictsOnly } from "./verdicts-only.tsx";

export type Shown =
  | { readonly is: "reading"; readonly name: string }
  | { readonly is: "refused"; readonly name: string; readonly says: Text }
  | { readonly is: "file"; readonly name: string; readonly opened: Opened };

/** Never throws: whatever is wrong with a file ends up in words. */
export async function show(place: Signal<Shown>, file: Blob, name: string): Promise<void> {
  place.value = { is: "reading", name };
  try {
    const opened = await openFile(file);
    place.value = { is: "file", name, opened };
  } catch (error) {
    place.value = { is: "refused", name, says: error instanceof Unreadable ? error.says : BROKEN };
  }
}

const BROKEN: Text = {
  ja: "ファイルを読めませんでした。ほかのプログラムが開いていないか確かめ、もう一度開いてください。",
  en: "The file could not be read. See whether another program holds it, then open it again.",
};

const UNSHOWN: Text = {
  ja: "この内容は表示できませんでした。作った版の shikaku で開くか、別のファイルを開いてください。",
  en: "This could not be shown. Open it with the version of shikaku that made it, or open another file.",
};

interface Props {
  readonly shown: Shown;
  /** Opens another file in its place. */
  readonly onOpen?: ((file: File) => void) | undefined;
}

/** A file, whatever it holds, and beside it always the way to another. */
export function FileView({ shown, onOpen }: Props) {
  const [error] = useErrorBoundary() as readonly [unknown, () => void];
  const content: Shown = error === undefined ? shown : { is: "refused", name: shown.name, says: UNSHOWN };
  // A trace has it among its own tools.
  const hasTools = content.is === "file" && content.opened.is === "trace";
  return (
    <>
      {onOpen && !hasTools && (
        <div class="tools">
          <OpenFile onOpen={onOpen} />
        </div>
      )}
      <Content shown={content} onOpen={onOpen} />
    </>
  );
}

function Content({ shown, onOpen }: Props) {
  switch (shown.is) {
    case "reading":
      return (
        <p role="status">
          {say(READING)} {plain(shown.name, 80)}
        </p>
      );
    case "refused":
      return (
        <p class="complaint" role="alert">
          {plain(shown.name, 80)}: {say(shown.says)}
        </p>
      );
    case "file":
      return <FileContent opened={shown.opened} onOpen={onOpen} />;
  }
}

function FileContent({ opened, onOpen }: { readonly opened: Opened } & Pick<Props, "onOpen">) {
  switch (opened.is) {
    case "trace":
      return <TraceView trace={signal({ events: opened.events })} onOpen={onOpen} />;
    case "run":
      return <RunView opened={opened} />;
    case "verdicts":
      return <VerdictsOnly run={opened.run} />;
    case "strength":
      return <KillMatrix strength={opened.strength} />;
  }
}

/** The very sections that the report on paper has, with what a page can do beside them. */
function RunView({ opened: { run, made, isWithheld } }: { readonly opened: Extract<Opened, { is: "run" }> }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    // Escaped where it is made: `sectionsOf` is what writes the report, and puts every foreign text through `escape`.
    place.current.innerHTML = sectionsOf(run);
    return livenUp(place.current, run);
  }, [run]);
  return (
    <>
      {made !== undefined && (
        <p class="small" role="note">
          {say(EVIDENCE)} ({plain(made, 40)}) {isWithheld && say(WITHHELD)}
        </p>
      )}
      <div ref={place} class="report" data-lang={lang.value} />
    </>
  );
}

const EVIDENCE = {
  ja: "証拠ファイルの中身です。署名はここでは確かめていません。shikaku verify で確かめてください。",
  en: "What the evidence says. Its signature is not checked here: shikaku verify does that.",
};
const WITHHELD = {
  ja: "人に関わる内容は伏せられています。",
  en: "What may be about a person is withheld.",
};
const READING = { ja: "読み込み中:", en: "reading:" };
