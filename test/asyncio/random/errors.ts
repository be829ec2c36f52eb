/** The exceptions that random programs raise and catch. */
import { CancelledError, KeyError, RuntimeError, ValueError } from "../../../src/errors.js";

const raised: Readonly<Record<string, new () => Error>> = { KeyError, RuntimeError, ValueError };

/** Makes one by its name. */
export function errorOf(name: string): Error {
	const Kind = raised[name];
	if (Kind === undefined) throw new TypeError(`There is no ${name}`);
	return new Kind();
}

/** Whether it is what Python calls an Exception: no CancelledError. */
export function isException(error: unknown): error is Error {
	return error instanceof Error && !(error instanceof CancelledError);
}

/** What the program itself has said in an exception. */
export function said(error: unknown): string[] {
	return error instanceof CancelledError && error.message !== "" ? [error.message] : [];
}
