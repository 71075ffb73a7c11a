import {
  type Address,
  addressBytes,
  ipv6FromBytes,
  isIpv4,
  type Message,
  type Prefix,
  parseName,
  type ResourceRecord,
  type Response,
} from "../../../dns/index.ts";
import type {
  Handler,
  PluginContext,
  PluginExchange,
  PluginInstance,
  PluginMessage,
  PluginOutcome,
  PluginRequest,
  SeenQuery,
} from "../../plugin.ts";
import { failed } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import type { Dns64Settings } from "./settings.ts";

/** Where no SOA record says more (RFC 6147 section 5.1.7). */
const DEFAULT_TTL = 600;
/** This octet of a translated address stays zero (RFC 6052 section 2.2). */
const ZERO_OCTET = 8;

/** plugin/dns64: AAAA records made of A records, for who asked over IPv6 and gets none. */
export function makeDns64(settings: Dns64Settings, context: PluginContext): PluginInstance {
  return {
    wrap: (next) => (request) =>
      isIntercepted(request, settings) ? intercept(request, next, settings, context) : next(request),
  };
}

function isIntercepted({ question, source }: PluginRequest, { allowsIpv4 }: Dns64Settings): boolean {
  return question.type === "AAAA" && question.class === "IN" && (allowsIpv4 || !isIpv4(source.address));
}

function* intercept(
  request: PluginRequest,
  next: Handler,
  settings: Dns64Settings,
  context: PluginContext,
): PluginExchange {
  const step = next(request);
  const outcome: PluginOutcome = "kind" in step ? step : yield* step;
  const own = outcome.kind === "written" ? outcome.messages.at(-1) : undefined;
  if (outcome.kind !== "written" || own === undefined) return outcome;
  if (!needsTranslation(own, settings)) return { ...outcome, messages: [own] };
  const seen = asLeft(request, outcome.seen);
  // CoreDNS asks for the name in lower case.
  const lower = parseName(seen.question.name.key);
  const name = typeof lower === "string" ? seen.question.name : lower;
  const found = yield* context.reenter(seen, { name, type: "A", class: "IN" });
  if (found === null) return failed("SERVFAIL", "dns64: upstream returned no response");
  request.remark?.({ actor: "plugin dns64", text: `no AAAA record: made of ${found.answer.length} records for A` });
  return {
    kind: "written",
    messages: [translated(seen, own, found, settings.prefix)],
    returned: "NOERROR",
    seen: seen.query,
  };
}

/** The request as rewrite, which stands behind this plugin, has left it: the message is one and the same. */
function asLeft(request: PluginRequest, seen: SeenQuery | undefined): PluginRequest {
  const question = seen?.questions[0];
  return seen === undefined || question === undefined ? request : { ...request, query: seen, question };
}

/** RFC 6147 sections 5.1.1 and 5.1.2: a name error stands, every other error counts as an empty answer. */
function needsTranslation({ rcode, answer }: Message, { translatesAll }: Dns64Settings): boolean {
  if (rcode === "NXDOMAIN" && answer.length === 0) return false;
  return translatesAll || !answer.some(({ data }) => data.type === "AAAA");
}

function translated(request: PluginRequest, own: Message, found: Response, prefix: Prefix): PluginMessage {
  const soa = own.authority.filter(({ data }) => data.type === "SOA").at(-1);
  const ttlLimit = soa?.ttl ?? DEFAULT_TTL;
  const { rcode, authority, additional, edns, flags, wire } = found;
  const answer = found.answer.map((record) => translateRecord(record, prefix, ttlLimit));
  const reply = replyTo(request, { rcode, answer, authority, additional, edns });
  return { ...reply, flags: { ...reply.flags, truncated: flags.truncated }, order: wire.order };
}

function translateRecord(record: ResourceRecord, prefix: Prefix, ttlLimit: number): ResourceRecord {
  if (record.data.type !== "A") return record;
  const data = { type: "AAAA", address: translateAddress(record.data.address, prefix) } as const;
  return { ...record, ttl: Math.min(record.ttl, ttlLimit), data };
}

/** RFC 6052 section 2.2: the four octets behind the prefix, around the one that stays zero. */
function translateAddress(address: Address, prefix: Prefix): ReturnType<typeof ipv6FromBytes> {
  const bytes = new Uint8Array(16);
  const octets = prefix.length / 8;
  bytes.set(addressBytes(prefix.address).subarray(0, octets));
  let at = octets;
  for (const octet of addressBytes(address)) {
    if (at === ZERO_OCTET) at += 1;
    bytes[at] = octet;
    at += 1;
  }
  return ipv6FromBytes(bytes);
}
