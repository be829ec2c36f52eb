/** Whatever is done to a file is what is done to a Buffer. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { AsyncFile } from "../../src/index.js";
import { onEachBackend } from "./helpers/backends.js";

/** The same file, as bytes and a place. */
class Model {
	bytes = Buffer.alloc(0);
	place = 0;

	resize(size: number): void {
		const larger = Buffer.alloc(size);
		this.bytes.copy(larger);
		this.bytes = larger;
	}

	writeAt(data: Buffer, position: number): void {
		if (data.length === 0) return;
		if (position + data.length > this.bytes.length) this.resize(position + data.length);
		data.copy(this.bytes, position);
	}

	readAt(length: number, position: number): Buffer {
		return this.bytes.subarray(position, position + length);
	}
}

/** Returns whether both did the same. */
type Step = (file: AsyncFile, model: Model) => Promise<boolean>;

const size = fc.nat({ max: 9000 });
const data = fc.tuple(size, fc.nat({ max: 255 })).map(([length, fill]) => Buffer.alloc(length, fill));
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.tuple(data, size).map<Step>(([bytes, position]) => async (file, model) => {
		model.writeAt(bytes, position);
		return (await file.pwrite(bytes, position)) === bytes.length;
	}),
	data.map<Step>((bytes) => async (file, model) => {
		model.writeAt(bytes, model.place);
		model.place += bytes.length;
		return (await file.write(bytes)) === bytes.length;
	}),
	fc.tuple(size, size).map<Step>(([length, position]) => async (file, model) => {
		return (await file.pread(length, position)).equals(model.readAt(length, position));
	}),
	size.map<Step>((length) => async (file, model) => {
		const expected = model.readAt(length, model.place);
		model.place += expected.length;
		return (await file.read(length)).equals(expected);
	}),
	fc.constant<Step>(async (file, model) => {
		const rest = model.readAt(model.bytes.length, model.place);
		const end = rest.indexOf(10);
		const line = end < 0 ? rest : rest.subarray(0, end + 1);
		model.place += line.length;
		return (await file.readline()).equals(line);
	}),
	size.map<Step>((place) => async (file, model) => {
		model.place = place;
		return (await file.seek(place)) === place;
	}),
	size.map<Step>((length) => async (file, model) => {
		model.resize(length);
		return (await file.truncate(length)) === length;
	}),
);

onEachBackend("random reads, writes and truncates are those of a Buffer", async (t, { path, open }) => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
			const file = await open(path, "w+");
			const model = new Model();
			for (const each of steps) {
				if (!(await each(file, model)) || file.tell() !== model.place) return false;
			}
			await file.close();
			return readFileSync(path).equals(model.bytes);
		}),
		{ numRuns: 60 },
	);
	t.pass();
});
