/**
 * A file server: GET and HEAD of what lies below a folder, from the disk to the socket within the kernel (sendfile).
 *
 *     node dist/examples/12-file-server.js FOLDER [HOST] [PORT] [LIMIT]    until so many connections came, or Ctrl-C
 */
import { realpathSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import {
	type AsyncFile,
	getEventLoop,
	type InetAddress,
	OSError,
	open,
	type StreamReader,
	type StreamWriter,
	startServer,
} from "evloop";

const [folder = ".", host = "127.0.0.1", port = "0", limit = "Infinity"] = process.argv.slice(2);
const root = realpathSync(folder);
const loop = getEventLoop();
let left = Number(limit);

/** Finds a file below the folder; neither `..` nor a symbolic link leads out of it. */
async function find(url: string): Promise<AsyncFile | undefined> {
	try {
		const path = await realpath(join(root, decodeURIComponent(url.replace(/[?#].*/, ""))));
		if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
		const file = await open(path);
		if ((await file.stat()).isFile()) return file;
		await file.close();
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// Only what is no file, or no URL, is not found; an evloop that fails is a fault of ours.
		if (!(error instanceof OSError || error instanceof URIError || code !== undefined)) throw error;
	}
	return undefined;
}

async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
	await using _ = writer;
	left -= 1;
	if (left === 0) server.close();
	for (let stays = true; stays; ) {
		const head = await reader.readuntil("\r\n\r\n").catch(() => undefined);
		if (head === undefined) return;
		const [, method, url] = /^(GET|HEAD) (\/\S*) HTTP\/1\.1\r\n/.exec(head.toString("latin1")) ?? [];
		stays = url !== undefined && !/^connection:.*close/im.test(head.toString("latin1"));
		await using file = url === undefined ? undefined : await find(url);
		const size = file === undefined ? 0 : (await file.stat()).size;
		const status = url === undefined ? "400 Bad Request" : file ? "200 OK" : "404 Not Found";
		const connection = stays ? "keep-alive" : "close";
		writer.write(`HTTP/1.1 ${status}\r\nContent-Length: ${size}\r\nConnection: ${connection}\r\n\r\n`);
		// A file that shrinks meanwhile cannot be answered any more: whoever asked must not wait for the rest.
		if (file !== undefined && method === "GET" && size > 0) {
			if ((await loop.sendfile(writer.transport, file, { count: size })) < size)
				return writer.transport.abort();
		}
		await writer.drain();
	}
}

const server = await startServer(serve, host, Number(port));
const address = server.sockets[0]?.getsockname<InetAddress>() ?? ["", 0];
console.log(`serving ${root} on http://${address.slice(0, 2).join(":")}/`);
