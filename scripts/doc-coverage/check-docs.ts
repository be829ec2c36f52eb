/** Walks through the public symbols and lists those whose doc comments are not whole. */
import ts from "typescript";
import { checkComment, type Demands } from "./check-comment.js";

/** One public symbol whose doc comment lacks something. */
export interface Gap {
	/** Its name, with the class or interface before it: `"Socket.recv"`. */
	readonly name: string;
	/** Where it is declared: `"src/sockets/socket.ts:12"`. */
	readonly where: string;
	/** What is missing. */
	readonly missing: readonly string[];
}

class Walk {
	readonly gaps: Gap[] = [];
	readonly #checker: ts.TypeChecker;
	readonly #root: string;
	/** By declaration: a member that is inherited from a generic parent is another symbol in each heir. */
	readonly #seen = new Set<ts.Node | undefined>();

	constructor(program: ts.Program, root: string) {
		this.#checker = program.getTypeChecker();
		this.#root = root;
	}

	exported(alias: ts.Symbol): void {
		const checker = this.#checker;
		const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
		if (this.#seen.has(symbol.declarations?.[0]) || !this.#isOurs(symbol) || isHidden(symbol)) return;
		this.#seen.add(symbol.declarations?.[0]);
		const { name } = alias;
		if (symbol.flags & ts.SymbolFlags.Class) this.#class(name, symbol, isTypeOnly(alias));
		else if (symbol.flags & ts.SymbolFlags.Function) this.#callable(name, symbol, true);
		else if (symbol.flags & ts.SymbolFlags.Interface) this.#interface(name, symbol);
		else if (symbol.flags & ts.SymbolFlags.Variable) this.#variable(name, symbol);
		else this.#check(name, symbol, {});
	}

	#class(name: string, symbol: ts.Symbol, typeOnly: boolean): void {
		const declaration = symbol.valueDeclaration;
		// A class that only gives a name to a kind of error has nothing to show, and one that users get from a function
		// is shown there.
		const bare =
			declaration !== undefined && ts.isClassDeclaration(declaration) && declaration.members.length === 0;
		this.#check(name, symbol, { example: !bare && !typeOnly });
		this.#members(name, symbol);
		for (const member of symbol.exports?.values() ?? []) this.#member(name, member);
		const maker = symbol.members?.get(ts.InternalSymbolName.Constructor);
		const [signature] = this.#checker.getTypeOfSymbol(symbol).getConstructSignatures();
		if (maker === undefined || isHidden(maker) || signature === undefined) return;
		if (signature.parameters.length > 0) {
			this.#check(`${name}.constructor`, maker, { signature, returns: false });
		}
	}

