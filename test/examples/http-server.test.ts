import { connect } from "node:net";
import { text } from "node:stream/consumers";
import test from "ava";
import { runExample, startExample } from "./helpers/example.js";

const file = "10-http-server.js";

test("http-server: serves and asks itself", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.regex(stdout, /^serving on http:\/\/127\.0\.0\.1:\d+\/\n200 GET \/hello\n200 what you say comes back\n$/);
	t.is(code, 0);
});

test("http-server: ends after its limit", async (t) => {
	const server = startExample(t, file, "127.0.0.1", "0", "2");
	const [, port] = await server.printed(/:(\d+)\/\n/);
	for (const path of ["/one", "/two"]) {
		const socket = connect(Number(port), "127.0.0.1").end(
			`GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`,
		);
		t.regex(await text(socket), new RegExp(`^HTTP/1\\.1 200 OK\r\n[^]*\r\n\r\nGET ${path}\n$`));
	}
	t.is((await server.ended).code, 0);
});
