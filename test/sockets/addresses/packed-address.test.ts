import test from "ava";
import { SOCKADDR_STORAGE_SIZE } from "../../../src/ffi/index.js";
import { encodeAddress } from "../../../src/sockets/addresses/codecs.js";
import { packAddress, unpackAddress } from "../../../src/sockets/addresses/packed-address.js";
import { type Address, AF_INET, AF_INET6, AF_UNIX } from "../../../src/sockets/index.js";

/** Room as the kernel fills it, behind what an earlier call has left there. */
function written(sockaddr: Uint8Array): Buffer {
	const bytes = Buffer.alloc(SOCKADDR_STORAGE_SIZE, 0xaa);
	bytes.set(sockaddr);
	return bytes;
}

test("packAddress, unpackAddress: addresses of every family come back as they were", (t) => {
	const addresses: [family: number, address: Address][] = [
		[AF_INET, ["192.0.2.255", 65_535]],
		[AF_INET6, ["2001:db8::ff", 80, 0x12345, 7]],
		[AF_UNIX, "/tmp/ünïcode.sock"],
		[AF_UNIX, "a".repeat(107)],
	];
	if (process.platform === "linux") addresses.push([AF_UNIX, Buffer.from([0, 1, 0, 255, 0])]);
	for (const [family, address] of addresses) {
		const sockaddr = encodeAddress(family, address) ?? new Uint8Array();
		const packed = packAddress(written(sockaddr), sockaddr.length);
		t.deepEqual(packed && unpackAddress(packed), address);
	}
});

test("packAddress: who has no address has none, a family without a codec keeps its bytes", (t) => {
	t.is(packAddress(written(new Uint8Array()), 0), undefined);
	const foreign = Buffer.from([0xfe, 0xfe, 1, 2, 3]);
	const packed = packAddress(written(foreign), foreign.length);
	t.deepEqual(packed && unpackAddress(packed), foreign);
});

test("unpackAddress: a Unix socket that was not bound has an empty name", (t) => {
	const unbound = (encodeAddress(AF_UNIX, "/x") ?? new Uint8Array()).subarray(0, 2);
	const packed = packAddress(written(unbound), 2);
	t.is(packed && unpackAddress(packed), "");
});
