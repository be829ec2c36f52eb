/** The tables of numbers: against the C compiler's, against Python's, and against themselves. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { platform } from "../../src/ffi/index.js";
import { darwin } from "../../src/ffi/platforms/darwin/index.js";
import { freebsd } from "../../src/ffi/platforms/freebsd/index.js";
import { linux } from "../../src/ffi/platforms/linux/index.js";
import { openbsd } from "../../src/ffi/platforms/openbsd/index.js";
import { unsupported } from "../../src/ffi/platforms/unsupported.js";
import * as sockets from "../../src/sockets/index.js";
import { python } from "./helpers/python.js";
import { temporaryFolder } from "./helpers/temporary-folder.js";

const names = Object.keys(linux.sockets.constants) as (keyof typeof linux.sockets.constants)[];

/** Not in glibc's headers under these names: numbers of kernel headers that cannot be included beside them, or Python's own. */
const notInHeaders = new Set([
	// Linux 6.5: newer than the headers of some distributions.
	"SO_PEERPIDFD",
	"SOL_VSOCK",
	"UDPLITE_SEND_CSCOV",
	"UDPLITE_RECV_CSCOV",
	"IPPORT_USERRESERVED",
	"VM_SOCKETS_INVALID_VERSION",
	// In the kernel's log of what it never took up, and in Python.
	"ALG_SET_PUBKEY",
	"ALG_OP_SIGN",
	"ALG_OP_VERIFY",
	"NETLINK_FIREWALL",
]);
/** Of these the kernel exports no header; Python's names for the broadcast manager are its own. */
const withoutHeader = /^(BTPROTO|BDADDR|HCI)_|^SOL_(HCI|L2CAP|SCO|RFCOMM)$|^CAN_BCM_/;
/** Members of enumerations, which the preprocessor does not know. */
const enumerated = /^(CAN_RAW|IFLA|IFA|SO_J1939|SCM_J1939|J1939_NLA|J1939_EE)_|^SOL_CAN_(ISOTP|J1939)$/;

test("every constant of the table is exported by its name, as a number", (t) => {
	const exported = sockets as unknown as Record<string, unknown>;
	for (const name of names) {
		t.is(typeof exported[name], "number", name);
		t.is(exported[name], platform.sockets.constants[name], name);
	}
	t.true(names.length > 300);
});

test("every system's table has every name", (t) => {
	for (const table of [linux, darwin, freebsd, openbsd, unsupported]) {
		t.deepEqual(Object.keys(table.sockets.constants), names, table.name);
		for (const [name, value] of Object.entries(table.sockets.constants)) {
			t.true(Number.isNaN(value) || Number.isInteger(value), `${table.name}: ${name} ${value}`);
		}
	}
	t.true(Object.values(unsupported.sockets.constants).every(Number.isNaN));
});

test("what POSIX promises is in every system's table", (t) => {
	const posix = names.filter((name) =>
		/^(AF_(UNSPEC|INET6?|UNIX)|SOCK_(STREAM|DGRAM|RAW|SEQPACKET)|SOL_SOCKET|SO_(ACCEPTCONN|BROADCAST|DEBUG|DONTROUTE|ERROR|KEEPALIVE|LINGER|OOBINLINE|RCVBUF|RCVLOWAT|RCVTIMEO|REUSEADDR|SNDBUF|SNDLOWAT|SNDTIMEO|TYPE)|SOMAXCONN|MSG_(CTRUNC|DONTROUTE|EOR|OOB|NOSIGNAL|PEEK|TRUNC|WAITALL)|SHUT_\w+|IPPROTO_(IP|IPV6|ICMP|RAW|TCP|UDP)|IPV6_(JOIN_GROUP|LEAVE_GROUP|MULTICAST_\w+|UNICAST_HOPS|V6ONLY)|TCP_NODELAY|SCM_RIGHTS|AI_(PASSIVE|CANONNAME|NUMERICHOST|NUMERICSERV|ADDRCONFIG)|NI_(NOFQDN|NUMERICHOST|NAMEREQD|NUMERICSERV|DGRAM)|EAI_(AGAIN|BADFLAGS|FAIL|FAMILY|MEMORY|NONAME|SERVICE|SOCKTYPE|SYSTEM|OVERFLOW))$/.test(
			name,
		),
	);
	t.true(posix.length > 70);
	for (const table of [linux, darwin, freebsd, openbsd]) {
		for (const name of posix)
			t.true(Number.isInteger(table.sockets.constants[name]), `${table.name}: ${name}`);
	}
});

