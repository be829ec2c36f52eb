/**
 * Tries the failures of a run of the whole suite again: `node dist/scripts/test-again.js default` reads
 * `.cache/tap/default.tap`. The exit status tells whether all passed, or passed now.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTap } from "./tap/parse-tap.js";
import { tapFolder } from "./tap/run-mode.js";
import { tryAgain } from "./tap/try-again.js";

const mode = process.argv[2] ?? "default";
const run = parseTap(readFileSync(join(tapFolder, `${mode}.tap`), "utf8"));
// A run that has failed without a test that failed has failed for something else.
const mayPass = run.complete && run.failures.length > 0;
process.exitCode = mayPass && (await tryAgain(mode, run)) === 0 ? 0 : 1;
