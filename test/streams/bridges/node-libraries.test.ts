/** Libraries of Node's and npm's that run on toDuplex. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, get, type Server as HttpServer, type IncomingMessage, request } from "node:http";
import { connect as connectHttp2, createServer as createHttp2, type Http2Server } from "node:http2";
import { Agent, createServer as createHttps, get as getSecurely, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect as connectTls, createServer as createTls } from "node:tls";
import test, { type ExecutionContext } from "ava";
import { WebSocket, WebSocketServer } from "ws";
import { getEventLoop } from "../../../src/loop/index.js";
import { openConnection, openUnixConnection, startUnixServer, toDuplex } from "../../../src/streams/index.js";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { bytesOf } from "../helpers/bytes-of.js";
import { credentials } from "../helpers/credentials.js";
import { portOf, serve } from "../helpers/stream-pairs.js";

/** Has a server of Node's serve the connections of one of ours, at a Unix path; gives what connects to it. */
async function overUnix(
	t: ExecutionContext,
	server: { emit(event: "connection", duplex: Duplex): boolean },
): Promise<() => Promise<Duplex>> {
	const path = `${temporaryFolder(t)}/s`;
	const ours = await startUnixServer((reader, writer) => {
		server.emit("connection", toDuplex(reader, writer));
	}, path);
	t.teardown(() => {
		ours.close();
		ours.abortClients();
	});
	return async () => {
		const duplex = toDuplex(...(await openUnixConnection(path)));
		t.teardown(() => duplex.destroy());
		return duplex;
	};
}

/** A server of node:http that says what it was asked, and sends back what it was sent. */
function echoing(): HttpServer {
	return createServer((asked, answer) => {
		answer.setHeader("asked", `${asked.method} ${asked.url}`);
		asked.pipe(answer);
	});
}

test("node:http: server and client, several requests on one connection, bodies both ways", async (t) => {
	const connect = await overUnix(t, echoing());
	const connection = await connect();
	for (const size of [0, 1, 100_000, 2_000_000]) {
		const body = randomBytes(size);
		const asking = request({ createConnection: () => connection, method: "PUT", path: `/${size}` });
		asking.setHeader("connection", "keep-alive");
		asking.end(body);
		const [answer] = (await once(asking, "response")) as [IncomingMessage];
		t.is(answer.headers.asked, `PUT /${size}`);
		t.true((await bytesOf(answer)).equals(body));
	}
	connection.destroy();
	await eventually("its end", () => connection.closed);
});

test("node:http: fetch of a server on ours, at once and many times", async (t) => {
	const http = createServer((asked, answer) => answer.end(`you asked for ${asked.url}`));
	const server = await serve(t, (reader, writer) => {
		http.emit("connection", toDuplex(reader, writer));
	});
	const url = `http://127.0.0.1:${portOf(server)}`;
	const texts = await Promise.all(
		Array.from({ length: 50 }, async (_, i) => (await fetch(`${url}/${i}`)).text()),
	);
	t.deepEqual(
		texts,
		Array.from({ length: 50 }, (_, i) => `you asked for /${i}`),
	);
});

test("node:http: a client of ours that goes away in the middle is told to the server", async (t) => {
	const http = createServer((_, answer) => answer.write("it begins"));
	const told = new Promise<Error>((resolve) => {
		http.on("request", (asked) => asked.on("error", resolve));
	});
	const connect = await overUnix(t, http);
	const connection = await connect();
	const asking = get({ createConnection: () => connection });
	asking.on("error", () => {});
	const [answer] = (await once(asking, "response")) as [IncomingMessage];
	answer.on("error", () => {});
	await once(answer, "data");
	connection.destroy();
	t.is((await told).message, "aborted");
});

test("node:https: client and server, encrypted twice over nothing but ours", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const https = createHttps(secrets, (_, answer) => answer.end("secret"));
	const connect = await overUnix(t, https);
	const duplex = await connect();
	// The agent makes TLS of what it is given as `socket`.
	const options = { socket: duplex, ca: secrets.cert, servername: "localhost", agent: new Agent() };
	const [answer] = (await once(getSecurely(options as RequestOptions), "response")) as [IncomingMessage];
	t.is((await bytesOf(answer)).toString(), "secret");
	duplex.destroy();
});

test("node:tls: much both ways, and an end in good order", async (t) => {
	if (!hasCommand(t, "openssl")) return;
	const secrets = credentials(t);
	const server = createTls(secrets, (socket) => socket.pipe(socket));
	const connect = await overUnix(t, server);
	const duplex = await connect();
	const socket = connectTls({ socket: duplex, ca: secrets.cert, servername: "localhost" });
	const data = randomBytes(2_000_000);
	socket.end(data);
	t.true((await bytesOf(socket)).equals(data));
	await eventually("its end", () => duplex.closed);
});

test("node:http2: streams at once, over one connection", async (t) => {
	const server: Http2Server = createHttp2();
	server.on("stream", (stream) => {
		stream.respond({ ":status": 200 });
		stream.pipe(stream);
	});
	const connect = await overUnix(t, server);
	const duplex = await connect();
	const session = connectHttp2("http://localhost", { createConnection: () => duplex });
	const bodies = Array.from({ length: 20 }, (_, i) => randomBytes(i * 10_000));
	const answers = bodies.map(async (body) => {
		const stream = session.request({ ":method": "POST", ":path": "/" });
		stream.end(body);
		return bytesOf(stream);
	});
	for (const [i, answer] of (await Promise.all(answers)).entries()) t.true(bodies[i]?.equals(answer));
	session.close();
	await eventually("its end", () => duplex.closed);
});

test("ws: client and server, text and much binary, and the closing handshake", async (t) => {
	const http = createServer();
	const sockets = new WebSocketServer({ server: http });
	sockets.on("connection", (socket) => {
		socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
	});
	const connect = await overUnix(t, http);
	const duplex = await connect();
	const socket = new WebSocket("ws://localhost/", { createConnection: () => duplex as never });
	await once(socket, "open");
	const messages = ["hello", "", "x".repeat(70_000), randomBytes(1_000_000)];
	for (const message of messages) {
		const answered = once(socket, "message");
		socket.send(message);
		const [data, isBinary] = (await answered) as [Buffer, boolean];
		t.is(isBinary, typeof message !== "string");
		t.true(data.equals(Buffer.from(message)));
	}
	const closed = once(socket, "close");
	socket.close(4000, "enough");
	const [code] = (await closed) as [number];
	t.is(code, 4000);
	await eventually("its end", () => duplex.closed);
});

test.serial("fetch: hundreds of connections leave nothing watched", async (t) => {
	const http = createServer((_, answer) => answer.setHeader("connection", "close").end("bye"));
	const server = await serve(t, (reader, writer) => {
		http.emit("connection", toDuplex(reader, writer));
	});
	const before = getEventLoop().statistics().watched;
	for (let i = 0; i < 200; i += 1) {
		const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
		writer.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		t.true(String(await reader.read()).endsWith("bye"));
		writer.close();
		await writer.waitClosed();
	}
	// An earlier test's connections may end meanwhile.
	await eventually("all to be over", () => getEventLoop().statistics().watched <= before);
	t.pass();
});
