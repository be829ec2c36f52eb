/** `fs.promises.copyFile`. */
import { copyFile } from "node:fs/promises";
import { measureCopy } from "./measure-copy.js";

await measureCopy(copyFile);
