import { hostname } from "node:os";
import test from "ava";
import { gaierror, OSError, ValueError } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNSPEC,
	AI_CANONNAME,
	AI_NUMERICHOST,
	AI_PASSIVE,
	EAI_BADFLAGS,
	EAI_NONAME,
	getaddrinfo,
	getfqdn,
	gethostbyname,
	gethostname,
	getnameinfo,
	getprotobyname,
	getservbyname,
	getservbyport,
	IPPROTO_ICMP,
	IPPROTO_TCP,
	IPPROTO_UDP,
	NI_DGRAM,
	NI_NAMEREQD,
	NI_NUMERICHOST,
	NI_NUMERICSERV,
	SOCK_DGRAM,
	SOCK_STREAM,
} from "../../src/sockets/index.js";
import { python } from "./helpers/python.js";

test("getaddrinfo gives one way for one family and type", (t) => {
	t.deepEqual(getaddrinfo("localhost", 80, { family: AF_INET, type: SOCK_STREAM }), [
		[AF_INET, SOCK_STREAM, IPPROTO_TCP, "", ["127.0.0.1", 80]],
	]);
	t.deepEqual(getaddrinfo("::1", 80, { type: SOCK_DGRAM }), [
		[AF_INET6, SOCK_DGRAM, IPPROTO_UDP, "", ["::1", 80, 0, 0]],
	]);
	t.deepEqual(getaddrinfo("127.0.0.1", "http", { type: SOCK_STREAM })[0]?.[4], ["127.0.0.1", 80]);
});

test("getaddrinfo takes its hints", (t) => {
	t.deepEqual(getaddrinfo(null, 0, { family: AF_INET, type: SOCK_STREAM, flags: AI_PASSIVE })[0]?.[4], [
		"0.0.0.0",
		0,
	]);
	t.deepEqual(getaddrinfo(null, 0, { family: AF_INET, type: SOCK_STREAM })[0]?.[4], ["127.0.0.1", 0]);
	t.deepEqual(
		getaddrinfo("127.0.0.1", null, { proto: IPPROTO_UDP }).map(([, type, proto]) => [type, proto]),
		[[SOCK_DGRAM, IPPROTO_UDP]],
	);
	const canonname = getaddrinfo("localhost", null, { flags: AI_CANONNAME })[0]?.[3];
	t.regex(String(canonname), /^localhost/);
	t.deepEqual(
		getaddrinfo("127.0.0.1", null, { family: AF_UNSPEC, type: undefined }),
		getaddrinfo("127.0.0.1", null),
	);
});

test("getaddrinfo's failures are gaierrors with the resolver's name for them", (t) => {
	const error = t.throws(() => getaddrinfo("not a host", 80, { flags: AI_NUMERICHOST }), {
		instanceOf: gaierror,
	});
	t.is(error.code, "EAI_NONAME");
	t.is(error.errno, EAI_NONAME);
	t.is(error.address, "not a host");
	t.true(error instanceof OSError);
	t.regex(error.message, /getaddrinfo EAI_NONAME not a host: ./);
	t.throws(() => getaddrinfo("127.0.0.1", "no-such-service"), { instanceOf: gaierror, code: "EAI_SERVICE" });
	t.throws(() => getaddrinfo("127.0.0.1", 80, { family: 9999 }), {
		instanceOf: gaierror,
		code: "EAI_FAMILY",
	});
	t.throws(() => getaddrinfo(null, null), { instanceOf: gaierror, code: "EAI_NONAME" });
	t.throws(() => getaddrinfo("", null), { instanceOf: gaierror });
});

