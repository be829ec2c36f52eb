/** An IoUring that is closed with requests that have yet to begin. */
import test from "ava";
import { pipe } from "../../src/descriptors/index.js";
import { IoUring } from "../../src/files/index.js";
import { skip } from "../helpers/skip.js";

test("IoUring: close ends linked requests that have not begun, and cancels behind a link that is cut", (t) => {
	for (let round = 0; round < 100; round += 1) {
		let ring: IoUring;
		try {
			ring = new IoUring(8);
		} catch {
			return skip(t, "io_uring", "not here");
		}
		const [reader, writer] = pipe({ nonblocking: true });
		const buffer = Buffer.alloc(8);
		ring.nop({ link: true });
		ring.read(reader, buffer);
		ring.timeout(1, { link: true });
		ring.nop({ link: true });
		ring.close();
		t.is(ring.pending, 0);
		reader.close();
		writer.close();
	}
	t.pass();
});
