import { readdirSync } from "node:fs";

/** How many descriptors this process has open; undefined where the system does not tell (no /proc). */
export function openDescriptors(): number | undefined {
	try {
		return readdirSync("/proc/self/fd").length;
	} catch {
		// Only Linux tells, and the tests that need it say so.
		return undefined;
	}
}
