/** What a server does with each connection. */
import type { StreamReader } from "./stream-reader.js";
import type { StreamWriter } from "./stream-writer.js";

/**
 * Called with each connection of a server.
 *
 * An async function, a generator function, and any function that returns a promise or a generator, runs as a task of its own.
 * What it throws goes to the exception handler, and closes the connection.
 */
export type StreamCallback = (reader: StreamReader, writer: StreamWriter) => unknown;
