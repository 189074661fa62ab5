import ts from "typescript";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const LONGEST = 400;
const MIDDLE = 120;
const JUNK_DRAWERS = /^(utils?|helpers?|common|types?|misc|managers?|base)$/;
const JUNK_SUFFIX = /-(utils?|helpers?|misc|managers?|types)$/;

/** What the code of this repository may not look like; one sentence for each place where it does. */
export function complaints(file: SourceFile): string[] {
  return [...nameComplaints(file), ...sizeComplaints(file), ...syntaxComplaints(file), ...commentComplaints(file)];
}

/** Half of the files are no longer than this allows. */
export function middleComplaints(files: readonly SourceFile[]): string[] {
  const sizes = files
    .filter(({ path }) => !isData(path))
    .map(lines)
    .sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return middle > MIDDLE ? [`half of the files have more than ${middle} lines, ${MIDDLE} are enough`] : [];
}

const isData = (path: string) => path.endsWith(".data.ts");
const lines = ({ text }: SourceFile) => text.split("\n").length - 1;

function nameComplaints({ path }: SourceFile): string[] {
  return path
    .split("/")
    .map((part) => part.replace(/\..*$/, ""))
    .filter((name) => JUNK_DRAWERS.test(name) || JUNK_SUFFIX.test(name))
    .map((name) => `${path}: ${name} is a junk drawer, not a name`);
}

function sizeComplaints(file: SourceFile): string[] {
  const size = lines(file);
  return size > LONGEST && !isData(file.path) ? [`${file.path}: ${size} lines, more than ${LONGEST}`] : [];
}

/** What a pure machine, a wire format or a channel would use to know the time or to roll dice. */
const IMPURE = new Set([
  "Date",
  "performance",
  "process",
  "crypto",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "fetch",
  "console",
]);
const PURE = /^device\/(wire\/|channel\.ts|state-machine\.ts)|-machine\.ts$/;
/**
 * Where time and chance come from; a page in a browser has no other time than the browser's, and the tests of others bring their own
 * to `msw.ts`, fake timers included.
 */
const CLOCKS =
  /^(simulator\/((world|msw)\.ts|console\/page\/)|conformance\/report\/view\/|device\/io\/|scripts\/|test\/)/;
const TIMED = new Set(["Date", "performance", "setTimeout", "setInterval"]);
/** Vitest wants a reporter as default export, and a declaration file describes what somebody else exports. */
const DEFAULT_EXPORT_ALLOWED = /^test\/closing-line\.ts$|\.d\.ts$/;

function syntaxComplaints({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const tell = (node: ts.Node, what: string) =>
    found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);

  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) tell(node, "any says nothing about a value");
    if (ts.isNonNullExpression(node)) tell(node, "! claims what a shape should show");
    if (isDefaultExport(node) && !DEFAULT_EXPORT_ALLOWED.test(path)) tell(node, "a default export has no name");
    const target = importTarget(node);
    if (target?.startsWith(".") && !/\.(tsx?|json|cjs|css)$/.test(target))
      tell(node, `${target} does not name its file`);
    if (isGlobalUse(node)) {
      if (isParsedDate(node)) return;
      if (PURE.test(path) && IMPURE.has(node.text)) tell(node, `${node.text} in a pure file`);
      else if (!CLOCKS.test(path) && TIMED.has(node.text)) tell(node, `${node.text} beside the clock of the run`);
    }
    if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random" && !path.startsWith("test/"))
      tell(node, "Math.random gives every run other bytes");
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const isDefaultExport = (node: ts.Node) =>
  ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && modifier(node, ts.SyntaxKind.DefaultKeyword));

const modifier = (node: ts.HasModifiers, kind: ts.SyntaxKind) =>
  ts.getModifiers(node)?.some((one) => one.kind === kind) ?? false;

function importTarget(node: ts.Node): string | undefined {
  const target =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return target && ts.isStringLiteral(target) ? target.text : undefined;
}

/** A name that stands for the global of that name: no property, no type, nothing declared here. */
function isGlobalUse(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) || ts.isNewExpression(parent) || ts.isSpreadElement(parent);
}

/** `new Date(something)` and `Date.UTC(…)` compute; only `new Date()` and `Date.now()` look at the wall. */
function isParsedDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (node.text !== "Date") return false;
  if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) > 0;
  return ts.isPropertyAccessExpression(parent) && ["UTC", "parse"].includes(parent.name.text);
}

function commentComplaints({ path, text }: SourceFile): string[] {
  const silencers = /(@ts-(ignore|nocheck|expect-error)|(eslint|prettier)-(disable|ignore))/g;
  const ownWords = path === "test/house-rules.ts" || path === "test/house-rules.test.ts";
  return ownWords ? [] : [...text.matchAll(silencers)].map(([found]) => `${path}: ${found} silences a check`);
}
