const { builtinModules } = process.getBuiltinModule("node:module");

/**
 * Who may import whom: the table of docs/architecture.md, innermost first. A layer may import itself, the paths in `may`, the
 * packages in `npm`, and modules of Node only where `node` says so. Every source file belongs to exactly one layer
 * (test/boundaries.test.ts checks that, and that each rule bites).
 */
const MACHINE = "^(device|simulator)/([^/]+)/.*-machine\\.ts$";
const CORE = `^(node:)?(${builtinModules.join("|")})$`;
const ANY = "";

const ERRORS = "^device/(errors|setup-faults\\.data)\\.ts$";
const PORTS = "^device/ports\\.ts$";
const WIRE = "^device/wire/";
const TRACE = "^device/(trace|secrets?|secret-[a-z]+)\\.ts$";
const TABLES = "^device/(channel|state-machine)\\.ts$";
const NATIVE = ["koffi", "libsql", "node-hid", "serialport"];

/** Pages in a browser: what they import is bundled, and nothing of it is there at run time. */
const VIEW = "^conformance/report/view/";
const PAGE = "^simulator/console/page/";
const BUNDLED = ["preact", "@preact", "uplot"];

const SIMULATED = [
  "^simulator/(?!(terminal|apps|console)/|counter\\.ts$)",
  "^device/control/",
  "^device/firmware/",
  TABLES,
  TRACE,
  WIRE,
  ERRORS,
  PORTS,
  "^certs/",
];

const LAYERS = [
  { name: "errors", files: ERRORS, may: [ERRORS] },
  { name: "ports", files: PORTS, may: [ERRORS, WIRE] },
  { name: "wire", files: "^device/wire/(?!oqs/)", may: ["^device/wire/(?!oqs/)", ERRORS] },
  { name: "wire-oqs", files: "^device/wire/oqs/", may: [WIRE, ERRORS], npm: ["saxes"] },
  { name: "trace", files: TRACE, may: [TRACE, WIRE, ERRORS, PORTS] },
  // $1/$2 is the machine's own folder: machines are built of machines and of pure files beside them.
  { name: "machine", files: MACHINE, may: ["^$1/$2/", TABLES, WIRE, ERRORS, PORTS] },
  { name: "channel", files: TABLES, may: [TABLES, WIRE, ERRORS, PORTS] },
  { name: "io", files: "^device/io/", may: ["^device/io/", WIRE, ERRORS, PORTS], npm: NATIVE, node: CORE },
  {
    name: "drivers",
    files: "^device/(card|reader|reception|firmware)/",
    may: ["^device/(?!io/)"],
    npm: [ANY],
    node: CORE,
  },
  {
    // What a product's control API says: read by both of its ends, so it stands between them.
    name: "control",
    files: "^device/control/",
    may: ["^device/control/", TRACE, WIRE, ERRORS, PORTS],
    npm: ["zod"],
  },
  {
    name: "certs",
    files: "^certs/",
    may: ["^certs/", WIRE, ERRORS],
    npm: ["@peculiar", "@noble", "asn1js", "reflect-metadata"],
    node: "^crypto$",
  },
  {
    name: "simulated",
    files: "^simulator/((?!counter)[^/]+\\.ts$|(card|faces|reader|central|receipt|control|portal|insurers|network)/)",
    may: SIMULATED,
    npm: [ANY],
    node: CORE,
  },
  // A lie is told through the doors that a counter has for lies.
  {
    name: "faults",
    files: "^simulator/faults/",
    may: [...SIMULATED, "^simulator/counter\\.ts$"],
    npm: [ANY],
    node: CORE,
  },
  {
    // The counter of a clinic is a host too: reader, terminal and receipt computer on one desk.
    name: "simulated-hosts",
    files: "^simulator/(counter\\.ts$|(terminal|apps)/|console/(?!page/))",
    may: ["^simulator/", "^device/(?!io/)", "^certs/"],
    npm: [ANY],
    node: CORE,
  },
  {
    // Speaks the control API like any other program; what the suite shows is handed to it in the page.
    name: "console-page",
    files: PAGE,
    may: [PAGE, "^device/control/", TRACE, WIRE, ERRORS, PORTS],
    npm: BUNDLED,
  },
  {
    name: "report-view",
    files: VIEW,
    may: ["^conformance/(?!verify/)", "^device/control/", TRACE, WIRE, ERRORS, PORTS],
    npm: [...BUNDLED, "zod"],
  },
  {
    // The second judge is written from docs/ alone, and knows nothing of the first, of messages or of cards.
    name: "verify",
    files: "^conformance/verify/",
    may: ["^conformance/verify/"],
    npm: ["@noble", "saxes", "zod"],
    node: CORE,
  },
  {
    name: "conformance",
    files: "^conformance/(?!report/view/|verify/)",
    may: [
      "^conformance/(?!report/view/|verify/)",
      "^device/(reader|control)/",
      TABLES,
      TRACE,
      WIRE,
      ERRORS,
      PORTS,
      "^certs/",
    ],
    npm: [ANY],
    node: CORE,
  },
  {
    name: "scripts",
    files: "^scripts/",
    may: ["^(scripts|device|simulator|certs|conformance)/", "^package\\.json$"],
    npm: [ANY],
    node: CORE,
  },
];

