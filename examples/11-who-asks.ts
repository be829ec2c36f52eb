/**
 * A server of node:http on a Unix socket that asks the kernel who its clients are, and serves this user's only. Nobody can
 * lie about it, and nobody needs a password.
 *
 *     node dist/examples/11-who-asks.js           the server, and a client
 *     node dist/examples/11-who-asks.js PATH      the server; then: curl --unix-socket PATH http://localhost/
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { peerCredentials, Socket } from "evloop";

function serve(path: string): Server {
	const server = createServer((request, response) => {
		// The descriptor stays Node's; this looks at it, and lets go of it.
		using sock = Socket.fromNode(request.socket);
		const { pid, uid } = peerCredentials(sock);
		if (uid !== process.getuid?.()) response.writeHead(403);
		const who = pid === process.pid ? "this process" : `process ${pid}`;
		response.end(`Hello, ${who} of ${uid === process.getuid?.() ? "the same" : "another"} user\n`);
	});
	return server.listen(path);
}

async function ask(socketPath: string): Promise<string> {
	const [response] = (await once(get({ socketPath, agent: false }), "response")) as [IncomingMessage];
	return `${response.statusCode} ${await text(response)}`;
}

const [path] = process.argv.slice(2);
if (path !== undefined) {
	serve(path);
	console.log(`serving at ${path}`);
} else {
	const folder = mkdtempSync(join(tmpdir(), "who-"));
	const server = serve(join(folder, "s"));
	await once(server, "listening");
	process.stdout.write(await ask(join(folder, "s")));
	server.close();
	rmSync(folder, { recursive: true });
}
