import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import test, { type ExecutionContext } from "ava";
import { runExample } from "./helpers/example.js";

const file = "05-connect-callback.js";

async function listening(t: ExecutionContext, server: Server): Promise<string> {
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	t.teardown(() => server.close());
	return String((server.address() as AddressInfo).port);
}

test("connect-callback: is what `npm run demo` runs", (t) => {
	const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
		scripts: Record<string, string>;
	};
	t.true(scripts.demo?.endsWith(`node dist/examples/${file}`), scripts.demo);
});

test("connect-callback: without arguments, prints `connected!` and then its own server's page", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.regex(
		stdout,
		/^connected!\nHTTP\/1\.0 200 OK\r\n.*\r\n\r\n<!doctype html>\n<title>evloop<\/title>\n.*<\/p>\n$/s,
	);
	t.is(code, 0);
});

test("connect-callback: fetches a page of node:http, a name resolved and every byte of it read", async (t) => {
	const page = `<p>${"0123456789".repeat(50_000)}</p>`;
	const hosts: (string | undefined)[] = [];
	const server = createServer((request, response) => {
		hosts.push(request.headers.host);
		response.end(page);
	});
	const port = await listening(t, server);
	const { code, stdout, stderr } = await runExample(t, file, "localhost", port);
	t.is(stderr, "");
	t.true(stdout.startsWith("connected!\nHTTP/1.1 200 OK\r\n"));
	t.true(stdout.endsWith(`\r\n\r\n${page}\n`));
	t.deepEqual(hosts, ["localhost"]);
	t.is(code, 0);
});

test("connect-callback: says so when nobody listens", async (t) => {
	// A port that was free a moment ago.
	const server = createTcpServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const port = String((server.address() as AddressInfo).port);
	server.close();
	await once(server, "close");
	const { code, stdout, stderr } = await runExample(t, file, "127.0.0.1", port);
	t.is(stdout, "");
	t.true(stderr.includes(`ConnectionRefusedError: connect ECONNREFUSED 127.0.0.1:${port}`), stderr);
	t.is(code, 1);
});

test("connect-callback: refuses a port that is no number", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file, "127.0.0.1", "http");
	t.is(stdout, "");
	t.true(stderr.includes("TypeError: Cannot connect: port must be a whole number, got NaN"), stderr);
	t.is(code, 1);
});
