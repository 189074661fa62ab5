import { defineConfig } from "eslint/config";
import ts from "typescript-eslint";

/** Rules that dependency-cruiser cannot hold: imports whose target is not a literal escape its graph. */
const VARIABLE_IMPORT = {
  selector: "ImportExpression[source.type!='Literal']",
  message:
    "An import must name its file, so that the import rules can see it; only scripts/compose.ts, and what runs in a copy of the tree, may not.",
};
const CREATE_REQUIRE = {
  selector: "Identifier[name='createRequire']",
  message: "createRequire hides an import from the import rules.",
};
const JS_SUFFIX = {
  selector:
    ":matches(ImportDeclaration,ExportNamedDeclaration,ExportAllDeclaration,ImportExpression) > Literal.source[value=/^\\..*\\.js$/]",
  message: "Import the .ts file: the build rewrites the suffix.",
};

export default defineConfig(
  { ignores: ["dist/", "out/", "node_modules/"] },
  ts.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js", ".dependency-cruiser.cjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
      "no-restricted-syntax": ["error", VARIABLE_IMPORT, CREATE_REQUIRE, JS_SUFFIX],
    },
  },
  {
    // node:test collects them itself.
    files: ["test/windows/*.win.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["test", "describe", "suite"], package: "node:test" }] },
      ],
    },
  },
  {
    files: ["test/**"],
    ignores: ["test/draws.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { name: "fast-check", message: "Import fc from test/draws.ts, which CI seeds." },
      ],
    },
  },
  {
    files: ["scripts/compose.ts", "test/mutation/in-process-runner.ts"],
    rules: { "no-restricted-syntax": ["error", CREATE_REQUIRE, JS_SUFFIX] },
  },
  { files: ["**/*.js", "**/*.cjs", "**/*.mjs"], extends: [ts.configs.disableTypeChecked] },
);
