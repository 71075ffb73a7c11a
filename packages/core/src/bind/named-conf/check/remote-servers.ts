import { parseName } from "../../../dns/index.ts";
import { type Statement, type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { addressFrom, elementsOf, textOf } from "../read/scope.ts";
import type { RemoteServerLists } from "../read/servers.ts";
import { type CheckContext, keyOfName, refuse } from "./context.ts";

/** What was found in a list of servers and in the lists that it names. */
interface FoundServers {
  readonly count: number;
  readonly isSound: boolean;
}

/** The servers of a statement and of the lists that it names, each list once (lib/bind9/check.c, validate_remotes). */
export function checkRemoteServers(clause: Clause, lists: RemoteServerLists, context: CheckContext): FoundServers {
  const walk = new RemoteWalk(lists, context);
  return walk.follow(clause);
}

class RemoteWalk {
  readonly #lists: RemoteServerLists;
  readonly #context: CheckContext;
  readonly #seen = new Set<string>();
  readonly #open: Clause[] = [];
  #count = 0;
  #isSound = true;

  constructor(lists: RemoteServerLists, context: CheckContext) {
    this.#lists = lists;
    this.#context = context;
  }

  follow(clause: Clause): FoundServers {
    this.#open.push(clause);
    for (let current = this.#open.pop(); current !== undefined; current = this.#open.pop()) {
      if (!current.isSound) this.#isSound = false;
      for (const statement of elementsOf(current)) this.#look(statement);
    }
    return { count: this.#count, isSound: this.#isSound };
  }

  #look({ values }: Statement): void {
    const [first] = values;
    const text = textOf(first);
    if (first === undefined || text === undefined) return;
    const [key, tls] = [behind(values, "key"), behind(values, "tls")];
    const isAddress = addressFrom(text) !== null;
    if (isAddress || this.#context.conf.version !== "9.18") {
      this.#checkKey(key);
      this.#checkTls(tls);
    } else for (const token of [key, tls]) this.#refuseToken(token);
    if (isAddress) this.#count += 1;
    else this.#enter(text, first);
  }

  /** 9.18 wants keys and TLS inside the list, and not behind its name. */
  #refuseToken(token: Value | undefined): void {
    if (token !== undefined) this.#refuse(token, `unexpected token '${textOf(token)}'`);
  }

  #checkKey(value: Value | undefined): void {
    const text = textOf(value);
    if (value === undefined || text === undefined) return;
    if (typeof parseName(text) === "string") this.#refuseName(value, text);
    else if (this.#context.conf.version !== "9.18" && !this.#knowsKey(value)) {
      this.#refuse(value, `key '${text}' is not defined`);
    }
  }

  #knowsKey(value: Value): boolean {
    return this.#context.known.keys.has(keyOfName(textOf(value) ?? ""));
  }

  #checkTls(value: Value | undefined): void {
    const text = textOf(value);
    if (value === undefined || text === undefined) return;
    if (typeof parseName(text) === "string") this.#refuseName(value, text);
    if (!this.#context.known.tls.has(text.toLowerCase())) this.#refuse(value, `tls '${text}' is not defined`);
  }

  #enter(name: string, value: Value): void {
    const key = name.toLowerCase();
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const list = this.#lists.byName.get(key);
    if (list !== undefined) this.#open.push(list);
    else this.#refuse(value, `unable to find ${this.#lists.word} list '${name}'`);
  }

  #refuseName(value: Value, text: string): void {
    this.#isSound = false;
    refuse(this.#context, valueSpan(value), "NAMED_CONF_NAME", `'${text}' is not a valid name`);
  }

  #refuse(value: Value, message: string): void {
    this.#isSound = false;
    refuse(this.#context, valueSpan(value), "NAMED_CONF_UNDEFINED_REFERENCE", message);
  }
}

function behind(values: readonly Value[], word: string): Value | undefined {
  const at = values.findIndex(
    (value, index) => index > 0 && value.kind === "word" && value.text.toLowerCase() === word,
  );
  return at === -1 ? undefined : values[at + 1];
}
