/** `createUnixServer`: whose path it is. */
import { existsSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import test from "ava";
import { AF_INET, AF_UNIX, Socket } from "../../../src/sockets/index.js";
import { becomesIdle } from "../../helpers/becomes-idle.js";
import { newLoop } from "../../helpers/new-loop.js";
import { reasonOf } from "../../helpers/reason-of.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { codeOf } from "../helpers/code-of.js";
import { Keeper } from "../helpers/keeper.js";

const factory = () => new Keeper();

test("createUnixServer: serves at a path, and removes it when it is closed", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	const server = await loop.createUnixServer(factory, path);
	t.true(statSync(path).isSocket());
	const [transport, protocol] = await loop.createUnixConnection(factory, path);
	transport.write("x");
	server.close();
	t.false(existsSync(path));
	t.false(transport.isClosing());
	transport.close();
	await protocol.hears("lost");
	await server.waitClosed();
	await becomesIdle(loop, 0);
});

test("createUnixServer: replaces what a dead server left, never a live one", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	const dead = new Socket(AF_UNIX);
	dead.bind(path);
	dead.close();
	t.true(existsSync(path));
	const server = await loop.createUnixServer(factory, path);
	t.is(codeOf(await reasonOf(loop.createUnixServer(factory, path))), "EADDRINUSE");
	const [transport] = await loop.createUnixConnection(factory, path);
	transport.abort();
	server.close();
	t.false(existsSync(path));
	// One whose queue is full is alive, too.
	const busy = new Socket(AF_UNIX);
	t.teardown(() => busy.close());
	busy.bind(path);
	busy.listen(0);
	const clients: Socket[] = [];
	for (let isFull = false; !isFull; ) {
		const client = new Socket(AF_UNIX);
		t.teardown(() => client.close());
		client.setblocking(false);
		clients.push(client);
		try {
			client.connect(path);
		} catch {
			isFull = true;
		}
	}
	t.is(codeOf(await reasonOf(loop.createUnixServer(factory, path))), "EADDRINUSE");
	t.true(existsSync(path));
});

test("createUnixServer: a path that somebody else has taken meanwhile stays", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	const server = await loop.createUnixServer(factory, path);
	renameSync(path, `${path}.moved`);
	const other = await loop.createUnixServer(factory, path);
	server.close();
	t.true(statSync(path).isSocket());
	const [transport] = await loop.createUnixConnection(factory, path);
	transport.abort();
	unlinkSync(path);
	writeFileSync(path, "a file now");
	other.close();
	t.is(readFileSync(path, "utf8"), "a file now");
	other.abortClients();
	await other.waitClosed();
	await becomesIdle(loop, 0);
});

test("createUnixServer: a regular file is not touched", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/f`;
	writeFileSync(path, "precious");
	t.is(codeOf(await reasonOf(loop.createUnixServer(factory, path))), "EADDRINUSE");
	t.is(readFileSync(path, "utf8"), "precious");
	t.is(codeOf(await reasonOf(loop.createUnixServer(factory, `${path}/x`))), "ENOTDIR");
	await becomesIdle(loop, 0);
});

test("createUnixServer: cleanupSocket false leaves the path", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	const server = await loop.createUnixServer(factory, path, { cleanupSocket: false });
	server.close();
	t.true(statSync(path).isSocket());
	await server.waitClosed();
});

test("createUnixServer: paths may be bytes", async (t) => {
	const loop = newLoop(t);
	const path = Buffer.from(`${temporaryFolder(t)}/b`);
	const server = await loop.createUnixServer(factory, path);
	t.true(existsSync(path));
	server.close();
	t.false(existsSync(path));
});

test("createUnixServer: an abstract name is no path", async (t) => {
	if (process.platform !== "linux") {
		skip(t, "abstract names", "Linux only");
		return;
	}
	const loop = newLoop(t);
	const name = `\0evloop-test-${process.pid}-${performance.now()}`;
	const server = await loop.createUnixServer(factory, name);
	t.is(codeOf(await reasonOf(loop.createUnixServer(factory, name))), "EADDRINUSE");
	const [transport] = await loop.createUnixConnection(factory, name);
	transport.abort();
	server.close();
	server.abortClients();
	await server.waitClosed();
});

test("createUnixServer: a socket that is bound already is served, one of another kind refused", async (t) => {
	const loop = newLoop(t);
	const path = `${temporaryFolder(t)}/s`;
	const sock = new Socket(AF_UNIX);
	sock.bind(path);
	const server = await loop.createUnixServer(factory, undefined, { sock });
	const [transport] = await loop.createUnixConnection(factory, path);
	transport.abort();
	server.close();
	t.false(existsSync(path));
	const inet = new Socket(AF_INET);
	t.teardown(() => inet.close());
	t.throws(() => loop.createUnixServer(factory, undefined, { sock: inet }), { name: "ValueError" });
	t.throws(() => loop.createUnixServer(factory), { name: "ValueError" });
	t.throws(() => loop.createUnixServer(factory, path, { sock: inet }), { name: "ValueError" });
	t.throws(() => loop.createUnixServer(factory, "a\0b"), { name: "ValueError" });
	server.abortClients();
	await server.waitClosed();
});
