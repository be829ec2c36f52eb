/** Transports of pipes. */
export { checkPipe } from "./check-pipe.js";
export { connectReadPipe } from "./connect-read-pipe.js";
export { connectWritePipe } from "./connect-write-pipe.js";
export { PipeDescriptor } from "./pipe-descriptor.js";
export { ReadPipeTransport } from "./read-pipe-transport.js";
export { WritePipeTransport } from "./write-pipe-transport.js";
