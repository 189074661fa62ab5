import { expect, test } from "vitest";
import { languageOf } from "../../scripts/say.ts";

test.each([
  [{ LANG: "ja_JP.UTF-8" }, "ja"],
  [{ LANG: "en_GB.UTF-8" }, "en"],
  [{ LANG: "ja_JP.UTF-8", LC_ALL: "C" }, "en"],
  [{ LANG: "C", LC_MESSAGES: "ja_JP" }, "ja"],
  [{}, "en"],
])("an environment of %o speaks %s", (env, lang) => {
  expect(languageOf(env)).toBe(lang);
});
