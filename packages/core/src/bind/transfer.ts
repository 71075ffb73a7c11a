import {
  compareSerials,
  type DomainName,
  labelsOf,
  octetsOfRdata,
  type Rcode,
  type ResourceRecord,
  type Response,
  recordsOf,
  type SoaRdata,
} from "../dns/index.ts";
import type { Outcome } from "../resolution/index.ts";
import type { Zone } from "../zone/index.ts";
import { makeReply, type ReplyLimits, type ReplyParts } from "./answering/reply.ts";
import type { BindRequest } from "./answering/request.ts";
import { quoted, withoutDot } from "./log-lines.ts";
import { PROHIBITED } from "./odd-messages.ts";
import { peerAt } from "./recursion/query-form.ts";
import { mayRecurse, signerOf, type View, type Visitor } from "./view.ts";
import type { TransferList } from "./zone-settings.ts";
import { contentsOf, recordsOfWay, sizeOfZone, toldSizeOfWay, wayBetween, type ZoneJournal } from "./zones/journal.ts";
import { sizeText, tallyOf } from "./zones/transfer-tally.ts";
import type { LocalZone } from "./zones/zone-table.ts";

const HEADER_OCTETS = 12;
/** TYPE, CLASS, TTL and RDLENGTH. */
const RECORD_HEADER_OCTETS = 10;

/** Zones that are transferred; those inside named have no order to be walked in. */
const WITH_CONTENTS: ReadonlySet<LocalZone["kind"]> = new Set<LocalZone["kind"]>(["primary", "secondary", "mirror"]);
const BUILT_IN: ReadonlySet<LocalZone["kind"]> = new Set<LocalZone["kind"]>(["empty", "built-in"]);

/** AXFR and IXFR (lib/ns/xfrout.c): an apex of a zone that is loaded, then allow-transfer, which looks at nothing else, then the transport. */
export function transferReply(request: BindRequest, view: View, visitor: Visitor, limits: ReplyLimits): Outcome {
  const say: Say = (parts) => ({
    kind: "reply",
    messages: [makeReply(request.query, { recursionAvailable: mayRecurse(view, visitor), ...parts }, limits)],
  });
  const zone = view.zones.at(request.question.name);
  if (zone === null || !(WITH_CONTENTS.has(zone.kind) || BUILT_IN.has(zone.kind))) {
    const { name, class: rrClass } = request.question;
    request.log?.(`bad zone transfer request: '${withoutDot(name)}/${rrClass}': non-authoritative zone (NOTAUTH)`);
    return say({ rcode: "NOTAUTH" });
  }
  if (zone.data === null) return say({ rcode: "SERVFAIL" });
  if (zone.allowTransfer === null || !mayTransfer(zone.allowTransfer, request, visitor)) {
    request.log?.(`zone transfer ${quoted(request.question)} denied`);
    return say({ rcode: "REFUSED", errors: [PROHIBITED] });
  }
  const refused = refusedForm(request);
  if (refused !== null) return say({ rcode: refused });
  const option = zone.notModelled ?? zone.signedBy;
  if (option !== null) return { kind: "unsupported", what: option };
  return contentsReply({ request, zone, view, visitor, limits, say }, zone.data);
}

type Say = (parts: ReplyParts) => Outcome;

interface Transfer {
  readonly request: BindRequest;
  readonly zone: LocalZone;
  readonly view: View;
  readonly visitor: Visitor;
  readonly limits: ReplyLimits;
  readonly say: Say;
}

function contentsReply({ request, zone, view, visitor, limits, say }: Transfer, data: Zone): Outcome {
  const { soa } = data;
  const [current] = soa?.data ?? [];
  if (soa === null || current?.type !== "SOA") return say({ rcode: "SERVFAIL" });
  if (request.transport === "udp") return say({ rcode: "NOERROR", answer: recordsOf(soa) });
  const isPoll = isCurrent(current, request);
  if (!isPoll && BUILT_IN.has(zone.kind)) return say({ rcode: "SERVFAIL" });
  const sent = isPoll ? null : whatIsSent(request, zone, data, current.serial, fillOf(view, visitor));
  const inner = sent === null ? [] : sent.way === null ? contentsOf(data, soa) : recordsOfWay(sent.way);
  const records = sent === null ? recordsOf(soa) : [...recordsOf(soa), ...inner, ...recordsOf(soa)];
  request.remark?.({ actor: `zone ${zone.name.text}`, text: `${records.length} records are sent` });
  const fill = fillOf(view, visitor);
  const messages = messagesOf(request, records, fill, mayRecurse(view, visitor), limits);
  if (sent !== null) logTransfer(request, sent, messages, signerOf(visitor));
  return { kind: "reply", messages };
}

function mayTransfer(list: TransferList, { transport, destination }: BindRequest, { acls, source }: Visitor): boolean {
  const isAtPort = list.port === null || list.port === destination.port;
  const isOver = list.transport === null || list.transport === transport;
  return isAtPort && isOver && acls.permits(list, source);
}

/** AXFR wants a stream; IXFR says which version is held. */
function refusedForm(request: BindRequest): Rcode | null {
  if (request.question.type === "AXFR") return request.transport === "udp" ? "FORMERR" : null;
  return askedSerial(request) === null ? "FORMERR" : null;
}

