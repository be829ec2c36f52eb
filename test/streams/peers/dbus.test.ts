/** dbus-native on our descriptor-passing Duplex, with a dbus-daemon between two of its clients. */
import { once } from "node:events";
import { closeSync, fstatSync, readSync, writeSync } from "node:fs";
import test, { type ExecutionContext } from "ava";
import type { DBusConnection, Message } from "dbus-native";
import { pipe } from "../../../src/descriptors/index.js";
import { hasCommand } from "../../helpers/has-command.js";
import { type BusClient, busClient, dbusDaemon } from "./helpers/dbus-daemon.js";

const methodReturn = 2;

/**
 * Answers every call of one method of a client's. dbus-native's own answers have no place for descriptors: its handler
 * gets the whole call, never answers, and the answer is sent as a message.
 */
function serve(
	{ bus }: BusClient,
	member: string,
	answer: (call: Message) => Pick<Message, "signature" | "body" | "fds">,
): void {
	// Its types leave this one out.
	const { nextSerial } = bus as unknown as { nextSerial(): number };
	const handler = (...args: unknown[]) => {
		const call = args.at(-1) as Message & { readonly serial: number; readonly sender: string };
		const head = { type: methodReturn, serial: nextSerial.call(bus), replySerial: call.serial };
		bus.connection.message({ ...head, destination: call.sender, ...answer(call) });
		return new Promise(() => {});
	};
	bus.setMethodCallHandler("/evloop", "org.evloop.Files", member, [handler, "s"]);
}

/** Calls a method of another client's; returns the whole reply. */
async function call(client: BusClient, to: BusClient, message: Message): Promise<Message> {
	const head = { destination: to.name, path: "/evloop", interface: "org.evloop.Files" };
	return new Promise((resolve, reject) => {
		client.bus.invoke({ ...head, ...message }, function (this: { message: Message }, error: unknown) {
			if (error) reject(error);
			else resolve(this.message);
		} as never);
	});
}

function readFrom(fd: number): string {
	const buffer = Buffer.alloc(100);
	return buffer.toString("utf8", 0, readSync(fd, buffer));
}

/** A bus and two clients of it; undefined, said aloud, where there is no dbus-daemon. */
async function twoClients(t: ExecutionContext): Promise<[BusClient, BusClient] | undefined> {
	if (!hasCommand(t, "dbus-daemon")) return undefined;
	const path = await dbusDaemon(t);
	return [await busClient(t, path), await busClient(t, path)];
}

test("dbus-native: negotiates descriptors with a dbus-daemon", async (t) => {
	const clients = await twoClients(t);
	if (clients === undefined) return;
	for (const { bus, name } of clients) {
		const connection = bus.connection as DBusConnection;
		t.true(connection.canPassFds);
		t.true(connection.unixFdsAgreed);
		t.regex(name, /^:1\.\d+$/);
	}
	const names = await clients[0].bus.listNames();
	t.true(clients.every(({ name }) => names.includes(name)));
});

test("dbus-native: a descriptor goes with a call, and another one comes with its answer", async (t) => {
	const clients = await twoClients(t);
	if (clients === undefined) return;
	const [client, service] = clients;
	const [reader, writer] = pipe();
	const [answerReader, answerWriter] = pipe();
	await answerWriter.write("from the service");
	serve(service, "Exchange", ({ body, fds = [] }) => {
		const [word, index] = body as [string, number];
		const fd = fds[index] ?? -1;
		writeSync(fd, `the service heard: ${word}`);
		closeSync(fd);
		return { signature: "hs", body: [0, "here is mine"], fds: [answerReader.fileno()] };
	});
	const reply = await call(client, service, {
		member: "Exchange",
		signature: "sh",
		body: ["hello", 0],
		fds: [writer.fileno()],
	});
	t.is(String(await reader.read(100)), "the service heard: hello");
	t.deepEqual(reply.body, [0, "here is mine"]);
	t.is(reply.unixFds, 1);
	const [fd = -1] = reply.fds ?? [];
	t.is(fstatSync(fd).ino, fstatSync(answerReader.fileno()).ino);
	t.is(readFrom(fd), "from the service");
	closeSync(fd);
	for (const end of [reader, writer, answerReader, answerWriter]) end.close();
});

test("dbus-native: of calls in a row, each has its own descriptors, between calls that have none", async (t) => {
	const clients = await twoClients(t);
	if (clients === undefined) return;
	const [client, service] = clients;
	const pipes = Array.from({ length: 16 }, () => pipe());
	serve(service, "Number", ({ body, fds = [] }) => {
		const inodes = fds.map((fd) => fstatSync(fd).ino).join();
		for (const fd of fds) closeSync(fd);
		return { signature: "ss", body: [...(body as [string]), inodes] };
	});
	const inodes = pipes.map(([reader]) => fstatSync(reader.fileno()).ino);
	const replies = await Promise.all(
		Array.from({ length: 200 }, (_, index) => {
			// None, one, two or three, each of another pipe.
			const fds = Array.from({ length: index % 4 }, (_, i) => pipes[(index + i) % 16]?.[0].fileno() ?? -1);
			const text = `${index} ${"x".repeat((index % 7) * 3000)}`;
			return call(client, service, { member: "Number", signature: "s", body: [text], fds });
		}),
	);
	for (const [index, { body }] of replies.entries()) {
		const [text, seen] = body as [string, string];
		t.is(Number.parseInt(text, 10), index);
		t.is(seen, Array.from({ length: index % 4 }, (_, i) => inodes[(index + i) % 16]).join());
	}
	for (const end of pipes.flat()) end.close();
});

test("dbus-native: the end of a connection is heard at the other end of the bus", async (t) => {
	const clients = await twoClients(t);
	if (clients === undefined) return;
	const [client, service] = clients;
	const closed = once(service.stream, "close");
	(service.bus.connection as DBusConnection).end();
	await closed;
	t.is(service.stream.errored, null);
	for (;;) if (!(await client.bus.listNames()).includes(service.name)) break;
	t.pass();
});
