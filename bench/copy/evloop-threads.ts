/** AsyncFile with the backend "threads". */
import { copyByPieces } from "./copy-by-pieces.js";
import { measureCopy } from "./measure-copy.js";

await measureCopy(copyByPieces("threads"));
