/** curl and wrk against the HTTP server of the examples; nginx as the server. */
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import test, { type ExecutionContext } from "ava";
import "../../../src/loop/index.js";
import { openConnection, type StreamReader, type StreamWriter } from "../../../src/streams/index.js";
import { startExample } from "../../examples/helpers/example.js";
import { Program } from "../../examples/helpers/program.js";
import { hasCommand } from "../../helpers/has-command.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { type Credentials, credentials } from "../helpers/credentials.js";
import { freePort, listens } from "./helpers/free-port.js";

async function httpServer(t: ExecutionContext): Promise<number> {
	const server = startExample(t, "10-http-server.js", "127.0.0.1", "0");
	const [, port = ""] = await server.printed(/serving on http:\/\/127\.0\.0\.1:(\d+)\//);
	return Number(port);
}

async function curl(t: ExecutionContext, ...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await new Program(
		t,
		"curl",
		"--silent",
		"--show-error",
		"--max-time",
		"20",
		...args,
	).ended;
	t.is(code, 0, stderr);
	return stdout;
}

test("curl: several requests on one connection, a body, HEAD, HTTP/1.0", async (t) => {
	if (!hasCommand(t, "curl")) return;
	const url = `http://127.0.0.1:${await httpServer(t)}`;
	const said = await curl(t, "--verbose", "--stderr", "-", `${url}/one`, `${url}/two`, `${url}/three`);
	t.is(said.match(/^GET \/(one|two|three)$/gm)?.length, 3);
	t.is(said.match(/Re-using existing connection/g)?.length, 2);
	t.is(await curl(t, "--data-binary", "a body, \u00fc", url), "a body, \u00fc");
	t.regex(
		await curl(t, "--head", `${url}/x`),
		/^HTTP\/1\.1 200 OK\r\nContent-Length: 8\r\nConnection: keep-alive\r\n\r\n$/,
	);
	t.is(await curl(t, "--http1.0", `${url}/old`), "GET /old\n");
});

test("curl: a body of 900,000 bytes, which it announces first, comes back; a larger one is refused", async (t) => {
	if (!hasCommand(t, "curl")) return;
	const port = await httpServer(t);
	const folder = temporaryFolder(t);
	const body = randomBytes(450_000).toString("hex");
	writeFileSync(`${folder}/body`, body);
	writeFileSync(`${folder}/larger`, body + body);
	const url = `http://127.0.0.1:${port}/`;
	t.is(await curl(t, "--data-binary", `@${folder}/body`, "--header", "Expect: 100-continue", url), body);
	const refused = ["--data-binary", `@${folder}/larger`, "--header", "Expect: 100-continue"];
	t.is(await curl(t, ...refused, "--output", "/dev/null", "--write-out", "%{http_code}", url), "413");
	const chunked = ["--data-binary", "x", "--header", "Transfer-Encoding: chunked"];
	t.is(await curl(t, ...chunked, "--output", "/dev/null", "--write-out", "%{http_code}", url), "501");
});

test("the HTTP server of the examples: requests in a row are answered in order, nonsense with 400", async (t) => {
	const port = await httpServer(t);
	const ask = async (bytes: string) => {
		const socket = connect(port, "127.0.0.1").end(bytes);
		return text(socket);
	};
	const answer = await ask(
		"GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\nConnection: close\r\n\r\n",
	);
	t.deepEqual(answer.match(/^(GET \/\d|abc)/gm), ["GET /1", "abc", "GET /3"]);
	for (const nonsense of [
		"hello?\r\n\r\n",
		"GET / HTTP/2.0\r\n\r\n",
		"GET / HTTP/1.1\r\nno field\r\n\r\n",
		"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
		"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
		`GET / HTTP/1.1\r\nX: ${"x".repeat(200_000)}`,
	]) {
		t.regex(await ask(nonsense), /^HTTP\/1\.1 400 Bad Request\r\n/, nonsense.slice(0, 50));
	}
	t.is(await ask("GET / HTTP/1.1\r\nHos"), "");
});

test("wrk: fifty connections for a second, and no error", async (t) => {
	if (!hasCommand(t, "wrk")) return;
	const port = await httpServer(t);
	const { code, stdout } = await new Program(
		t,
		"wrk",
		"-t1",
		"-c50",
		"-d1s",
		`http://127.0.0.1:${port}/hello`,
	).ended;
	t.is(code, 0, stdout);
	const [, requests] = /(\d+) requests in/.exec(stdout) ?? [];
	t.true(Number(requests) > 10, stdout);
	t.notRegex(stdout, /Socket errors|Non-2xx/);
	t.log(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[0]);
});

/** An nginx of the test's own, with a file of two million bytes. */
async function nginx(
	t: ExecutionContext,
	secrets: Credentials,
): Promise<{ plain: number; tls: number; file: Buffer }> {
	const folder = temporaryFolder(t);
	const [plain, tls] = [await freePort(), await freePort()];
	const file = randomBytes(2_000_000);
	mkdirSync(`${folder}/root`, { mode: 0o755 });
	writeFileSync(`${folder}/root/file`, file);
	const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
		(kind) => `${kind}_temp_path ${folder}/${kind};`,
	);
	writeFileSync(
		`${folder}/nginx.conf`,
		`daemon off; master_process off; pid ${folder}/pid; error_log stderr;
		events { worker_connections 64; }
		http {
			access_log off; root ${folder}/root; ${temporary.join(" ")}
			server { listen 127.0.0.1:${plain}; }
			server {
				listen 127.0.0.1:${tls} ssl;
				ssl_certificate ${secrets.certFile}; ssl_certificate_key ${secrets.keyFile};
			}
		}`,
	);
	const program = new Program(t, "nginx", "-p", folder, "-c", `${folder}/nginx.conf`, "-e", "stderr");
	await Promise.all([listens(plain, program), listens(tls, program)]);
	return { plain, tls, file };
}

