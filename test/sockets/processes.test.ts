import test from "ava";
import { openDescriptors } from "./helpers/descriptors.js";
import { fixture } from "./helpers/fixture.js";

test("nothing leaks a descriptor, whether it succeeds or fails", async (t) => {
	if (openDescriptors() === undefined) {
		t.log("SKIP: /proc/self/fd: this system does not tell which descriptors are open");
		t.pass();
		return;
	}
	await fixture(t, "leaks");
	await fixture(t, "ancillary-leaks");
});

test("a socket that nobody holds is closed with a ResourceWarning; closed and detached ones are left alone", async (t) => {
	await fixture(t, "collected", ["--expose-gc"]);
});

test("signals interrupt no call: it goes on with the time that is left", async (t) => {
	await fixture(t, "signals");
});

test("addresses are written as Darwin and the BSDs want them", async (t) => {
	for (const name of ["darwin", "freebsd", "openbsd"]) await fixture(t, "bsd-addresses", [], [name]);
});
