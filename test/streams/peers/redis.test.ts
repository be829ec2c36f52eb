/** Redis, by a client on our streams and by ioredis on our Duplex. */
import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import test, { type ExecutionContext } from "ava";
import { Redis } from "ioredis";
import "../../../src/loop/index.js";
import { openConnection, openUnixConnection, toDuplex } from "../../../src/streams/index.js";
import { Program } from "../../examples/helpers/program.js";
import { eventually } from "../../helpers/eventually.js";
import { hasCommand } from "../../helpers/has-command.js";
import { temporaryFolder } from "../../sockets/helpers/temporary-folder.js";
import { freePort, listens } from "./helpers/free-port.js";
import { RespClient } from "./helpers/resp-client.js";

/** A server of the test's own, that keeps nothing. */
async function redisServer(t: ExecutionContext): Promise<{ port: number; path: string }> {
	const folder = temporaryFolder(t);
	const [port, path] = [await freePort(), `${folder}/redis.sock`];
	const network = ["--port", String(port), "--bind", "127.0.0.1", "--unixsocket", path];
	const memory = ["--save", "", "--appendonly", "no", "--dir", folder, "--daemonize", "no"];
	const program = new Program(t, "redis-server", ...network, ...memory);
	await Promise.all([listens(port, program), listens(path, program)]);
	return { port, path };
}

test("redis-server: 100,000 commands in a row are answered in order, over TCP and over a Unix socket", async (t) => {
	if (!hasCommand(t, "redis-server")) return;
	const { port, path } = await redisServer(t);
	for (const where of [port, path]) {
		const client = await RespClient.connect(where);
		const count = 25_000;
		const names = Array.from({ length: count }, (_, i) => `key:${i}`);
		const stored = await client.pipeline(names.map((name, i) => ["SET", name, `value \u00fc ${i}`]));
		t.true(stored.every((reply) => reply === "OK"));
		const values = await client.pipeline(names.map((name) => ["GET", name]));
		t.is(values.length, count);
		t.true(values.every((value, i) => value === `value \u00fc ${i}`));
		await client.close();
	}
});

test("redis-server: errors, nothing, lists, and a value of a megabyte", async (t) => {
	if (!hasCommand(t, "redis-server")) return;
	const { port } = await redisServer(t);
	const client = await RespClient.connect(port);
	const large = randomBytes(500_000).toString("hex");
	const replies = await client.pipeline([
		["SET", "large", large],
		["GET", "large"],
		["GET", "none"],
		["LPUSH", "large", "x"],
		["RPUSH", "list", "a", "b", "c"],
		["LRANGE", "list", "0", "-1"],
		["NONSENSE"],
	]);
	t.deepEqual([replies[0], replies[1] === large, replies[2], replies[4]], ["OK", true, null, 3]);
	t.deepEqual(replies[5], ["a", "b", "c"]);
	t.regex((replies[3] as Error).message, /WRONGTYPE/);
	t.regex((replies[6] as Error).message, /unknown command/);
	await client.close();
});

test("ioredis: commands, a pipeline, a subscription, a large value, over toDuplex", async (t) => {
	if (!hasCommand(t, "redis-server")) return;
	const { port, path } = await redisServer(t);
	const connectors = {
		tcp: () => openConnection("127.0.0.1", port),
		unix: () => openUnixConnection(path),
	};
	for (const open of Object.values(connectors)) {
		class Connector {
			firstError: Error | undefined;
			#stream: Duplex | undefined;
			check(): boolean {
				return true;
			}
			disconnect(): void {
				this.#stream?.end();
			}
			async connect(): Promise<Duplex> {
				// A client's socket ends when its peer does.
				this.#stream = toDuplex(...(await open()), { allowHalfOpen: false });
				return this.#stream;
			}
		}
		const options = { Connector: Connector as never, lazyConnect: true, retryStrategy: () => null };
		const redis = new Redis(options);
		await redis.connect();
		t.is(await redis.set("name", "value"), "OK");
		t.is(await redis.get("name"), "value");
		const large = randomBytes(3_000_000);
		await redis.set("large", large);
		t.true((await redis.getBuffer("large"))?.equals(large));
		const pipeline = redis.pipeline();
		await redis.del("counter");
		for (let i = 0; i < 5000; i += 1) pipeline.incr("counter");
		const results = (await pipeline.exec()) ?? [];
		t.deepEqual(results.at(-1), [null, 5000]);
		await t.throwsAsync(redis.lpush("name", "x"), { message: /WRONGTYPE/ });

		const subscriber = new Redis(options);
		await subscriber.connect();
		const heard: string[] = [];
		subscriber.on("message", (_channel, text: string) => heard.push(text));
		await subscriber.subscribe("news");
		for (let i = 0; i < 100; i += 1) await redis.publish("news", String(i));
		await eventually("the news", () => heard.length === 100);
		t.deepEqual(
			heard,
			Array.from({ length: 100 }, (_, i) => String(i)),
		);
		subscriber.disconnect();
		t.is(await redis.quit(), "OK");
		await eventually("both to be over", () => redis.status === "end" && subscriber.status === "end");
	}
});
