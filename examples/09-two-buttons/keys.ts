/** The keys of a terminal. */
import { Protocol } from "evloop";

/** Hands on each key as it is pressed; the terminal's end is `q`. */
export class Keys extends Protocol {
	readonly #press: (key: string) => void;

	/** @param press what is done with a key. */
	constructor(press: (key: string) => void) {
		super();
		this.#press = press;
	}

	override dataReceived(data: Buffer): void {
		for (const key of data.toString()) this.#press(key);
	}

	override eofReceived(): void {
		this.#press("q");
	}
}
