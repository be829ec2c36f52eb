/**
 * Loaded before a server of Node's: at SIGUSR2 it collects the garbage, so that what is left is what is in use, and says so.
 */
const { gc } = globalThis as { readonly gc?: () => void };

process.on("SIGUSR2", () => {
	// What a finalizer lets go of is free after the next one.
	gc?.();
	setImmediate(() => {
		gc?.();
		const { heapUsed, external } = process.memoryUsage();
		console.log(`USED ${heapUsed + external}`);
	});
});
