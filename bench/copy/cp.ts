/** `cp`. */
import { spawnSync } from "node:child_process";
import { measureCopy } from "./measure-copy.js";

await measureCopy((from, to) => {
	const { status } = spawnSync("cp", [from, to], { stdio: "inherit" });
	if (status !== 0) throw new Error(`cp ended with ${status}`);
});
