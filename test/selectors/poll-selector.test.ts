import test from "ava";
import { PollSelector } from "../../src/selectors/index.js";
import { selectorConformance } from "./conformance.js";

selectorConformance(test, "PollSelector", () => new PollSelector(), {
	hasFileno: false,
	refusesClosed: false,
	reportsClosed: true,
	survivesGhosts: true,
});