/** The serial that an IXFR brings in its authority section. */
function askedSerial({ query, question }: BindRequest): number | null {
  if (question.type !== "IXFR") return null;
  const soa = query.authority.find(({ owner, data }) => owner.key === question.name.key && data.type === "SOA");
  return soa?.data.type === "SOA" ? soa.data.serial : null;
}

/** Whoever holds this version or a newer one gets the SOA alone (RFC 1995 section 2). */
function isCurrent(current: SoaRdata, request: BindRequest): boolean {
  const serial = askedSerial(request);
  if (serial === null) return false;
  const order = compareSerials(serial, current.serial);
  return order === "same" || order === "newer";
}

/** What a transfer consists of: a way through the journal, or everything. */
interface Sent {
  readonly way: ZoneJournal | null;
  readonly what: "AXFR" | "AXFR-style IXFR" | "IXFR";
  /** From which version on; null: from none. */
  readonly from: number | null;
  readonly to: number;
}

/** IXFR is answered with differences where they are known, allowed and not larger than the zone (ns_xfr_start). */
function whatIsSent(request: BindRequest, zone: LocalZone, data: Zone, serial: number, { providesIxfr }: Fill): Sent {
  const begin = askedSerial(request);
  if (begin === null) return { way: null, what: "AXFR", from: null, to: serial };
  const whole: Sent = { way: null, what: "AXFR-style IXFR", from: null, to: serial };
  if (!providesIxfr) return whole;
  const say = (text: string): void => request.log?.(`transfer of '${withoutDot(zone.name)}/IN': ${text}`);
  const way = wayBetween(zone.journal, begin, serial);
  if (way === null) {
    say("IXFR version not in journal, falling back to AXFR");
    return whole;
  }
  const [octets, most] = [toldSizeOfWay(way), sizeOfZone(data)];
  if (zone.maxIxfrRatio > 0 && Math.floor((100 * octets) / most) > zone.maxIxfrRatio) {
    say(
      `IXFR delta size (${octets} bytes) exceeds the maximum ratio to database size (${most} bytes), falling back to AXFR`,
    );
    return whole;
  }
  return { way, what: "IXFR", from: begin, to: serial };
}

/** Both at once: how long it takes is the network's, and whether the other one hears it to its end. */
function logTransfer(
  { question, log }: BindRequest,
  { what, from, to }: Sent,
  messages: readonly Response[],
  signer: DomainName | null,
): void {
  if (log === null) return;
  const title = `transfer of '${withoutDot(question.name)}/IN': ${what}`;
  const key = signer === null ? "" : `: TSIG ${withoutDot(signer)}`;
  log(`${title} started${key} (serial ${from === null ? "" : `${from} -> `}${to})`);
  log(`${title} ended: ${sizeText({ ...tallyOf(messages), serial: to }, SHORTEST_MS)}`);
}

/** What took less is logged as that. */
const SHORTEST_MS = 1;

/** When a message of a transfer is full. */
interface Fill {
  readonly records: number;
  readonly octets: number;
  /** `provide-ixfr`. */
  readonly providesIxfr: boolean;
}

function fillOf({ settings, resolver }: View, { source }: Visitor): Fill {
  const { transferFormat, transferMessageSize, provideIxfr } = settings.options;
  const peer = peerAt(resolver.peers, source);
  const format = peer?.transferFormat ?? transferFormat;
  const providesIxfr = peer?.provideIxfr ?? provideIxfr;
  return { providesIxfr, records: format === "one-answer" ? 1 : Number.POSITIVE_INFINITY, octets: transferMessageSize };
}

/** As many records a message as named puts into one; the question stands in the first. */
function messagesOf(
  request: BindRequest,
  records: readonly ResourceRecord[],
  fill: Fill,
  recursionAvailable: boolean,
  limits: ReplyLimits,
): readonly Response[] {
  const messages: Response[] = [];
  for (let at = 0; at < records.length; ) {
    const isFirst = messages.length === 0;
    const end = endOfMessage(records, at, fill, HEADER_OCTETS + (isFirst ? questionOctets(request) : 0));
    const form = isFirst ? limits : { ...limits, nsid: null };
    const reply: ReplyParts = {
      rcode: "NOERROR",
      questions: isFirst ? request.query.questions : [],
      authoritative: true,
      recursionAvailable,
      flags: "cleared",
      answer: records.slice(at, end),
    };
    messages.push(makeReply(request.query, reply, form));
    at = end;
  }
  return messages;
}

function questionOctets({ question }: BindRequest): number {
  return nameOctets(question.name) + 4;
}

function endOfMessage(records: readonly ResourceRecord[], from: number, fill: Fill, used: number): number {
  let octets = used;
  let at = from;
  while (at < records.length && (at === from || (octets < fill.octets && at - from < fill.records))) {
    const record = records[at];
    if (record !== undefined) {
      octets += nameOctets(record.owner) + RECORD_HEADER_OCTETS + octetsOfRdata(record.data).length;
    }
    at += 1;
  }
  return at;
}

function nameOctets(name: ResourceRecord["owner"]): number {
  return labelsOf(name).reduce((sum, label) => sum + label.length + 1, 1);
}