	#interface(name: string, symbol: ts.Symbol): void {
		this.#check(name, symbol, {});
		this.#members(name, symbol);
	}

	/** What it declares and what it inherits: a parent need not be exported itself. */
	#members(name: string, symbol: ts.Symbol): void {
		const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
		for (const member of this.#checker.getPropertiesOfType(type)) {
			if (!isHook(member, symbol)) this.#member(name, member);
		}
	}

	#variable(name: string, symbol: ts.Symbol): void {
		const signatures = this.#checker.getTypeOfSymbol(symbol).getCallSignatures();
		if (signatures.length > 0) this.#callable(name, symbol, true);
		else this.#check(name, symbol, {});
	}

	#member(owner: string, symbol: ts.Symbol): void {
		const { flags } = symbol;
		if (this.#seen.has(symbol.declarations?.[0]) || !this.#isOurs(symbol)) return;
		this.#seen.add(symbol.declarations?.[0]);
		if (isHidden(symbol) || flags & (ts.SymbolFlags.Prototype | ts.SymbolFlags.Constructor)) return;
		// [Symbol.dispose] and its like mean the same everywhere: a sentence will do.
		const wellKnown = symbol.name.startsWith("__@");
		const name = wellKnown
			? `${owner}[Symbol.${symbol.name.slice(3).split("@")[0]}]`
			: `${owner}.${symbol.name}`;
		if (flags & ts.SymbolFlags.Method && !wellKnown) this.#callable(name, symbol, false);
		else this.#check(name, symbol, {});
	}

	#callable(name: string, symbol: ts.Symbol, example: boolean): void {
		const signatures = this.#checker.getTypeOfSymbol(symbol).getCallSignatures();
		// The parameters of overloads differ; what they return and throw may be told once.
		const gaps = signatures.map((signature) => checkComment(symbol, this.#checker, { signature, example }));
		const missing = [...new Set(gaps.flat())];
		// But each has words of its own: an editor shows those of the overload that is called, and what stands on the
		// implementation is in no declaration file.
		if (signatures.length > 1 && !signatures.every((signature) => this.#tells(signature))) {
			missing.unshift("a doc comment on each overload");
		}
		if (missing.length > 0) this.#report(name, symbol, missing);
	}

	#check(name: string, symbol: ts.Symbol, demands: Demands): void {
		const missing = checkComment(symbol, this.#checker, demands);
		if (missing.length > 0) this.#report(name, symbol, missing);
	}

	#report(name: string, symbol: ts.Symbol, missing: readonly string[]): void {
		const [declaration] = symbol.declarations ?? [];
		if (declaration === undefined) return;
		const file = declaration.getSourceFile();
		const line = file.getLineAndCharacterOfPosition(declaration.getStart(file)).line + 1;
		this.gaps.push({ name, where: `${file.fileName.replace(`${this.#root}/`, "")}:${line}`, missing });
	}

	#tells(signature: ts.Signature): boolean {
		return signature.getDocumentationComment(this.#checker).length > 0;
	}

	#isOurs(symbol: ts.Symbol): boolean {
		return (symbol.declarations ?? []).some(
			(node) => !node.getSourceFile().fileName.includes("/node_modules/"),
		);
	}
}

/** What is told where it begins: protected members that a class takes over from its parent or overrides. */
function isHook({ declarations: [declaration] = [] }: ts.Symbol, owner: ts.Symbol): boolean {
	if (declaration === undefined) return false;
	const flags = ts.getCombinedModifierFlags(declaration);
	if (!(flags & ts.ModifierFlags.Protected)) return false;
	return Boolean(flags & ts.ModifierFlags.Override) || declaration.parent !== owner.declarations?.[0];
}

function isTypeOnly({ declarations: [declaration] = [] }: ts.Symbol): boolean {
	if (declaration === undefined || !ts.isExportSpecifier(declaration)) return false;
	return declaration.isTypeOnly || declaration.parent.parent.isTypeOnly;
}

function isHidden(symbol: ts.Symbol): boolean {
	if (symbol.name.startsWith("#")) return true;
	const [declaration] = symbol.declarations ?? [];
	if (declaration === undefined) return true;
	if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) return true;
	return symbol.getJsDocTags(undefined).some(({ name }) => name === "internal" || name === "hidden");
}

/**
 * Checks the doc comments of everything that the entry points export, member by member.
 *
 * @param entries the paths of the entry points.
 * @param options the compiler's options.
 * @param root the folder that paths are told from.
 * @param host where the compiler reads files; the file system if absent.
 * @returns what is missing, symbol by symbol.
 */
export function checkDocs(
	entries: readonly string[],
	options: ts.CompilerOptions,
	root: string,
	host?: ts.CompilerHost,
): Gap[] {
	const program = ts.createProgram(entries, options, host);
	const walk = new Walk(program, root);
	for (const entry of entries) {
		const file = program.getSourceFile(entry);
		const module = file && program.getTypeChecker().getSymbolAtLocation(file);
		if (module === undefined) continue;
		for (const symbol of program.getTypeChecker().getExportsOfModule(module)) walk.exported(symbol);
	}
	return walk.gaps;
}
