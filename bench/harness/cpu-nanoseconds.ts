/**
 * The CPU time that this process has used, all its threads together.
 *
 * @returns nanoseconds, to the microsecond.
 */
export function cpuNanoseconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) * 1000;
}
