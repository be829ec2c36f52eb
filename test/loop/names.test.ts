/** getaddrinfo and getnameinfo of a loop. */
import test from "ava";
import { gaierror } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	AI_CANONNAME,
	AI_NUMERICHOST,
	AI_PASSIVE,
	getaddrinfo,
	NI_NAMEREQD,
	NI_NUMERICHOST,
	NI_NUMERICSERV,
	SOCK_DGRAM,
	SOCK_STREAM,
} from "../../src/sockets/index.js";
import { newLoop } from "../helpers/new-loop.js";
import { errorName, reasonOf } from "../helpers/reason-of.js";

test("getaddrinfo: digits and null are answered as the C library answers them", async (t) => {
	const loop = newLoop(t);
	const questions: Parameters<typeof getaddrinfo>[] = [
		["127.0.0.1", 80],
		["127.0.0.1", "80", { type: SOCK_STREAM }],
		["::1", 443, { family: AF_INET6, type: SOCK_DGRAM }],
		[null, 80, { family: AF_INET, type: SOCK_STREAM }],
		[null, 80, { family: AF_INET, type: SOCK_STREAM, flags: AI_PASSIVE }],
		["10.0.0.1", null, { type: SOCK_STREAM, flags: AI_NUMERICHOST }],
	];
	for (const [host, port, options] of questions) {
		t.deepEqual(await loop.getaddrinfo(host, port, options), getaddrinfo(host, port, options));
	}
});

test("getaddrinfo: names are looked up without blocking", async (t) => {
	const loop = newLoop(t);
	const lookup = loop.getaddrinfo("localhost", 80, { family: AF_INET, type: SOCK_STREAM });
	t.false(lookup.done());
	t.deepEqual(await lookup, [[AF_INET, SOCK_STREAM, 6, "", ["127.0.0.1", 80]]]);
	const named = await loop.getaddrinfo("localhost", 80, {
		family: AF_INET,
		type: SOCK_STREAM,
		flags: AI_CANONNAME,
	});
	t.is(named[0]?.[3], "localhost");
	const portless = await loop.getaddrinfo("localhost", null, { family: AF_INET, type: SOCK_STREAM });
	t.deepEqual(portless[0]?.[4], ["127.0.0.1", 0]);
	const both = await loop.getaddrinfo("localhost", "80");
	t.true(both.some(([family]) => family === AF_INET));
});

test("getaddrinfo: a name that nobody has, and digits that are none, are a gaierror through the future", async (t) => {
	const loop = newLoop(t);
	for (const host of ["no-such-host.invalid", "999.999.999.999"]) {
		const reason = await reasonOf(loop.getaddrinfo(host, 80));
		t.true(reason instanceof gaierror, String(reason));
		t.regex(String((reason as gaierror).code), /^EAI_/);
		t.is((reason as gaierror).syscall, "getaddrinfo");
	}
	const numeric = await reasonOf(loop.getaddrinfo("localhost", 80, { flags: AI_NUMERICHOST }));
	t.is((numeric as gaierror).code, "EAI_NONAME");
	const service = await reasonOf(loop.getaddrinfo("localhost", "no-such-service"));
	t.true(service instanceof gaierror, String(service));
});

test("getaddrinfo: cancel and abort are heard at once", async (t) => {
	const loop = newLoop(t);
	const cancelled = loop.getaddrinfo("localhost", 80);
	cancelled.catch(() => {});
	t.true(cancelled.cancel());
	const controller = new AbortController();
	const aborted = loop.getaddrinfo("localhost", 80, { signal: controller.signal });
	const name = errorName(aborted);
	await Promise.resolve();
	controller.abort();
	t.true(aborted.done());
	t.is(await name, "AbortError");
	t.is(await errorName(loop.getaddrinfo("127.0.0.1", 80, { signal: AbortSignal.abort() })), "AbortError");
	t.is((await loop.getaddrinfo("localhost", 80)).length > 0, true);
});

test("getaddrinfo: wrong arguments are refused before anything is asked", (t) => {
	const loop = newLoop(t);
	for (const host of [undefined, 5, {}, []]) {
		t.throws(() => loop.getaddrinfo(host as never, 80), { instanceOf: TypeError });
	}
	for (const port of [{}, [], 1.5, Number.NaN]) {
		t.throws(() => loop.getaddrinfo("localhost", port as never));
	}
	t.throws(() => loop.getaddrinfo("localhost", 80, { signal: 5 as never }), { instanceOf: TypeError });
	t.throws(() => loop.getaddrinfo("localhost", 80, { family: "inet" as never }), { instanceOf: TypeError });
	t.deepEqual(loop.statistics(), { ready: 0, timers: 0, watched: 0, holding: false });
});

test("getnameinfo: digits at once, names without blocking", async (t) => {
	const loop = newLoop(t);
	t.deepEqual(await loop.getnameinfo(["127.0.0.1", 80], NI_NUMERICHOST | NI_NUMERICSERV), [
		"127.0.0.1",
		"80",
	]);
	t.deepEqual(await loop.getnameinfo(["::1", 80], NI_NUMERICHOST | NI_NUMERICSERV), ["::1", "80"]);
	const [host, service] = await loop.getnameinfo(["127.0.0.1", 80], NI_NUMERICSERV);
	t.true(host.length > 0);
	t.is(service, "80");
	const [unknown] = await loop.getnameinfo(["192.0.2.1", 80], NI_NUMERICSERV);
	t.true(unknown.length > 0);
	const reason = await reasonOf(loop.getnameinfo(["192.0.2.1", 80], NI_NAMEREQD)).catch(() => undefined);
	if (reason !== undefined) t.true(reason instanceof gaierror);
});

test("getnameinfo: wrong arguments are refused", (t) => {
	const loop = newLoop(t);
	for (const address of [undefined, null, 5, "127.0.0.1", [], ["127.0.0.1"], ["127.0.0.1", -1], [5, 5]]) {
		t.throws(() => loop.getnameinfo(address as never));
	}
	t.throws(() => loop.getnameinfo(["127.0.0.1", 80], "x" as never), { instanceOf: TypeError });
});

test("a blocking loop looks names up by itself", (t) => {
	const loop = newLoop(t);
	const found = loop.runUntilCompleteSync(function* () {
		return yield* loop.getaddrinfo("localhost", 80, { family: AF_INET, type: SOCK_STREAM });
	});
	t.deepEqual(found[0]?.[4], ["127.0.0.1", 80]);
	const names = loop.runUntilCompleteSync(function* () {
		return yield* loop.getnameinfo(["127.0.0.1", 80], NI_NUMERICHOST | NI_NUMERICSERV);
	});
	t.deepEqual(names, ["127.0.0.1", "80"]);
	const failure = loop.runUntilCompleteSync(function* () {
		try {
			yield* loop.getaddrinfo("no-such-host.invalid", 80);
		} catch (error) {
			return error;
		}
		return undefined;
	});
	t.true(failure instanceof gaierror);
});