test("the table of this system is the C compiler's", (t) => {
	if (spawnSync("cc", ["--version"]).status !== 0) {
		t.log("SKIP: cc: not installed");
		t.pass();
		return;
	}
	const headers = [
		"stdio.h",
		"sys/types.h",
		"sys/socket.h",
		"netinet/in.h",
		"netinet/tcp.h",
		"netinet/udp.h",
		"netdb.h",
		"sys/un.h",
	];
	if (process.platform === "linux")
		headers.push(
			"linux/errqueue.h",
			"linux/netfilter_ipv4.h",
			"asm/socket.h",
			"sys/ioctl.h",
			"net/if_arp.h",
			"net/ethernet.h",
			"linux/if.h",
			"linux/netlink.h",
			"linux/rtnetlink.h",
			"linux/if_packet.h",
			"linux/can.h",
			"linux/can/raw.h",
			"linux/can/bcm.h",
			"linux/can/isotp.h",
			"linux/can/j1939.h",
			"linux/vm_sockets.h",
			"linux/if_alg.h",
		);
	const lines = names.map((name) => {
		const print = `printf("${name} %lld\\n", (long long)(${name}));`;
		// The one that glibc has as a member of an enumeration only.
		const isEnumerated = name === "IPPROTO_MAX" || (process.platform === "linux" && enumerated.test(name));
		return isEnumerated ? print : `#ifdef ${name}\n${print}\n#endif`;
	});
	const source = `#define _GNU_SOURCE\n#define __APPLE_USE_RFC_3542\n${headers.map((header) => `#include <${header}>`).join("\n")}
int main(void) {
${lines.join("\n")}
	printf("sun_path %lld\\n", (long long)sizeof(((struct sockaddr_un *)0)->sun_path));
	printf("sun_path_offset %lld\\n", (long long)__builtin_offsetof(struct sockaddr_un, sun_path));
	printf("sockaddr_in %lld\\n", (long long)sizeof(struct sockaddr_in));
	printf("sockaddr_in6 %lld\\n", (long long)sizeof(struct sockaddr_in6));
	printf("sin6_scope_id %lld\\n", (long long)__builtin_offsetof(struct sockaddr_in6, sin6_scope_id));
	printf("sockaddr_storage %lld\\n", (long long)sizeof(struct sockaddr_storage));
	printf("name_first %d\\n", __builtin_offsetof(struct addrinfo, ai_canonname) < __builtin_offsetof(struct addrinfo, ai_addr));
	return 0;
}
`;
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "constants.c"), source);
	const compiled = spawnSync("cc", ["-o", join(folder, "constants"), join(folder, "constants.c")], {
		encoding: "utf8",
	});
	t.is(compiled.status, 0, compiled.stderr);
	const output = spawnSync(join(folder, "constants"), { encoding: "utf8" }).stdout;
	const actual = new Map(
		output
			.trim()
			.split("\n")
			.map((line) => line.split(" ") as [string, string]),
	);
	let compared = 0;
	for (const name of names) {
		const value = actual.get(name);
		if (value !== undefined) {
			compared++;
			// The compiler shows in_addr_t with its sign where it is a plain int there.
			t.is(Number(value) >>> 0, platform.sockets.constants[name] >>> 0, name);
			t.false(Number.isNaN(platform.sockets.constants[name]), name);
		} else if (!notInHeaders.has(name) && !withoutHeader.test(name)) {
			t.true(
				Number.isNaN(platform.sockets.constants[name]) || /^SOL_(IP|TCP|UDP|IPV6)$/.test(name),
				`${name} is not in this system's headers`,
			);
		}
	}
	t.true(compared > 200, `${compared} compared`);
	t.is(Number(actual.get("sun_path")), platform.sockets.sunPathLength);
	t.is(Number(actual.get("sun_path_offset")), 2);
	t.is(Number(actual.get("sockaddr_in")), 16);
	t.is(Number(actual.get("sockaddr_in6")), 28);
	t.is(Number(actual.get("sin6_scope_id")), 24);
	t.true(Number(actual.get("sockaddr_storage")) >= 128);
	t.is(actual.get("name_first") === "1", platform.sockets.addrinfoNameFirst);
	t.log(`${compared} constants compared with the C compiler's`);
});

test("the constants are Python's", async (t) => {
	const script = `
import json, socket
print(json.dumps({n: int(v) for n, v in vars(socket).items() if n.isupper() or n[:3] == "AF_" if isinstance(v, int)}))
`;
	const child = python(t, script);
	if (child === undefined) return;
	const { stdout } = await child.end();
	const theirs = JSON.parse(stdout) as Record<string, number>;
	const exported = sockets as unknown as Record<string, number>;
	const prefixes =
		/^(AF|SOCK|SOL|SO|IPPROTO|IPPORT|INADDR|TCP|IP|IPV6|MSG|SHUT|AI|NI|EAI|SCM|UDPLITE|NETLINK|PACKET|CAN|J1939|VMADDR|VM_SOCKETS|IOCTL_VM_SOCKETS|ALG|ETH|ETHERTYPE|BTPROTO|HCI)_|^SOMAXCONN$/;
	let compared = 0;
	for (const [name, value] of Object.entries(theirs)) {
		if (!prefixes.test(name)) continue;
		compared++;
		t.is(exported[name], value, name);
	}
	t.true(compared > 150, `${compared} compared`);
	t.log(`${compared} constants compared with Python's`);
});
