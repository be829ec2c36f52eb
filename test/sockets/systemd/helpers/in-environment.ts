/** What a service manager sets, as far as it is tested. */
const names = [
	"LISTEN_FDS",
	"LISTEN_PID",
	"LISTEN_FDNAMES",
	"NOTIFY_SOCKET",
	"WATCHDOG_USEC",
	"WATCHDOG_PID",
] as const;

type Variables = Readonly<Partial<Record<(typeof names)[number], string>>>;

/**
 * Calls a function with these variables of the environment, and no others of a service manager.
 *
 * @param variables what is set.
 * @param action what is done; at once, since the environment is put back when it returns.
 * @returns what it returns.
 */
export function inEnvironment<T>(variables: Variables, action: () => T): T {
	const before = names.map((name) => [name, process.env[name]] as const);
	for (const name of names) delete process.env[name];
	Object.assign(process.env, variables);
	try {
		return action();
	} finally {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
}
