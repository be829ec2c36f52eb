/** The statements of random programs; README.md says what each means. */

/** What is done, and with what: `["sleep", 2.5]`. */
export type Statement = readonly [op: string, ...args: readonly unknown[]];
/** Statements, one after the other. */
export type Body = readonly Statement[];
/** What can be awaited: the name of a task or a future, or a coroutine of a name and its body. */
export type What = string | readonly [name: string, body: Body];
