/** AsyncFile with the backend "io_uring". */
import { copyByPieces } from "./copy-by-pieces.js";
import { measureCopy } from "./measure-copy.js";

await measureCopy(copyByPieces("io_uring"));
