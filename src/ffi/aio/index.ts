/** Linux AIO: its numbers, its layouts and its system calls. */
export { ioCancel, ioDestroy, ioGetevents, ioSetup, ioSubmit } from "../libc/aio.js";
export { type AioNumbers, aioNumbers } from "../libc/aio-numbers.js";
export { aioOp, IOCB_FLAG_RESFD, iocbLayout, ioEventLayout, largestTransfer } from "./layouts.js";
