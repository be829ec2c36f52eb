/** What a timer is set to: milliseconds to its next expiration, 0 for none, and milliseconds between expirations. */
export type TimerSetting = [next: number, interval: number];
