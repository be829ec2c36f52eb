/** Where things lie: the benchmarks run compiled, from dist/bench, and their C and Python sources stay in bench. */
import { fileURLToPath } from "node:url";

/** The package's own folder. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The benchmarks' sources. */
export const sources = `${root}bench/`;

/** The benchmarks, compiled. */
export const compiled = `${root}dist/bench/`;

/** What is built on the way and may be deleted at any time. */
export const cache = `${root}.cache/bench/`;
