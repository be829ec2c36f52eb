import type { ExecutionContext } from "ava";

/** Closes something at the end of the test, whatever happens in it. */
export function track<T extends { close(): void }>(t: ExecutionContext, resource: T): T {
	t.teardown(() => resource.close());
	return resource;
}
