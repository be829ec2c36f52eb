/** An open file, without its face. */
export { describeFailure } from "./describe-failure.js";
export { OpenedFile, type OpenedFileParts } from "./opened-file.js";
export { watchForgotten } from "./watch-forgotten.js";
