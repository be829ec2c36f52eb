/** Turns the samples into tables. */
import { formatTable } from "../harness/format-table.js";
import { median } from "../harness/median.js";
import type { EchoServer } from "./echo-server.js";
import { calm, formatLoad, type Load, type Sample } from "./measure.js";
import type { Cell } from "./run-rounds.js";

/**
 * The cell's CPU time for each message over the C server's in the same slice of time, the median over all slices:
 * whatever slows the machine for a while slows both. Slices in which either was disturbed count only where few were not.
 *
 * @param cell the cell.
 * @param yardstick the C server's cell under the same load.
 * @returns the ratio.
 */
export function ratioTo(cell: Cell, yardstick: Cell): number {
	const pairs = cell.samples.flatMap((sample, slice) => {
		const beside = yardstick.samples[slice];
		if (beside === undefined) return [];
		const isCalm = Math.max(sample.disturbed, beside.disturbed) <= calm;
		return { ratio: sample.cpuPerMessage / beside.cpuPerMessage, isCalm };
	});
	const calmPairs = pairs.filter((pair) => pair.isCalm);
	return median((calmPairs.length >= 3 ? calmPairs : pairs).map((pair) => pair.ratio));
}

/**
 * Formats the results.
 *
 * @param cells all cells, the C server's among them as the first server.
 * @returns the tables.
 */
export function formatReport(cells: readonly Cell[]): string {
	const loads = [...new Set(cells.map((cell) => cell.load))];
	const servers = [...new Set(cells.map((cell) => cell.server))];
	const find = (server: EchoServer | undefined, load: Load): Cell | undefined =>
		cells.find((cell) => cell.server === server && cell.load === load);
	const table = (title: string, show: (cell: Cell, yardstick: Cell) => string): string => {
		const rows = servers.map((server) => [
			server.label,
			...loads.map((load) => {
				const [cell, yardstick] = [find(server, load), find(servers[0], load)];
				return cell === undefined || yardstick === undefined ? "" : show(cell, yardstick);
			}),
		]);
		return `${title}\n\n${formatTable([["", ...loads.map(formatLoad)], ...rows])}\n`;
	};
	return [
		table("CPU µs per message (ratio to the C server in the same slice of time)", showCpu),
		table("Messages per second", (cell) => showRate(cell)),
		table("Latency in µs, median / 99 of 100", (cell) => showLatency(cell)),
		formatDisturbance(cells),
	].join("\n");
}

/** Figures from a busy machine must not look like figures from a quiet one. */
function formatDisturbance(cells: readonly Cell[]): string {
	const samples = cells.flatMap((cell) => cell.samples);
	const disturbed = samples.filter((sample) => sample.disturbed > calm);
	if (disturbed.length === 0) return "Nothing else had the cores for long.";
	const most = Math.max(...disturbed.map((sample) => sample.disturbed));
	return `In ${disturbed.length} of ${samples.length} samples the server or the load waited for its core, for up to ${Math.round(
		most * 100,
	)} % of the time: other work ran on this machine.`;
}

function middle(cell: Cell, figure: (sample: Sample) => number): number {
	return median(cell.samples.map(figure));
}

function showCpu(cell: Cell, yardstick: Cell): string {
	return `${middle(cell, (sample) => sample.cpuPerMessage).toFixed(2)} (${ratioTo(cell, yardstick).toFixed(2)})`;
}

/** A star marks a server that did not keep up with the rate. */
function showRate(cell: Cell): string {
	const rate = middle(cell, (sample) => sample.perSecond);
	return `${Math.round(rate).toLocaleString("en")}${rate < cell.load.rate * 0.99 ? " *" : ""}`;
}

function showLatency(cell: Cell): string {
	return `${Math.round(middle(cell, (sample) => sample.p50))} / ${Math.round(middle(cell, (sample) => sample.p99))}`;
}
