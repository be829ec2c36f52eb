import test from "ava";
import { EpollSelector } from "../../src/selectors/index.js";
import { selectorConformance } from "./conformance.js";

selectorConformance(test, "EpollSelector", () => new EpollSelector(), {
	hasFileno: true,
	refusesClosed: true,
	reportsClosed: false,
	fileError: "EPERM",
	survivesGhosts: true,
});
