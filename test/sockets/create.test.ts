import test from "ava";
import { ConnectionRefusedError, gaierror, OSError, ValueError } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	createConnection,
	createServer,
	hasDualstackIpv6,
	hasIpv6,
	type InetAddress,
	IPPROTO_IPV6,
	IPV6_V6ONLY,
	SO_ACCEPTCONN,
	SO_REUSEADDR,
	SO_REUSEPORT,
	SOL_SOCKET,
	setdefaulttimeout,
} from "../../src/sockets/index.js";
import { hasLoopback6 } from "./helpers/has-loopback6.js";
import { listening, portOf } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

test("createServer makes a listening socket whose address can be taken again", (t) => {
	const server = track(t, createServer(["127.0.0.1", 0]));
	t.is(server.family, AF_INET);
	t.not(server.getsockopt(SOL_SOCKET, SO_REUSEADDR), 0);
	t.not(server.getsockopt(SOL_SOCKET, SO_ACCEPTCONN), 0);
	t.is(server.getsockopt(SOL_SOCKET, SO_REUSEPORT), 0);
	t.is(server.gettimeout(), undefined);
});

test("createServer with reusePort shares a port", (t) => {
	const first = track(t, createServer(["127.0.0.1", 0], { reusePort: true, backlog: 5 }));
	const second = track(t, createServer(first.getsockname(), { reusePort: true }));
	t.deepEqual(first.getsockname(), second.getsockname());
	t.throws(() => createServer(first.getsockname()), { instanceOf: OSError, code: "EADDRINUSE" });
});

test("createServer for IPv6 serves IPv6 alone, or both", (t) => {
	t.true(hasIpv6);
	if (!hasLoopback6(t)) return;
	const alone = track(t, createServer(["::1", 0], { family: AF_INET6 }));
	t.not(alone.getsockopt(IPPROTO_IPV6, IPV6_V6ONLY), 0);
	if (!hasDualstackIpv6()) {
		t.throws(() => createServer(["::", 0], { family: AF_INET6, dualstackIpv6: true }), {
			instanceOf: ValueError,
		});
		return;
	}
	const both = track(t, createServer(["", 0], { family: AF_INET6, dualstackIpv6: true }));
	const client = track(t, createConnection(["127.0.0.1", portOf(both)]));
	const [accepted, address] = both.accept();
	track(t, accepted);
	t.deepEqual(address, [`::ffff:127.0.0.1`, portOf(client), 0, 0]);
});

test("createServer refuses what cannot be", (t) => {
	t.throws(() => createServer(["127.0.0.1", 0], { dualstackIpv6: true }), {
		instanceOf: ValueError,
		message: /AF_INET6/,
	});
	t.throws(() => createServer(["127.0.0.1", -1]), { instanceOf: RangeError });
	t.throws(() => createServer(["127.0.0.1", 0], { backlog: "5" as never }), { instanceOf: TypeError });
	t.throws(() => createServer(["127.0.0.1", 0], { family: Number.NaN }), { instanceOf: TypeError });
	t.throws(() => createServer("path" as never), { instanceOf: TypeError });
	t.throws(() => createServer(["192.0.2.1", 0]), { instanceOf: OSError, code: "EADDRNOTAVAIL" });
});

test("createConnection connects by name and by address", (t) => {
	const server = listening(t);
	for (const host of ["localhost", "127.0.0.1"]) {
		const client = track(t, createConnection([host, portOf(server)]));
		t.deepEqual(client.getpeername(), server.getsockname());
		t.is(client.gettimeout(), undefined);
	}
	if (!hasLoopback6(t)) return;
	const server6 = listening(t, AF_INET6);
	t.is(track(t, createConnection(["::1", portOf(server6)])).family, AF_INET6);
});

test("createConnection tries one address after the other", (t) => {
	// localhost is ::1 first where there is IPv6: nobody listens there.
	const server = listening(t);
	t.is(track(t, createConnection(["localhost", portOf(server)])).family, AF_INET);
});

// Serial: the default time limit is that of all sockets of this thread.
test.serial("createConnection sets the time limit: given, none, or the default one", (t) => {
	const server = listening(t);
	t.is(track(t, createConnection(server.getsockname<InetAddress>(), 1234)).gettimeout(), 1234);
	setdefaulttimeout(4321);
	t.teardown(() => setdefaulttimeout());
	t.is(track(t, createConnection(server.getsockname<InetAddress>())).gettimeout(), 4321);
	t.is(track(t, createConnection(server.getsockname<InetAddress>(), null)).gettimeout(), undefined);
	t.is(track(t, createConnection(server.getsockname<InetAddress>(), 99.5)).gettimeout(), 99.5);
});

test("createConnection binds to where it shall come from", (t) => {
	const server = listening(t);
	const client = track(
		t,
		createConnection(server.getsockname<InetAddress>(), 1000, { sourceAddress: ["127.0.0.2", 0] }),
	);
	t.is(client.getsockname<InetAddress>()[0], "127.0.0.2");
	t.is((server.accept()[1] as InetAddress)[0], "127.0.0.2");
});

test("createConnection throws the first error, or all of them", (t) => {
	const server = listening(t);
	const port = portOf(server);
	server.close();
	t.throws(() => createConnection(["127.0.0.1", port]), { instanceOf: ConnectionRefusedError });
	const all = t.throws(() => createConnection(["localhost", port], 1000, { allErrors: true }), {
		instanceOf: AggregateError,
	});
	t.true(all.errors.length >= 1 && all.errors.every((error) => error instanceof OSError));
	t.regex(all.message, /localhost/);
	t.throws(() => createConnection(["no-such-host.invalid", 1]), { instanceOf: gaierror });
});

test("createConnection refuses wrong arguments", (t) => {
	t.throws(() => createConnection(["127.0.0.1", 70000]), { instanceOf: RangeError });
	t.throws(() => createConnection("127.0.0.1:80" as never), { instanceOf: TypeError });
	t.throws(() => createConnection(["127.0.0.1", 80], -1), { instanceOf: ValueError });
	t.throws(() => createConnection(["127.0.0.1", 80], "1" as never), { instanceOf: TypeError });
	t.throws(() => createConnection(["127.0.0.1", 80], 1, { sourceAddress: ["x"] as never }), {
		instanceOf: TypeError,
	});
});
