import test from "ava";
import fc from "fast-check";
import { parseIpv4 } from "../../../src/sockets/addresses/parse-ipv4.js";
import { AF_INET, inetPton } from "../../../src/sockets/index.js";

/** What the C library makes of the same text. */
function byLibrary(text: string): number | undefined {
	try {
		return inetPton(AF_INET, text).readUInt32BE();
	} catch {
		return undefined;
	}
}

test("parseIpv4 reads four decimal numbers", (t) => {
	t.is(parseIpv4("127.0.0.1"), 0x7f000001);
	t.is(parseIpv4("255.255.255.255"), 0xffffffff);
	t.is(parseIpv4("0.0.0.0"), 0);
});

test("parseIpv4 refuses what inet_pton refuses", (t) => {
	for (const text of [
		"",
		"1",
		"1.2.3",
		"1.2.3.4.5",
		"1.2.3.",
		".1.2.3",
		"1..2.3",
		"256.1.1.1",
		"01.2.3.4",
		"1.2.3.4 ",
		"0x1.2.3.4",
		"1.2.3.-4",
		"a.b.c.d",
		"1.2.3.4444444444",
	]) {
		t.is(parseIpv4(text), undefined, text);
		t.is(byLibrary(text), undefined, text);
	}
});

test("parseIpv4 agrees with the C library on anything that looks like an address", (t) => {
	const piece = fc.oneof(
		fc.integer({ min: 0, max: 300 }).map(String),
		fc.constantFrom("", "0", "00", "01", "1e1", "-1", " 1"),
	);
	const text = fc.oneof(
		fc.ipV4(),
		fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(".")),
	);
	t.notThrows(() =>
		fc.assert(
			fc.property(text, (address) => parseIpv4(address) === byLibrary(address)),
			{ numRuns: 2000 },
		),
	);
});
