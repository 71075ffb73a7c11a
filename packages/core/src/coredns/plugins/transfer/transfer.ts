import { type DomainName, isAtOrBelow, octetsOfRdata, type ResourceRecord } from "../../../dns/index.ts";
import { lowerCaseName } from "../../go-name.ts";
import {
  type Handler,
  type PluginContext,
  type PluginInstance,
  type PluginMessage,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../../plugin.ts";
import { authoritativeReplyTo, replyTo } from "../../reply.ts";
import type { TransferRule } from "./settings.ts";

/** Octets of records in one message, uncompressed; header and question come on top. */
const MAX_BATCH_OCTETS = 63_000;
/** Type, class, TTL and length of a record. */
const FIXED_OCTETS = 10;

/** plugin/transfer/transfer.go ServeDNS. */
export function makeTransfer(rules: readonly TransferRule[], context: PluginContext): PluginInstance {
  return {
    wrap: (next) => (request) => {
      const { type } = request.question;
      return type === "AXFR" || type === "IXFR" ? transfer(rules, context, request, next) : next(request);
    },
    // The zones are those of the siblings, which a fork has of its own.
    fork: (forked) => makeTransfer(rules, forked),
  };
}

function transfer(
  rules: readonly TransferRule[],
  context: PluginContext,
  request: PluginRequest,
  next: Handler,
): PluginStep {
  if (request.transport === "udp") return refuse(request, "a transfer over UDP");
  const rule = longestMatch(rules, request.question.name);
  if (rule === null) return next(request);
  if (!rule.to.some((to) => to === "*" || to === request.source.address)) {
    refuse(request, `${request.source.address} is not among "to"`);
    return { kind: "written", messages: [replyTo(request, { rcode: "REFUSED" })], returned: "NOERROR" };
  }
  const serial = serialOf(request);
  if (serial === "missing") return returned("SERVFAIL");
  const records = recordsFrom(context, request, serial);
  if (records === null) return next(request);
  return records === "failed" ? returned("SERVFAIL") : send(request, records);
}

function refuse(request: PluginRequest, why: string): PluginOutcome {
  request.remark?.({ actor: "plugin transfer", text: `${why}: REFUSED` });
  return returned("REFUSED");
}

/** The line with the longest zone that the name stands in; of equal ones the first. */
function longestMatch(rules: readonly TransferRule[], name: DomainName): TransferRule | null {
  let found: TransferRule | null = null;
  let longest = -1;
  for (const rule of rules) {
    for (const zone of rule.zones) {
      if (zone.labelCount <= longest || !isAtOrBelow(name, zone)) continue;
      found = rule;
      longest = zone.labelCount;
    }
  }
  return found;
}

/** The serial of an IXFR; null for AXFR. Without exactly one SOA in its authority section an IXFR is SERVFAIL. */
function serialOf({ question, query }: PluginRequest): number | null | "missing" {
  if (question.type !== "IXFR") return null;
  const [first, ...others] = query.authority;
  return first?.data.type === "SOA" && others.length === 0 ? first.data.serial : "missing";
}

/** From the first plugin of the block that has authority over this name. */
function recordsFrom(
  context: PluginContext,
  request: PluginRequest,
  serial: number | null,
): readonly ResourceRecord[] | "failed" | null {
  const zone = lowerCaseName(request.question.name);
  for (const { transferer } of context.siblings()) {
    const groups = transferer?.transfer(zone, serial, request.now) ?? null;
    if (groups === "failed") return groups;
    if (groups !== null) return groups.flat();
  }
  return null;
}

/** A last message of one record is taken for "nothing new": it carries the SOA without AA, whatever went before. */
function send(request: PluginRequest, records: readonly ResourceRecord[]): PluginOutcome {
  const batches = batchesOf(records);
  const messages = batches.map((answer, index): PluginMessage => {
    const isLoneSoa = index === batches.length - 1 && answer.length === 1;
    return isLoneSoa ? replyTo(request, { answer: records.slice(0, 1) }) : authoritativeReplyTo(request, { answer });
  });
  request.remark?.({ actor: "plugin transfer", text: `${records.length} records in ${batches.length} messages` });
  return { kind: "written", messages, returned: "NOERROR" };
}

function batchesOf(records: readonly ResourceRecord[]): readonly (readonly ResourceRecord[])[] {
  const batches: ResourceRecord[][] = [];
  let batch: ResourceRecord[] = [];
  let octets = 0;
  for (const record of records) {
    const length = record.owner.octets + FIXED_OCTETS + octetsOfRdata(record.data).length;
    if (batch.length > 0 && octets + length > MAX_BATCH_OCTETS) {
      batches.push(batch);
      batch = [];
      octets = 0;
    }
    batch.push(record);
    octets += length;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
