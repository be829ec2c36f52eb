import {
	openConnection,
	openUnixConnection,
	type StreamReader,
	type StreamWriter,
} from "../../../../src/streams/index.js";

/** What a Redis server answers. */
export type Reply = string | number | null | Error | Reply[];

/** A client of Redis: as many commands in a row as one likes, answered in order. */
export class RespClient {
	readonly #reader: StreamReader;
	readonly #writer: StreamWriter;

	private constructor(reader: StreamReader, writer: StreamWriter) {
		this.#reader = reader;
		this.#writer = writer;
	}

	/** Connects to a port of loopback, or to a path. */
	static async connect(where: number | string): Promise<RespClient> {
		const opening =
			typeof where === "number" ? openConnection("127.0.0.1", where) : openUnixConnection(where);
		return new RespClient(...(await opening));
	}

	/** Sends commands while the answers come in. */
	async pipeline(commands: readonly (readonly string[])[]): Promise<Reply[]> {
		const sending = this.#send(commands);
		const replies: Reply[] = [];
		while (replies.length < commands.length) replies.push(await this.#reply());
		await sending;
		return replies;
	}

	/** Ends the connection. */
	async close(): Promise<void> {
		this.#writer.close();
		await this.#writer.waitClosed();
	}

	async #send(commands: readonly (readonly string[])[]): Promise<void> {
		for (let i = 0; i < commands.length; i += 500) {
			this.#writer.write(
				commands
					.slice(i, i + 500)
					.map(encode)
					.join(""),
			);
			await this.#writer.drain();
		}
	}

	async #reply(): Promise<Reply> {
		const line = (await this.#reader.readuntil("\r\n")).toString("utf8").slice(0, -2);
		const rest = line.slice(1);
		if (line.startsWith("+")) return rest;
		if (line.startsWith("-")) return new Error(rest);
		const count = Number(rest);
		if (line.startsWith(":")) return count;
		if (count < 0) return null;
		if (line.startsWith("$")) return (await this.#reader.readexactly(count + 2)).toString("utf8", 0, count);
		const replies: Reply[] = [];
		while (replies.length < count) replies.push(await this.#reply());
		return replies;
	}
}

function encode(words: readonly string[]): string {
	return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}
