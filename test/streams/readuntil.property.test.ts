/** readuntil against a model: whatever the chunks and the separators are, and whenever a read begins. */
import test from "ava";
import fc from "fast-check";
import { IncompleteReadError, LimitOverrunError, StreamReader } from "../../src/index.js";

/** Where the first separator ends, by asking for each end in turn. */
function endOf(data: string, separators: readonly string[]): [start: number, end: number] | undefined {
	for (let end = 1; end <= data.length; end += 1) {
		const matching = separators.filter((each) => data.slice(0, end).endsWith(each));
		if (matching.length === 0) continue;
		// The shortest of those that end there is the one that counts against the limit.
		return [end - Math.min(...matching.map((each) => each.length)), end];
	}
	return undefined;
}

const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 40 });
const separators = fc.uniqueArray(
	fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 }),
	{
		minLength: 1,
		maxLength: 3,
	},
);
const cuts = fc.array(fc.nat({ max: 6 }), { maxLength: 60 });

/** What is left of a stream that ends here. */
function restOf(reader: StreamReader): string {
	reader.feedEof();
	return String(reader.read().result());
}

/** Cuts a text into chunks. */
function* chunksOf(data: string, sizes: readonly number[]): Generator<string> {
	let at = 0;
	for (const size of sizes) {
		if (at >= data.length) return;
		yield data.slice(at, at + size + 1);
		at += size + 1;
	}
	if (at < data.length) yield data.slice(at);
}

test("StreamReader.readuntil: finds what a search for each end in turn finds, however the stream is cut", async (t) => {
	await fc.assert(
		fc.asyncProperty(text, separators, cuts, fc.nat({ max: 60 }), async (data, wanted, sizes, before) => {
			const reader = new StreamReader();
			let rest = data;
			let read = before === 0 ? reader.readuntil(wanted) : undefined;
			let fed = 0;
			for (const chunk of chunksOf(data, sizes)) {
				reader.feedData(chunk);
				fed += chunk.length;
				if (read === undefined && fed >= before) read = reader.readuntil(wanted);
				while (read?.done()) {
					const [, end] = endOf(rest, wanted) ?? [0, -1];
					if (String(await read) !== rest.slice(0, end)) return false;
					rest = rest.slice(end);
					read = reader.readuntil(wanted);
				}
			}
			// None may be left that the reader has overlooked.
			if (read !== undefined && endOf(rest, wanted) !== undefined) return false;
			reader.feedEof();
			read ??= reader.readuntil(wanted);
			const found = endOf(rest, wanted);
			if (found !== undefined) return String(await read) === rest.slice(0, found[1]);
			const error = read.exception();
			return error instanceof IncompleteReadError && String(error.partial) === rest && reader.atEof();
		}),
		{ numRuns: 1000 },
	);
	t.pass();
});

test("StreamReader.readuntil: past the limit everything is left, and a higher limit gets what was meant", async (t) => {
	await fc.assert(
		fc.asyncProperty(
			text,
			separators,
			cuts,
			fc.integer({ min: 1, max: 20 }),
			async (data, wanted, sizes, limit) => {
				const reader = new StreamReader({ limit: 1000 });
				for (const chunk of chunksOf(data, sizes)) reader.feedData(chunk);
				const read = reader.readuntil(wanted, { limit });
				const found = endOf(data, wanted);
				const error = read.done() ? read.exception() : undefined;
				if (found !== undefined && found[0] <= limit) return String(await read) === data.slice(0, found[1]);
				if (found === undefined && !read.done()) {
					read.cancel();
					return restOf(reader) === data;
				}
				if (!(error instanceof LimitOverrunError) || error.consumed <= limit) return false;
				// What it calls consumed holds no separator.
				if (endOf(data.slice(0, error.consumed), wanted) !== undefined) return false;
				return restOf(reader) === data;
			},
		),
		{ numRuns: 1000 },
	);
	t.pass();
});

test("StreamReader: a reader of lines that is cancelled at any point loses nothing", async (t) => {
	await fc.assert(
		fc.asyncProperty(text, cuts, fc.array(fc.boolean()), async (data, sizes, cancels) => {
			const reader = new StreamReader();
			const got: string[] = [];
			let read = reader.readuntil("b");
			let step = 0;
			for (const chunk of chunksOf(data, sizes)) {
				reader.feedData(chunk);
				step += 1;
				// Cancelled whether it has its bytes by now or not.
				if (cancels[step]) read.cancel();
				while (read.done()) {
					if (!read.cancelled()) got.push(String(read.result()));
					read = reader.readuntil("b");
				}
			}
			read.cancel();
			reader.feedEof();
			got.push(String(await reader.read()));
			return got.join("") === data;
		}),
		{ numRuns: 500 },
	);
	t.pass();
});
