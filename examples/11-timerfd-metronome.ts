/**
 * A metronome: a beat in exact intervals, though what is done at a beat takes time.
 *
 *     node dist/examples/11-timerfd-metronome.js [BEATS] [INTERVAL]
 *
 * A sleep after each beat would be late by the work before it, and later each time. The kernel's timer goes on by itself:
 * the beats stay where they belong, and a read tells how many there were since the last one, so that a late program knows.
 */
import { sleep, TimerFd } from "evloop";

const [beats = 8, interval = 20] = process.argv.slice(2).map(Number);

using timer = new TimerFd();
const start = timer.now();
timer.settime(start + interval, { absolute: true, interval });

let count = 0;
for await (const expirations of timer) {
	count += expirations;
	const missed = expirations > 1 ? `, ${expirations - 1} missed` : "";
	console.log(`beat ${count} at ${Math.floor((timer.now() - start) / interval)}${missed}`);
	if (count >= beats) break;
	// Every fourth beat is followed by work that takes two beats and a half.
	await sleep(count % 4 === 0 ? interval * 2.5 : interval / 2);
}

const elapsed = timer.now() - start;
console.log(elapsed >= beats * interval ? "no beat came early" : "a beat came early");
