import test from "ava";
import { SelectSelector } from "../../src/selectors/index.js";
import { selectorConformance } from "./conformance.js";

selectorConformance(test, "SelectSelector", () => new SelectSelector(), {
	descriptorLimit: 1024,
	hasFileno: false,
	refusesClosed: false,
	reportsClosed: true,
	survivesGhosts: true,
});