async function fetchFile(reader: StreamReader, writer: StreamWriter, stays: boolean): Promise<Buffer> {
	writer.write(
		`GET /file HTTP/1.1\r\nHost: localhost\r\nConnection: ${stays ? "keep-alive" : "close"}\r\n\r\n`,
	);
	const head = String(await reader.readuntil("\r\n\r\n"));
	const [, length] = /^Content-Length: (\d+)\r$/im.exec(head) ?? [];
	return reader.readexactly(Number(length));
}

test("nginx: a file, plain and with TLS, twice on one connection, to its end", async (t) => {
	if (!hasCommand(t, "nginx") || !hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const { plain, tls, file } = await nginx(t, secrets);
	const ssl = { ca: secrets.cert };
	for (const [port, options] of [
		[plain, {}],
		[tls, { ssl, serverHostname: "localhost" }],
	] as const) {
		const [reader, writer] = await openConnection("127.0.0.1", port, options);
		t.true((await fetchFile(reader, writer, true)).equals(file));
		t.true((await fetchFile(reader, writer, false)).equals(file));
		t.is((await reader.read()).length, 0);
		writer.close();
		await writer.waitClosed();
	}
});

test("nginx: a certificate that is not trusted, or for somebody else, is refused", async (t) => {
	if (!hasCommand(t, "nginx") || !hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const { tls } = await nginx(t, secrets);
	const opening = (options: object) => openConnection("127.0.0.1", tls, options);
	const untrusted = await reasonOf(opening({ ssl: true, serverHostname: "localhost" }));
	t.is((untrusted as NodeJS.ErrnoException).code, "DEPTH_ZERO_SELF_SIGNED_CERT");
	const other = await reasonOf(opening({ ssl: { ca: secrets.cert }, serverHostname: "example.org" }));
	t.is((other as NodeJS.ErrnoException).code, "ERR_TLS_CERT_ALTNAME_INVALID");
});
