/**
 * Streams: connections that are read and written with `await`.
 *
 * {@link openConnection} and {@link startServer} give a {@link StreamReader} and a {@link StreamWriter} for each connection.
 *
 * @module
 */
/// <reference types="node" preserve="true" />
// Streams know no loop; whoever imports them alone needs one all the same.
import "../loop/index.js";

export * from "../errors.js";
export * from "../streams/index.js";
