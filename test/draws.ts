import fc from "fast-check";

/**
 * In CI every run draws the same, so that a change lands or fails by itself and not by luck; everywhere else each run draws anew, and
 * what it finds comes with the seed that finds it again.
 */
if (process.env["CI"]) fc.configureGlobal({ seed: 20240607 });

export { fc };
