import type { ExecutionContext } from "ava";
import { NodeHost } from "../../../../src/reactor/hosts/node-host.js";
import { VirtualEngine } from "../../../helpers/virtual-engine.js";
import { ScriptedWatcher } from "./scripted-watcher.js";

/** An engine in Node's loop, and the watchers that its host has made by now. */
export function hosted(t: ExecutionContext): {
	engine: VirtualEngine;
	host: NodeHost;
	watchers: ScriptedWatcher[];
} {
	const engine = new VirtualEngine();
	const watchers: ScriptedWatcher[] = [];
	const host = new NodeHost(engine, (report) => {
		const watcher = new ScriptedWatcher(report);
		watchers.push(watcher);
		return watcher;
	});
	engine.attachHost(host);
	t.teardown(() => engine.close());
	return { engine, host, watchers };
}
