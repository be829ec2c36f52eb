/** The requests that the kernel has, and who is told of each. */
import type { Completion } from "./completion.js";

/**
 * A table of requests.
 *
 * A request is known to the kernel by two words: its place in the table, and how often that place was given away before. So
 * a request to cancel that comes too late cannot meet the next one in the same place.
 */
export class InFlight {
	private readonly completions: (Completion | undefined)[] = [];
	private readonly turns: number[] = [];
	private readonly free: number[] = [];
	private count = 0;

	/** How many there are. */
	get size(): number {
		return this.count;
	}

	/**
	 * Takes a request in.
	 *
	 * @param completion who is told.
	 * @returns its place.
	 */
	add(completion: Completion): number {
		this.count += 1;
		const place = this.free.pop() ?? this.completions.length;
		this.completions[place] = completion;
		if (place === this.turns.length) this.turns.push(0);
		return place;
	}

	/**
	 * How often a place was given away before.
	 *
	 * @param place the place.
	 * @returns the number, as 32 bits.
	 */
	turnOf(place: number): number {
		return this.turns[place] as number;
	}

	/**
	 * Finds who is told.
	 *
	 * @param place the place.
	 * @returns whoever it is; `undefined` for a place that nobody has.
	 */
	find(place: number): Completion | undefined {
		return this.completions[place];
	}

	/**
	 * Lets a request go that has ended.
	 *
	 * @param place its place.
	 */
	remove(place: number): void {
		this.count -= 1;
		this.completions[place] = undefined;
		this.turns[place] = ((this.turns[place] as number) + 1) | 0;
		this.free.push(place);
	}

	/**
	 * All of them.
	 *
	 * @returns their places.
	 */
	places(): number[] {
		return [...this.completions.keys()].filter((place) => this.completions[place] !== undefined);
	}
}
