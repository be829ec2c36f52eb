/**
 * An HTTP/1.1 server: connections that stay, requests in a row, bodies with a length, 400 for nonsense.
 *
 *     node dist/examples/10-http-server.js                  serves and asks itself
 *     node dist/examples/10-http-server.js HOST PORT [LIMIT]    until so many connections came, or Ctrl-C
 */
import {
	type InetAddress,
	LimitOverrunError,
	type StreamReader,
	type StreamWriter,
	startServer,
	waitFor,
} from "evloop";

const usual = { 200: "OK", 400: "Bad Request", 413: "Content Too Large", 501: "Not Implemented" } as const;
const [host = "127.0.0.1", port = "0", limit = "Infinity"] = process.argv.slice(2);
const requestLine = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/;
const field = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/;
const mostBytes = 1_000_000;
let left = Number(limit);

type Status = keyof typeof usual;

async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
	left -= 1;
	if (left === 0) server.close();
	const answer = (status: Status, body: string | Buffer, stays = false, bodiless = false) => {
		const connection = stays ? "keep-alive" : "close";
		const head = `HTTP/1.1 ${status} ${usual[status]}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: ${connection}\r\n\r\n`;
		writer.writelines(bodiless ? [head] : [head, body]);
	};
	for (;;) {
		let head: string[];
		try {
			head = (await reader.readuntil("\r\n\r\n")).toString("latin1").trimEnd().split("\r\n");
		} catch (error) {
			// The peer has gone, or says more than anybody has to say.
			if (error instanceof LimitOverrunError) answer(400, "the head is too long\n");
			break;
		}
		const [, method, path, minor] = requestLine.exec(head[0] ?? "") ?? [];
		const fields = head.slice(1).map((line) => field.exec(line));
		const all = (name: string) =>
			fields.filter((each) => each?.[1]?.toLowerCase() === name).map((each) => each?.[2]);
		const lengths = new Set(all("content-length"));
		const [length = "0"] = lengths;
		if (path === undefined || fields.includes(null) || lengths.size > 1 || !/^\d{1,15}$/.test(length)) {
			answer(400, "that is no request\n");
			break;
		}
		if (all("transfer-encoding").length > 0) {
			answer(501, "only bodies with a Content-Length\n");
			break;
		}
		if (Number(length) > mostBytes) {
			answer(413, `at most ${mostBytes} bytes\n`);
			break;
		}
		if (all("expect").length > 0) writer.write("HTTP/1.1 100 Continue\r\n\r\n");
		const body = await reader.readexactly(Number(length));
		const wish = all("connection").join().toLowerCase();
		const stays = minor === "1" ? !wish.includes("close") : wish.includes("keep-alive");
		answer(200, body.length > 0 ? body : `${method} ${path}\n`, stays, method === "HEAD");
		await writer.drain();
		if (!stays) break;
	}
	// Closed at once, with something unread, the kernel would reset the connection, and the answer be lost on its way.
	writer.writeEof();
	await waitFor(dropRest(reader), 2000).catch(() => {});
	writer.close();
}

async function dropRest(reader: StreamReader): Promise<void> {
	for await (const _ of reader.chunks());
}

const server = await startServer(serve, host, Number(port));
const address = server.sockets[0]?.getsockname<InetAddress>() ?? ["", 0];
console.log(`serving on http://${address.slice(0, 2).join(":")}/`);

if (process.argv.length === 2) {
	const url = `http://${address.join(":")}/hello`;
	for (const init of [{}, { method: "POST", body: "what you say comes back" }]) {
		const response = await fetch(url, { ...init, headers: { connection: "close" } });
		console.log(response.status, (await response.text()).trim());
	}
	server.close();
	server.closeClients();
}