test("getaddrinfo refuses wrong arguments", (t) => {
	const cases: [() => unknown, new (...args: never[]) => Error, RegExp][] = [
		[() => getaddrinfo(5 as never, 80), TypeError, /host must be a string/],
		[() => getaddrinfo("a\0b", 80), ValueError, /zero byte/],
		[() => getaddrinfo("a", "b\0"), ValueError, /port "b/],
		[() => getaddrinfo("a", -1), RangeError, /port/],
		[() => getaddrinfo("a", 65536), RangeError, /port/],
		[() => getaddrinfo("a", 1.5), TypeError, /port/],
		[() => getaddrinfo("a", {} as never), TypeError, /port must be a string/],
		[() => getaddrinfo("a", 1, { family: "x" as never }), TypeError, /family/],
		[() => getaddrinfo("a", 1, { flags: Number.NaN }), TypeError, /flags/],
		[() => getaddrinfo("a", 1, { type: 2 ** 40 }), RangeError, /type/],
		[() => getaddrinfo("xn--\u{ffff}é..", 1), ValueError, /international/],
	];
	for (const [call, instanceOf, message] of cases) t.throws(call, { instanceOf, message });
});

test("international names go to the resolver in Punycode", (t) => {
	const error = t.throws(() => getaddrinfo("bücher.invalid", 80), { instanceOf: gaierror });
	t.is(error.address, "bücher.invalid");
	t.is(
		getaddrinfo("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", 80, { family: AF_INET })[0]?.[4][0],
		"127.0.0.1",
		"letters in circles are letters",
	);
});

test("getaddrinfo agrees with Python's", async (t) => {
	const cases: [string | null, string | number | null, number, number, number, number][] = [
		["localhost", 80, 0, 0, 0, 0],
		["localhost", "http", 0, SOCK_STREAM, 0, 0],
		[null, 80, 0, 0, 0, AI_PASSIVE],
		["127.0.0.1", null, 0, 0, 0, AI_CANONNAME],
		["::1", 443, 0, SOCK_DGRAM, 0, 0],
		["fe80::1%1", 1, AF_INET6, SOCK_STREAM, 0, 0],
	];
	const script = `
import json, socket, sys
for case in json.loads(sys.argv[1]):
    host, port, family, type, proto, flags = case
    found = socket.getaddrinfo(host, port, family, type, proto, flags)
    print(json.dumps([[int(f), int(ty), p, c, a] for f, ty, p, c, a in found]))
`;
	const child = python(t, script, JSON.stringify(cases));
	if (child === undefined) return;
	const { stdout, stderr } = await child.end();
	const lines = stdout.trim().split("\n");
	t.is(lines.length, cases.length, stderr);
	cases.forEach(([host, port, family, type, proto, flags], i) => {
		t.deepEqual(getaddrinfo(host, port, { family, type, proto, flags }), JSON.parse(lines[i] ?? ""));
	});
});

test("getnameinfo tells host and service", (t) => {
	t.deepEqual(getnameinfo(["127.0.0.1", 80], NI_NUMERICHOST | NI_NUMERICSERV), ["127.0.0.1", "80"]);
	t.deepEqual(getnameinfo(["::1", 80, 0, 0], NI_NUMERICHOST | NI_NUMERICSERV), ["::1", "80"]);
	t.deepEqual(getnameinfo(["127.0.0.1", 80]), ["localhost", "http"]);
	t.is(getnameinfo(["127.0.0.1", 69], NI_DGRAM)[1], "tftp");
	t.throws(() => getnameinfo(["192.0.2.1", 1], NI_NAMEREQD), { instanceOf: gaierror });
	t.throws(() => getnameinfo(["127.0.0.1", 1], -1), { instanceOf: gaierror });
	t.is(typeof EAI_BADFLAGS, "number");
});

test("getnameinfo refuses what is no address in digits", (t) => {
	t.throws(() => getnameinfo(["localhost", 80]), { instanceOf: ValueError, message: /digits/ });
	t.throws(() => getnameinfo(["a:b", 80]), { instanceOf: ValueError, message: /digits/ });
	t.throws(() => getnameinfo("127.0.0.1" as never), { instanceOf: TypeError });
	t.throws(() => getnameinfo(["127.0.0.1", -1]), { instanceOf: RangeError });
	t.throws(() => getnameinfo(["127.0.0.1", 1], 0.5), { instanceOf: TypeError });
});

test("services and protocols have names and numbers", (t) => {
	t.is(getservbyname("http"), 80);
	t.is(getservbyname("http", "tcp"), 80);
	t.is(getservbyname("tftp", "udp"), 69);
	t.is(getservbyport(80), "http");
	t.is(getservbyport(443, "tcp"), "https");
	t.is(getservbyport(69, "udp"), "tftp");
	t.is(getprotobyname("tcp"), IPPROTO_TCP);
	t.is(getprotobyname("icmp"), IPPROTO_ICMP);
	for (const call of [
		() => getservbyname("no-such-service"),
		() => getservbyname("tftp", "tcp"),
		() => getservbyname("http", "no-such-protocol"),
		() => getservbyname("http", "__proto__"),
		() => getservbyname("80"),
		() => getservbyname(""),
		() => getservbyport(1_023, "udp"),
		() => getservbyport(80, "constructor"),
		() => getprotobyname("no-such-protocol"),
	]) {
		t.throws(call, { instanceOf: OSError });
	}
	t.throws(() => getservbyname("a\0"), { instanceOf: ValueError });
	t.throws(() => getservbyname(80 as never), { instanceOf: TypeError });
	t.throws(() => getservbyport("80" as never), { instanceOf: TypeError });
	t.throws(() => getservbyport(65536), { instanceOf: RangeError });
	t.throws(() => getservbyport(80, 6 as never), { instanceOf: TypeError });
	t.throws(() => getprotobyname("t\0cp"), { instanceOf: ValueError });
});

test("gethostname, getfqdn and gethostbyname know this machine", (t) => {
	t.is(gethostname(), hostname());
	t.true(getfqdn().length > 0);
	t.is(getfqdn("no-such-host.invalid"), "no-such-host.invalid");
	t.is(gethostbyname("localhost"), "127.0.0.1");
	t.is(gethostbyname("192.0.2.7"), "192.0.2.7");
	t.is(gethostbyname(""), "0.0.0.0");
	t.is(gethostbyname("<broadcast>"), "255.255.255.255");
	t.throws(() => gethostbyname("no-such-host.invalid"), { instanceOf: gaierror });
	t.throws(() => gethostbyname(null as never), { instanceOf: TypeError });
	t.throws(() => getfqdn(null as never), { instanceOf: TypeError });
	t.throws(() => getfqdn("a\0b"), { instanceOf: ValueError });
});
