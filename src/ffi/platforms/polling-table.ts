/** The shape of a platform's table of polling. */

/** The numbers and layouts of polling; `NaN` where the system has no such thing. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by its owner
export interface PollingTable {}
