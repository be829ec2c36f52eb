/** A gibibyte past a reader that is slow, and ten thousand connections: nothing piles up, and nothing is left. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { Program } from "../examples/helpers/program.js";
import { printed } from "../helpers/run-program.js";
import { skip } from "../helpers/skip.js";

const mebibyte = 2 ** 20;
const highWater = 65_536;
const helper = (name: string) => fileURLToPath(new URL(`helpers/${name}`, import.meta.url));

test.serial("a gibibyte past a slow reader: the same bytes, and the writer's memory is flat", async (t) => {
	const writing = new Program(t, process.execPath, "--expose-gc", helper("bulk-writer.js"), String(2 ** 30));
	const [, port = ""] = await writing.printed(/port (\d+)/);
	const reading = await new Program(t, process.execPath, helper("slow-reader.js"), port).ended;
	t.is(reading.stderr, "");
	const received = JSON.parse(reading.stdout) as { hash: string; count: number; pauses: number; ms: number };
	const { stdout } = await writing.ended;
	const { hash, unsent, buffers, rss } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as Record<
		string,
		number
	>;
	t.log(`${Math.round(received.ms)} ms; unsent ${unsent}, buffers +${buffers}, rss +${rss}`);
	t.is(received.count, 2 ** 30);
	t.is(received.hash, String(hash));
	t.true(received.pauses > 30);
	// What is above the water mark, and the last block.
	t.true(Number(unsent) <= 2 * highWater, String(unsent));
	t.true(Number(buffers) <= highWater + mebibyte, String(buffers));
	// The heap's own coming and going is in this one.
	t.true(Number(rss) <= 32 * mebibyte, String(rss));
});

test.serial(
	"ten thousand connections in a row leave no descriptor, no registration, no resource and no listener",
	async (t) => {
		if (process.platform !== "linux") {
			skip(t, "/proc/self/fd", "Linux only");
			return;
		}
		const output = await printed(
			t,
			`import { readdirSync } from "node:fs";
		const { getEventLoop, startServer, openConnection, toDuplex } = evloop;
		const loop = getEventLoop();
		const server = await startServer(async (reader, writer) => {
			writer.write(await reader.read(100));
			writer.close();
		}, "127.0.0.1", 0);
		const [host, port] = server.sockets[0].getsockname();
		async function round(i) {
			const [reader, writer] = await openConnection(host, port);
			if (i % 8 === 1) {
				writer.transport.abort();
			} else if (i % 8 === 2) {
				const duplex = toDuplex(reader, writer);
				duplex.resume().end("hello");
				await new Promise((resolve) => duplex.once("close", resolve));
			} else {
				writer.write("hello");
				if ((await reader.read()).length !== 5) throw new Error("not what was sent");
				writer.close();
			}
			await writer.waitClosed();
		}
		const state = () => ({
			descriptors: readdirSync("/proc/self/fd").length,
			resources: process.getActiveResourcesInfo().sort(),
			watched: loop.statistics().watched,
			listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
		});
		const rest = async () => {
			for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
		};
		for (let i = 0; i < 100; i += 1) await round(i);
		await rest();
		const before = state();
		const begun = performance.now();
		for (let i = 0; i < 10_000; i += 1) await round(i);
		const ms = performance.now() - begun;
		await rest();
		console.log(JSON.stringify({ before, after: state(), ms }));
		process.exit();`,
		);
		const { before, after, ms } = JSON.parse(output) as { before: unknown; after: unknown; ms: number };
		t.log(`${Math.round(ms)} ms`);
		t.deepEqual(after, before);
	},
);
