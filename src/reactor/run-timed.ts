/** Debug mode: runs a job with an eye on the clock. */
import type { Job, Scheduler } from "../futures/index.js";

/**
 * Runs a job and reports on standard error if it took too long, as asyncio's debug mode does.
 *
 * @param job the job.
 * @param scheduler its loop.
 * @param slowAfter how long it may take, in milliseconds.
 */
export function runTimed(job: Job, scheduler: Scheduler, slowAfter: number): void {
	const begin = scheduler.time();
	job.run();
	const took = scheduler.time() - begin;
	if (took >= slowAfter) process.stderr.write(`evloop: executing ${job} took ${took.toFixed(3)} ms\n`);
}
