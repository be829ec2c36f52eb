/** Which streams a child process has, as the options say it. */
import type { PIPE } from "../../transports/index.js";
import type { StreamReader } from "../stream-reader.js";
import type { StreamWriter } from "../stream-writer.js";
import type { Process } from "./process.js";

/**
 * The {@link Process} that options make: with a stream wherever they say `PIPE`. Of what else they say it is not
 * known whether it is one.
 *
 * @typeParam Options the type of the options.
 */
export type ProcessOf<Options> = Process<
	Options extends Record<"stdin", typeof PIPE> ? StreamWriter : StreamWriter | undefined,
	Options extends Record<"stdout", typeof PIPE> ? StreamReader : StreamReader | undefined,
	Options extends Record<"stderr", typeof PIPE> ? StreamReader : StreamReader | undefined
>;
