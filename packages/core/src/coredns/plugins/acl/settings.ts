import { type DomainName, type Prefix, parsePrefix, type RrType, rrTypeNumbers } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, type Token, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

export type AclAction = "allow" | "block" | "filter" | "drop";

/** One line of a rule. */
export interface AclPolicy {
  readonly action: AclAction;
  /** null: all types. */
  readonly types: ReadonlySet<RrType> | null;
  /** null: every address. */
  readonly networks: readonly Prefix[] | null;
}

export interface AclRule {
  readonly zones: readonly DomainName[];
  readonly policies: readonly AclPolicy[];
}

const ACTIONS: readonly AclAction[] = ["allow", "block", "filter", "drop"];

/** plugin/acl/setup.go. */
export function readAclSettings(dispenser: Dispenser, context: SettingsContext): Parsed<readonly AclRule[]> {
  const rules: AclRule[] = [];
  while (dispenser.next()) {
    const zones = zonesFromArguments(dispenser.remainingArguments(), context.zones);
    const policies: AclPolicy[] = [];
    while (dispenser.nextInBlock()) {
      const policy = readPolicy(dispenser);
      if (policy !== null) policies.push(policy);
    }
    rules.push({ zones, policies });
  }
  return settled(rules, dispenser);
}

function readPolicy(dispenser: Dispenser): AclPolicy | null {
  const wanted = dispenser.value.toLowerCase();
  const action = ACTIONS.find((candidate) => candidate === wanted);
  if (action === undefined) {
    const message = `unexpected token "${dispenser.value}"; expect 'allow', 'block', 'filter' or 'drop'`;
    dispenser.unknownProperty(ACTIONS, message);
    return null;
  }
  const sections = new Sections(dispenser);
  for (const token of dispenser.remainingTokens()) sections.take(token);
  sections.close();
  return { action, types: sections.types, networks: sections.networks };
}

/** The `type` and `net` parts of a line, each of which may stand several times. */
class Sections {
  readonly #dispenser: Dispenser;
  #types: Set<RrType> | null = null;
  #networks: Prefix[] | null = null;
  #takesAllTypes = false;
  #takesAllNetworks = false;
  #section: "type" | "net" | null = null;
  #count = 0;
  /** Behind `*` the rest of a section is not looked at. */
  #isOpen = true;

  constructor(dispenser: Dispenser) {
    this.#dispenser = dispenser;
  }

  get types(): ReadonlySet<RrType> | null {
    return this.#takesAllTypes ? null : this.#types;
  }

  get networks(): readonly Prefix[] | null {
    return this.#takesAllNetworks ? null : this.#networks;
  }

  take(token: Token): void {
    const word = token.text.toLowerCase();
    if (word === "type" || word === "net") this.#begin(word);
    else if (this.#section === null) {
      this.#dispenser.problem(`unexpected token "${token.text}"; expect 'type | net'`, { at: token.span });
    } else {
      this.#count += 1;
      if (this.#isOpen) this.#add(this.#section, token);
    }
  }

  close(): void {
    if (this.#section !== null && this.#count === 0) {
      this.#dispenser.problem(`no token specified in "${this.#section}" section`);
    }
  }

  #begin(section: "type" | "net"): void {
    this.close();
    this.#section = section;
    this.#count = 0;
    this.#isOpen = true;
    if (section === "type") this.#types ??= new Set();
    else this.#networks ??= [];
  }

  #add(section: "type" | "net", token: Token): void {
    if (token.text === "*") {
      this.#isOpen = false;
      if (section === "type") this.#takesAllTypes = true;
      else this.#takesAllNetworks = true;
    } else if (section === "type") this.#addType(token);
    else this.#addNetwork(token);
  }

  #addType({ text, span }: Token): void {
    const type = knownType(text);
    if (type !== null) this.#types?.add(type);
    else {
      const hint = knownType(text.toUpperCase()) === null ? {} : { hint: "Types are written in upper case here." };
      this.#dispenser.problem(`unexpected token "${text}"; expect legal QTYPE`, { at: span, ...hint });
    }
  }

  /** A bare address is its own network. */
  #addNetwork({ text, span }: Token): void {
    const prefix = parsePrefix(text);
    if (typeof prefix !== "string") this.#networks?.push({ address: prefix.address, length: prefix.length });
    else this.#dispenser.problem(`illegal CIDR notation "${withLength(text)}"`, { at: span });
  }
}

function withLength(text: string): string {
  if (text.includes("/")) return text;
  return text.includes(":") ? `${text}/128` : `${text}/32`;
}

function knownType(text: string): RrType | null {
  return Object.hasOwn(rrTypeNumbers, text) ? (text as RrType) : null;
}
