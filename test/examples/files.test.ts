import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import test from "ava";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { runExample, startExample } from "./helpers/example.js";

test("files: written in order, read by line and by position", async (t) => {
	const { code, stdout, stderr } = await runExample(t, "12-files.js", "threads");
	t.is(stderr, "");
	t.is(stdout, "8000 bytes are on the disk\nthe sum of all lines is 499500\nthree records: 999, 0, 500\n");
	t.is(code, 0);
});

function fetched(port: string, path: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		get({ port, path, host: "127.0.0.1", agent: false }, resolve).on("error", reject);
	});
}

test("file-server: serves what lies below its folder, and nothing else", async (t) => {
	const outside = temporaryFolder(t);
	const folder = `${outside}/public`;
	mkdirSync(`${folder}/sub`, { recursive: true });
	const large = Buffer.alloc(5_000_001, "large file ");
	writeFileSync(`${folder}/large`, large);
	writeFileSync(`${folder}/sub/a b.txt`, "small");
	writeFileSync(`${folder}/empty`, "");
	writeFileSync(`${outside}/secret`, "secret");
	symlinkSync(`${outside}/secret`, `${folder}/link`);
	const server = startExample(t, "12-file-server.js", folder, "127.0.0.1", "0", "9");
	const [, port = ""] = await server.printed(/:(\d+)\/\n/);

	const whole = await fetched(port, "/large");
	t.is(whole.statusCode, 200);
	t.true((await buffer(whole)).equals(large));
	t.is(await text(await fetched(port, "/sub/a%20b.txt?query")), "small");
	t.is(await text(await fetched(port, "/empty")), "");
	for (const path of ["/none", "/sub", "/../secret", "/%2e%2e/secret", "/link"]) {
		const response = await fetched(port, path);
		t.is(response.statusCode, 404, path);
		t.is(await text(response), "");
	}
	const socket = connect(Number(port), "127.0.0.1").end(
		"HEAD /large HTTP/1.1\r\n\r\nGET /sub/a%20b.txt HTTP/1.1\r\n\r\nnonsense\r\n\r\n",
	);
	t.regex(
		await text(socket),
		/^HTTP\/1\.1 200 OK\r\nContent-Length: 5000001\r\n[\s\S]*\r\n\r\nHTTP\/1\.1 200 OK\r\nContent-Length: 5\r\n[\s\S]*\r\n\r\nsmallHTTP\/1\.1 400 /,
	);
	t.is((await server.ended).code, 0);
});
