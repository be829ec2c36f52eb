import { connect, type Socket } from "node:net";
import test, { type ExecutionContext } from "ava";
import { eventually } from "../helpers/eventually.js";
import { startExample } from "./helpers/example.js";

/** Somebody who takes part, and what was said to them. */
class Guest {
	heard = "";
	closed = false;
	readonly socket: Socket;

	constructor(t: ExecutionContext, port: number) {
		this.socket = connect(port, "127.0.0.1").setEncoding("utf8");
		this.socket.on("data", (text) => {
			this.heard += text;
		});
		this.socket.on("error", () => {});
		this.socket.on("close", () => {
			this.closed = true;
		});
		t.teardown(() => this.socket.destroy());
	}

	say(text: string): void {
		this.socket.write(`${text}\n`);
	}

	async hears(text: string): Promise<void> {
		await eventually(text, () => this.heard.includes(text));
	}
}

async function chatServer(t: ExecutionContext, limit: number) {
	const server = startExample(t, "10-chat-server.js", "127.0.0.1", "0", String(limit));
	const [, port] = await server.printed(/serving on 127\.0\.0\.1:(\d+)/);
	return { server, guest: () => new Guest(t, Number(port)) };
}

test("chat-server: what one says all others hear, and it ends when its last guest goes", async (t) => {
	const { server, guest } = await chatServer(t, 3);
	const ada = guest();
	await ada.hears("Your name?");
	ada.say("Ada");
	await ada.hears("Welcome, Ada. Here: nobody");
	const bob = guest();
	bob.say("Bob");
	await bob.hears("Welcome, Bob. Here: Ada");
	await ada.hears("* Bob comes");
	ada.say("hello, Bob");
	await bob.hears("Ada: hello, Bob\n");
	const other = guest();
	other.say("Bob");
	await other.hears("That name is not free.");
	await eventually("its end", () => other.closed);
	bob.socket.destroy();
	await ada.hears("* Bob goes");
	ada.socket.end("bye, all\n");
	const { code, stdout, stderr } = await server.ended;
	t.is(stderr, "");
	t.is(code, 0);
	t.is(
		stdout.replace(/^.*\n/, ""),
		"* Ada comes\n* Bob comes\nAda: hello, Bob\n* Bob goes\nAda: bye, all\n* Ada goes\n",
	);
	t.notRegex(ada.heard, /Ada: /);
});

test("chat-server: who does not read is dropped, and the others go on", async (t) => {
	const { guest } = await chatServer(t, 100);
	const [deaf, loud] = [guest(), guest()];
	deaf.say("Deaf");
	await deaf.hears("Welcome, Deaf");
	deaf.socket.pause();
	loud.say("Loud");
	await loud.hears("Welcome, Loud");
	const line = "x".repeat(9000);
	let drained = true;
	for (let i = 0; i < 3000 && !loud.heard.includes("* Deaf goes"); i += 1) {
		drained = loud.socket.write(`${line}\n`);
		if (!drained) await new Promise((resolve) => loud.socket.once("drain", resolve));
	}
	await loud.hears("* Deaf goes");
	const late = guest();
	late.say("Late");
	await late.hears("Welcome, Late. Here: Loud");
	t.false(loud.closed);
});