const ownFiles = ({ name, files }) => (name === "machine" ? { path: files } : { path: files, pathNot: MACHINE });

const allowLists = LAYERS.map((layer) => ({
  name: `${layer.name}-imports`,
  severity: "error",
  comment: `What ${layer.name} may import is in docs/architecture.md.`,
  from: ownFiles(layer),
  to: {
    pathNot: [
      ...layer.may,
      ...(layer.npm ?? []).map((name) => `^node_modules/${name}`),
      ...(layer.node ? [layer.node] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...allowLists,
    {
      name: "no-cycle",
      severity: "error",
      comment: "Files that import each other, types included, can only be understood together.",
      from: {},
      to: { circular: true },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "machines-reach-nothing-outside",
      severity: "error",
      comment: "A machine is pure, and so is all that it is made of.",
      from: { path: MACHINE },
      to: { path: [CORE, "^node_modules/", "^device/io/"], reachable: true },
    },
    {
      name: "the-suite-cannot-reach-the-products",
      severity: "error",
      comment: "Whatever the suite knows of a product it learns through a port, also over three corners.",
      from: { path: "^conformance/" },
      to: { path: "^(simulator/|device/(firmware|card|reception|io)/)", reachable: true },
    },
    {
      name: "native-modules-stay-at-the-edge",
      severity: "error",
      from: { pathNot: "^(device/io/|simulator/reader/carriers/|scripts/doctor/machine\\.ts$|test/)" },
      to: { path: NATIVE.map((name) => `^node_modules/${name}/`) },
    },
    {
      name: "native-modules-load-lazily",
      severity: "error",
      comment: "Without libusb or pcscd everything virtual still runs.",
      from: { path: "^(device|simulator|certs|conformance|scripts)/" },
      to: {
        path: NATIVE.map((name) => `^node_modules/${name}/`),
        dynamic: false,
        dependencyTypesNot: ["type-only", "type-import"],
      },
    },
    {
      name: "only-what-is-shipped",
      severity: "error",
      comment: "What is installed for development only is not there in the user's folder.",
      from: {
        path: "^(device|simulator|certs|conformance|scripts)/",
        pathNot: `^(simulator/msw\\.ts|scripts/pages/vite-build\\.ts)$|${VIEW}|${PAGE}`,
      },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "type-import"] },
    },
    {
      name: "only-what-is-declared",
      severity: "error",
      comment: "peerDependenciesMeta reads as npm-no-pkg, beside the type that the package is declared by.",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm", "npm-dev", "npm-peer"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
