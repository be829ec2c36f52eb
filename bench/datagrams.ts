/**
 * Datagrams: what does one cost, sent and received in one process?
 *
 * UDP on loopback beside `node:dgram`, Unix datagrams beside `unix-dgram`, an addon that is left out where it could not be
 * built. A burst is sent, and the next one when all of it has come: nothing is dropped, so nothing needs to be counted out.
 */
import { createRequire } from "node:module";
import { contestUsage, runContest } from "./harness/contest.js";

/** What the benchmark's options are, for the list that run.ts prints. */
export const datagramsUsage = `${contestUsage}\n       count: datagrams of 64 bytes, of each kind`;

/**
 * Runs the benchmark and prints its table.
 *
 * @param args the command line after the benchmark's name.
 */
export async function datagrams(args: string[]): Promise<void> {
	const programs = ["evloop-mmsg", "evloop-endpoint", "node-dgram"];
	try {
		createRequire(import.meta.url)("unix-dgram");
		programs.push("unix-dgram");
	} catch {
		console.log("unix-dgram is left out: it is not installed, or could not be built here\n");
	}
	await runContest({ folder: "datagrams", programs, count: 200_000 }, args);
}
