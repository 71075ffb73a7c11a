import { parseAddress } from "../../../dns/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { parseGoInteger } from "../../corefile/index.ts";
import { hostPortFault } from "../settings-helpers.ts";

const OPTIONS = ["acme", "email", "ca", "storage", "ca_root", "resolver"];
const MOST_PORT = 65_535;

/** plugin/tls/acme.go: each option once; who is asked for certificates, and which names they are for, changes no answer. */
export function readAcme(dispenser: Dispenser): void {
  const seen = new Map<string, readonly string[]>();
  while (dispenser.nextInBlock()) {
    const name = dispenser.value;
    if (seen.has(name)) dispenser.problem(`ACME option "${name}" can only be specified once`);
    seen.set(name, readOption(dispenser, name));
  }
  const fault = faultOf(seen);
  if (fault !== null) dispenser.problem(fault);
}

function readOption(dispenser: Dispenser, name: string): readonly string[] {
  if (!OPTIONS.includes(name)) {
    dispenser.unknownProperty(OPTIONS, `unknown ACME option "${name}"`);
    return [];
  }
  if (name !== "acme") {
    const only = dispenser.onlyArgument();
    return only === null ? [] : [only.text];
  }
  const domains = dispenser.remainingArguments();
  if (domains.length === 0) dispenser.wrongArguments();
  return domains;
}

/** validateACMEOptions, without the file of `ca_root`. */
function faultOf(options: ReadonlyMap<string, readonly string[]>): string | null {
  const domains = options.get("acme");
  if (domains === undefined) return "ACME requires at least one domain";
  const [wrong] = domains
    .map((domain) => domain.replace(/\.$/, "").toLowerCase())
    .filter((domain) => !isDomain(domain));
  if (wrong !== undefined) return `invalid ACME domain "${wrong}"`;
  const [authority] = options.get("ca") ?? [];
  if (authority !== undefined && !/^https?:\/\/[^/?#]/i.test(authority)) return `invalid ACME CA URL "${authority}"`;
  const [resolver] = options.get("resolver") ?? [];
  return resolver === undefined || resolver === "" ? null : resolverFault(resolver);
}

function isDomain(domain: string): boolean {
  const plain = domain.replace(/^\*\./, "");
  return plain !== "" && !plain.includes("*") && parseAddress(plain) === null;
}

function resolverFault(resolver: string): string | null {
  const fault = hostPortFault(resolver);
  if (fault !== null) return `invalid ACME resolver "${resolver}": address ${resolver}: ${fault}`;
  const colon = resolver.lastIndexOf(":");
  if (["", "[]"].includes(resolver.slice(0, colon))) return `invalid ACME resolver "${resolver}": host is empty`;
  const text = resolver.slice(colon + 1);
  const port = parseGoInteger(text);
  return port === null || port < 1 || port > MOST_PORT ? `invalid ACME resolver port "${text}"` : null;
}
