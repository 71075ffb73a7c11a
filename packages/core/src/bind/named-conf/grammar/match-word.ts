import { type Address, isIpv4, maskAddress, type Prefix, parseAddress, parseIpv4 } from "../../../dns/index.ts";

/** An address with the bits that count. */
export interface PrefixWord {
  readonly kind: "prefix";
  readonly prefix: Prefix;
  readonly hasHostBits: boolean;
  /** As written, with octets that were left out; of a link-local address without its zone. */
  readonly addressText: string;
  readonly lengthText: string;
}

/** What an unquoted word of an address match list is. */
export type MatchWord =
  | PrefixWord
  /** `any`, `none`, `localhost`, `localnets` or an acl. */
  | { readonly kind: "name"; readonly name: string }
  | {
      readonly kind: "fault";
      readonly expected: string;
      /** The part of the word that is wrong; null where more was expected behind it. */
      readonly near: string | null;
      /** Nothing more is said: `expected` holds the part. */
      readonly isAll: boolean;
    };

/**
 * Reads `192.168.13.0/24`, `10/8` (missing octets are 0), `::1`, `fe80::1%eth0`, or a name, as cfg_parse_netprefix does.
 * A `/` in front of anything that is no address belongs to nothing BIND knows.
 */
export function readMatchWord(word: string): MatchWord {
  const slash = word.indexOf("/");
  const text = slash === -1 ? word : word.slice(0, slash);
  const address = completeAddress(text);
  if (address === null) return { kind: "name", name: word };
  const widest = isIpv4(address) ? 32 : 128;
  if (slash === -1) {
    if (isIpv4(address) && parseIpv4(text) === null) {
      return { kind: "fault", expected: "incomplete IPv4 address or prefix", near: null, isAll: false };
    }
    return prefixWord(address, widest, String(widest));
  }
  const [lengthText = "", ...more] = word.slice(slash + 1).split("/");
  if (!/^\d{1,9}$/.test(lengthText)) {
    const near = lengthText === "" ? null : lengthText;
    return { kind: "fault", expected: "expected prefix length", near, isAll: false };
  }
  if (Number(lengthText) > widest) {
    return { kind: "fault", expected: `invalid prefix length '${lengthText}'`, near: lengthText, isAll: true };
  }
  if (more.length > 0) return { kind: "fault", expected: "missing ';' before '/'", near: "/", isAll: true };
  return prefixWord(address, Number(lengthText), lengthText);
}

function prefixWord(address: Address, length: number, lengthText: string): MatchWord {
  const masked = maskAddress(address, length);
  const hasHostBits = masked !== address;
  return { kind: "prefix", prefix: { address: masked, length }, hasHostBits, addressText: address, lengthText };
}

/** An address, with octets that a prefix may leave out filled in; null for what is none. */
function completeAddress(text: string): Address | null {
  if (text.includes(":")) return parseAddress(text.split("%", 1)[0] ?? "");
  const missing = 4 - text.split(".").length;
  if (missing < 0 || !/^[0-9.]+$/.test(text)) return null;
  return parseIpv4(`${text}${".0".repeat(missing)}`);
}
