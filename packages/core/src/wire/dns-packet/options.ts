import { addressBytes, type EdnsOption, parseAddress } from "../../dns/index.ts";
import { numberFrom, octetsFrom } from "./forms.ts";
import type { DnsPacketOption } from "./packet.ts";
import type { Place } from "./problems.ts";

const MOST = 0xffff;
/** optioncodes.js. */
const CODES: ReadonlyMap<string, number> = new Map([
  ["LLQ", 1],
  ["UL", 2],
  ["NSID", 3],
  ["DAU", 5],
  ["DHU", 6],
  ["N3U", 7],
  ["CLIENT_SUBNET", 8],
  ["EXPIRE", 9],
  ["COOKIE", 10],
  ["TCP_KEEPALIVE", 11],
  ["PADDING", 12],
  ["CHAIN", 13],
  ["KEY_TAG", 14],
  ["DEVICEID", 26_946],
]);
const NUMBERED = /^OPTION_(\d{1,5})$/;

/** An option with its octets, which the package makes of other fields where `data` is left out (roption.encode). */
export function optionFromPacket(option: DnsPacketOption, place: Place): EdnsOption {
  const code = codeFrom(option.code, place.field("code"));
  if (option.data !== undefined) return { code, data: octetsFrom(option.data, MOST, place.field("data")) };
  switch (code) {
    case 8:
      return { code, data: clientSubnet(option, place) };
    case 11:
      return {
        code,
        data: option.timeout ? twoOctets(numberFrom(option.timeout, MOST, place.field("timeout"))) : NONE,
      };
    case 12:
      return { code, data: new Uint8Array(numberFrom(option.length, MOST, place.field("length"))) };
    case 14:
      return { code, data: keyTags(option.tags ?? [], place.field("tags")) };
    default:
      place.field("data").report("bad-value", "an option without octets");
      return { code, data: NONE };
  }
}

const NONE = new Uint8Array();

function codeFrom(code: unknown, place: Place): number {
  if (typeof code === "number") return numberFrom(code, MOST, place);
  const upper = typeof code === "string" ? code.toUpperCase() : "";
  const number = CODES.get(upper) ?? Number(NUMBERED.exec(upper)?.[1] ?? Number.NaN);
  if (number <= MOST) return number;
  place.report("bad-value", `${String(code)} is not the code of an option`);
  return 0;
}

function twoOctets(number: number): Uint8Array {
  return Uint8Array.of(number >> 8, number);
}

function keyTags(tags: readonly number[], place: Place): Uint8Array {
  const octets = tags.flatMap((tag, index) => [...twoOctets(numberFrom(tag, MOST, place.item(index)))]);
  return Uint8Array.from(octets);
}

/** RFC 7871 section 6; the package cuts the address after so many bits, to whole octets. */
function clientSubnet(option: DnsPacketOption, place: Place): Uint8Array {
  const address = parseAddress(option.ip ?? "");
  if (address === null) {
    place.field("ip").report("bad-value", `${String(option.ip)} is not an address`);
    return NONE;
  }
  const bytes = addressBytes(address);
  const sourceLength = numberFrom(option.sourcePrefixLength, bytes.length * 8, place.field("sourcePrefixLength"));
  const scopeLength = numberFrom(option.scopePrefixLength, 0xff, place.field("scopePrefixLength"));
  const family = numberFrom(option.family, MOST, place.field("family")) || (bytes.length === 4 ? 1 : 2);
  const prefix = bytes.subarray(0, Math.ceil(sourceLength / 8));
  return Uint8Array.of(...twoOctets(family), sourceLength, scopeLength, ...prefix);
}
