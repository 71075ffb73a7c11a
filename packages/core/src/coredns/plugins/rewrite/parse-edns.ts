import type { EdnsSource, EdnsVerb, RewriteAction, RuleFault } from "./rule.ts";

const VERBS: readonly EdnsVerb[] = ["set", "append", "replace", "unset"];
const VARIABLES: ReadonlySet<string> = new Set([
  "{qname}",
  "{qtype}",
  "{client_ip}",
  "{client_port}",
  "{protocol}",
  "{server_ip}",
  "{server_port}",
]);
const METADATA = /^\{[^/{}]+\/[^{}]+\}$/;

/** plugin/rewrite/edns0.go newEdns0Rule. */
export function parseEdnsRule(words: readonly string[]): RewriteAction | RuleFault {
  if (words.length < 2) return { fault: "too few arguments for an EDNS0 rule" };
  const [type = "", action = ""] = words.slice(0, 2).map((word) => word.toLowerCase());
  const verb = VERBS.find((candidate) => candidate === action);
  if (verb === undefined) return { fault: `invalid action: "${action}"` };
  const reverts = verb !== "unset" && words.at(-1) === "revert";
  const option = parseOption(type, verb, reverts ? words.slice(0, -1) : words);
  return "fault" in option ? option : { kind: "edns0", verb, option, reverts };
}

function parseOption(type: string, verb: EdnsVerb, words: readonly string[]): EdnsSource | RuleFault {
  switch (type) {
    case "nsid":
      if (words.length === 2) return { kind: "nsid" };
      return {
        fault:
          verb === "unset"
            ? "nsid unset action requires exactly one argument"
            : "EDNS0 NSID rules can accept no more than one arg",
      };
    case "local":
      return verb === "unset" ? parseLocalUnset(words) : parseLocal(words);
    case "subnet":
      return verb === "unset" ? parseSubnetUnset(words) : parseSubnet(words);
    default:
      return { fault: `invalid rule type "${type}"` };
  }
}

function parseLocalUnset(words: readonly string[]): EdnsSource | RuleFault {
  const [, , codeText] = words;
  if (codeText === undefined || words.length > 3) return { fault: "local unset action requires exactly two arguments" };
  const code = parseGoUint(codeText, 16);
  return typeof code === "number" ? { kind: "local", code, data: new Uint8Array() } : code;
}

function parseLocal(words: readonly string[]): EdnsSource | RuleFault {
  const [, , codeText, data] = words;
  if (codeText === undefined || data === undefined || words.length > 4) {
    return { fault: "EDNS0 local rules require three or four args" };
  }
  const code = parseGoUint(codeText, 16);
  if (typeof code !== "number") return code;
  if (data.startsWith("{") && data.endsWith("}")) {
    const isKnown = VARIABLES.has(data) || METADATA.test(data);
    return isKnown ? { kind: "variable", code, variable: data } : { fault: `unsupported variable name "${data}"` };
  }
  if (!data.startsWith("0x")) return { kind: "local", code, data: new TextEncoder().encode(data) };
  const octets = octetsFromHexadecimal(data.slice(2));
  return "fault" in octets ? octets : { kind: "local", code, data: octets };
}

function parseSubnetUnset(words: readonly string[]): EdnsSource | RuleFault {
  if (words.length !== 2) return { fault: "subnet unset action requires exactly one argument" };
  return { kind: "subnet", ipv4Length: 0, ipv6Length: 0 };
}

function parseSubnet(words: readonly string[]): EdnsSource | RuleFault {
  const [, , ipv4Text, ipv6Text] = words;
  if (ipv4Text === undefined || ipv6Text === undefined || words.length > 4) {
    return { fault: "EDNS0 subnet rules require three or four args" };
  }
  const ipv4Length = parseGoUint(ipv4Text, 16);
  if (typeof ipv4Length !== "number") return ipv4Length;
  if (ipv4Length > 32) return { fault: `invalid IPv4 bit mask length ${ipv4Length}` };
  const ipv6Length = parseGoUint(ipv6Text, 16);
  if (typeof ipv6Length !== "number") return ipv6Length;
  if (ipv6Length > 128) return { fault: `invalid IPv6 bit mask length ${ipv6Length}` };
  return { kind: "subnet", ipv4Length, ipv6Length };
}

/** Go's strconv.ParseUint with base 0: `12`, `0x0c`, `0o14`, `014`, `0b1100`. */
function parseGoUint(text: string, bits: number): number | RuleFault {
  const octal = /^0[0-7]+$/.test(text) ? `0o${text.slice(1)}` : text;
  const isNumber = /^(?:0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(octal);
  const value = isNumber ? Number(octal) : Number.NaN;
  if (value < 2 ** bits) return value;
  const why = isNumber ? "value out of range" : "invalid syntax";
  return { fault: `strconv.ParseUint: parsing "${text}": ${why}` };
}

function octetsFromHexadecimal(text: string): Uint8Array | RuleFault {
  const bad = /[^0-9a-fA-F]/.exec(text)?.[0];
  if (bad !== undefined) return { fault: `encoding/hex: invalid byte: U+${codeText(bad)} '${bad}'` };
  if (text.length % 2 === 1) return { fault: "encoding/hex: odd length hex string" };
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function codeText(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
