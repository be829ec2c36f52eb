/**
 * The constants of terminals: the flags of a TerminalAttributes, the places of its control characters, and when
 * tcsetattr() takes effect.
 *
 * What a system does not have is `NaN`.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.terminals;

/** iflag: a break is an interrupt. */
export const BRKINT: number = constants.BRKINT;

/** iflag: a carriage return that comes in becomes a newline. */
export const ICRNL: number = constants.ICRNL;

/** iflag: breaks are ignored. */
export const IGNBRK: number = constants.IGNBRK;

/** iflag: carriage returns are ignored. */
export const IGNCR: number = constants.IGNCR;

/** iflag: characters with a wrong parity are ignored. */
export const IGNPAR: number = constants.IGNPAR;

/** iflag: the bell rings when the queue of what comes in is full. */
export const IMAXBEL: number = constants.IMAXBEL;

/** iflag: a newline that comes in becomes a carriage return. */
export const INLCR: number = constants.INLCR;

/** iflag: parity is checked. */
export const INPCK: number = constants.INPCK;

/** iflag: the eighth bit is taken away. */
export const ISTRIP: number = constants.ISTRIP;

/** iflag: what comes in is UTF-8, as far as deleting a character is concerned. */
export const IUTF8: number = constants.IUTF8;

/** iflag: any character goes on with output that was stopped. */
export const IXANY: number = constants.IXANY;

/** iflag: whoever sends is stopped and started by VSTOP and VSTART. */
export const IXOFF: number = constants.IXOFF;

/** iflag: VSTOP and VSTART stop and start the output. */
export const IXON: number = constants.IXON;

/** iflag: characters with a wrong parity are marked. */
export const PARMRK: number = constants.PARMRK;

/** oflag: the output is processed at all. */
export const OPOST: number = constants.OPOST;

/** oflag: a newline goes out as carriage return and newline. */
export const ONLCR: number = constants.ONLCR;

/** oflag: a carriage return goes out as a newline. */
export const OCRNL: number = constants.OCRNL;

/** oflag: no carriage return goes out in the first column. */
export const ONOCR: number = constants.ONOCR;

/** oflag: a newline returns to the first column by itself. */
export const ONLRET: number = constants.ONLRET;

/** cflag: the bits that hold the size of a character. */
export const CSIZE: number = constants.CSIZE;

/** cflag: characters of five bits. */
export const CS5: number = constants.CS5;

/** cflag: characters of six bits. */
export const CS6: number = constants.CS6;

/** cflag: characters of seven bits. */
export const CS7: number = constants.CS7;

/** cflag: characters of eight bits. */
export const CS8: number = constants.CS8;

/** cflag: two stop bits. */
export const CSTOPB: number = constants.CSTOPB;

/** cflag: the receiver is on. */
export const CREAD: number = constants.CREAD;

/** cflag: characters have a parity bit. */
export const PARENB: number = constants.PARENB;

/** cflag: the parity is odd. */
export const PARODD: number = constants.PARODD;

/** cflag: the line is hung up when the last descriptor is closed. */
export const HUPCL: number = constants.HUPCL;

/** cflag: the lines of the modem are ignored. */
export const CLOCAL: number = constants.CLOCAL;

/** cflag: hardware tells when to send (RTS and CTS). */
export const CRTSCTS: number = constants.CRTSCTS;

/** lflag: what comes in goes out again. */
export const ECHO: number = constants.ECHO;

/** lflag: the character that is erased disappears. */
export const ECHOE: number = constants.ECHOE;

/** lflag: a newline follows when the line is killed. */
export const ECHOK: number = constants.ECHOK;

/** lflag: the line that is killed disappears. */
export const ECHOKE: number = constants.ECHOKE;

/** lflag: newlines go out again even without ECHO. */
export const ECHONL: number = constants.ECHONL;

/** lflag: control characters go out as `^X`. */
export const ECHOCTL: number = constants.ECHOCTL;

/** lflag: reading gives whole lines, which can be edited until then. */
export const ICANON: number = constants.ICANON;

/** lflag: the extensions are on: VLNEXT and its like. */
export const IEXTEN: number = constants.IEXTEN;

/** lflag: VINTR, VQUIT and VSUSP send signals. */
export const ISIG: number = constants.ISIG;

/** lflag: those signals throw nothing away. */
export const NOFLSH: number = constants.NOFLSH;

/** lflag: who writes in the background is stopped. */
export const TOSTOP: number = constants.TOSTOP;

/** cc: the character that throws output away. */
export const VDISCARD: number = constants.VDISCARD;

/** cc: the character that ends the input, Ctrl-D. */
export const VEOF: number = constants.VEOF;

/** cc: one more character that ends a line. */
export const VEOL: number = constants.VEOL;

/** cc: a second one. */
export const VEOL2: number = constants.VEOL2;

/** cc: the character that erases one. */
export const VERASE: number = constants.VERASE;

/** cc: the character that interrupts, Ctrl-C. */
export const VINTR: number = constants.VINTR;

/** cc: the character that kills the line, Ctrl-U. */
export const VKILL: number = constants.VKILL;

/** cc: the character that takes the next one's meaning, Ctrl-V. */
export const VLNEXT: number = constants.VLNEXT;

/** cc: how many characters a read waits for, without ICANON. */
export const VMIN: number = constants.VMIN;

/** cc: the character that quits, Ctrl-\\. */
export const VQUIT: number = constants.VQUIT;

/** cc: the character that shows the line again, Ctrl-R. */
export const VREPRINT: number = constants.VREPRINT;

/** cc: the character that starts the output, Ctrl-Q. */
export const VSTART: number = constants.VSTART;

/** cc: the character that stops the output, Ctrl-S. */
export const VSTOP: number = constants.VSTOP;

/** cc: the character that suspends, Ctrl-Z. */
export const VSUSP: number = constants.VSUSP;

/** cc: how long a read waits for more, in tenths of a second, without ICANON. */
export const VTIME: number = constants.VTIME;

/** cc: the character that erases a word, Ctrl-W. */
export const VWERASE: number = constants.VWERASE;

/** tcsetattr: at once. */
export const TCSANOW: number = constants.TCSANOW;

/** tcsetattr: when what was written has gone out. */
export const TCSADRAIN: number = constants.TCSADRAIN;

/** tcsetattr: when what was written has gone out; what has come in and was not read is thrown away. */
export const TCSAFLUSH: number = constants.TCSAFLUSH;
