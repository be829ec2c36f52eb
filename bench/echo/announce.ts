/** The last thing that a server of evloop's does at its start. */
import { getEventLoop } from "evloop";

/**
 * Says on which port a server listens. Where `ECHO_BLOCKS` is set, its loop then waits by itself, as asyncio's does, and not
 * within Node's.
 *
 * @param port the port.
 */
export function announce(port: number): void {
	console.log(`READY ${port}`);
	if (process.env.ECHO_BLOCKS !== undefined) getEventLoop().runForeverSync();
}
