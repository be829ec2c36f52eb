import type { ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import { AF_INET6, Socket } from "../../../src/sockets/index.js";

/** Whether ::1 can be bound to; where it cannot, says so aloud and lets the test pass. */
export function hasLoopback6(t: ExecutionContext): boolean {
	try {
		using sock = new Socket(AF_INET6);
		sock.bind(["::1", 0]);
		return true;
	} catch (error) {
		if (!(error instanceof OSError)) throw error;
		t.log(`SKIP: IPv6 loopback: ${error.message}`);
		t.pass();
		return false;
	}
}
