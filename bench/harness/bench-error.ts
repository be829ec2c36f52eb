/** What ends a benchmark with exit status 1 and a sentence instead of a stack. */
export class BenchError extends Error {
	override name = "BenchError";
}
