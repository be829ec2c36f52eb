/** TUN and TAP: in a network of their own where they are made, anywhere where they are refused. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { openTun, TunDevice, ValueError } from "../../src/index.js";
import { inNamespace } from "../helpers/in-namespace.js";
import { openOrSkip } from "../helpers/open-or-skip.js";
import { skip } from "../helpers/skip.js";

const fixture = fileURLToPath(new URL("./fixtures/tun-devices.js", import.meta.url));

test("openTun refuses what is no device, before any system call", (t) => {
	t.throws(() => openTun({ mode: "bridge" as "tun" }), {
		instanceOf: TypeError,
		message: 'Cannot openTun: mode must be "tun" or "tap", got "bridge"',
	});
	t.throws(() => openTun({ name: 5 as never }), { instanceOf: TypeError, message: /name must be a string/ });
	t.throws(() => openTun({ name: "x".repeat(16) }), {
		instanceOf: ValueError,
		message: /15 bytes, this has 16/,
	});
	t.throws(() => openTun({ name: "a\0b" }), { instanceOf: ValueError, message: /zero byte/ });
});

test("TunDevice: what it is told to read and write is checked, and it must be open", (t) => {
	const device = new TunDevice(-1, { name: "none", mode: "tun", packetInfo: false });
	t.throws(() => device.read({ size: 0 }), { instanceOf: RangeError, message: /size/ });
	t.throws(() => device.read(), { code: "EBADF" });
	t.throws(() => device.write(5 as never), { instanceOf: TypeError, message: /packet must be/ });
	t.throws(() => device.write("x"), { code: "EBADF" });
});

test("TUN and TAP devices: names, packets both ways, information before them, cancelling, closing", async (t) => {
	if (process.platform !== "linux") return skip(t, "/dev/net/tun", process.platform);
	const probe = openOrSkip(t, "/dev/net/tun", () => openTun());
	if (probe === undefined) return;
	probe.close();
	const program = inNamespace(t, fixture);
	if (program === undefined) return;
	const { code, stdout, stderr } = await program.finish();
	t.is(code, 0, stderr);
	t.is(stdout, "names\npackets\ninformation\ncancelling\nclosing\n");
});
