/** Who waits for whom. */
export { captureCallGraph } from "./capture-call-graph.js";
export { formatCallGraph } from "./format-call-graph.js";
export type { CallGraphOptions, FutureCallGraph } from "./future-call-graph.js";
export { type PrintCallGraphOptions, printCallGraph } from "./print-call-graph.js";
