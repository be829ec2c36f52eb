import test from "ava";
import { KqueueSelector } from "../../src/selectors/index.js";
import { userspaceKqueue } from "../helpers/userspace-kqueue.js";
import { selectorConformance } from "./conformance.js";

for (const layout of ["darwin", "freebsd"] as const) {
	selectorConformance(
		test,
		`KqueueSelector in ${layout}'s layout`,
		(t) => {
			const options = userspaceKqueue((reason) => t.log(reason), layout);
			return options && new KqueueSelector(options);
		},
		{
			hasFileno: true,
			refusesClosed: true,
			reportsClosed: false,
			fileError: "EINVAL",
			survivesGhosts: false,
		},
	);
}
