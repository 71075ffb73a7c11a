import { compareSerials, type ResourceRecord, type Response, recordsOf } from "../dns/index.ts";
import type { Outcome } from "../resolution/index.ts";
import type { Zone } from "../zone/index.ts";
import { makeReply, type ReplyLimits } from "./answering/reply.ts";
import type { BindRequest } from "./answering/request.ts";
import { EDE_PROHIBITED } from "./answering/request.ts";
import { mayRecurse, type View, type Visitor } from "./view.ts";

/** Records in one message of a transfer: far below 64 KiB whatever they hold. */
const RECORDS_A_MESSAGE = 100;

/** AXFR and IXFR (lib/ns/xfrout.c): TCP, an apex of a zone that is loaded, and allow-transfer, which looks at nothing else. */
export function transferReply(request: BindRequest, view: View, visitor: Visitor, limits: ReplyLimits): Outcome {
  const { query, question } = request;
  const recursionAvailable = mayRecurse(view, visitor);
  const fail = (rcode: Response["rcode"], isRefusal = false): Outcome => ({
    kind: "reply",
    messages: [
      makeReply(
        query,
        { rcode, recursionAvailable, errors: isRefusal ? [{ code: EDE_PROHIBITED, text: "" }] : [] },
        limits,
      ),
    ],
  });
  const serial = askedSerial(request);
  const isUdp = request.transport === "udp";
  if (isUdp && (question.type === "AXFR" || serial === null)) return fail("FORMERR");
  if (question.type === "IXFR" && serial === null) return fail("FORMERR");
  const zone = view.zones.at(question.name);
  if (zone === null || zone.allowTransfer === null || zone.kind === "empty") return fail("NOTAUTH");
  if (!visitor.acls.permits(zone.allowTransfer, visitor.source)) return fail("REFUSED", true);
  if (zone.data === null) return fail("SERVFAIL");
  const soa = soaRecords(zone.data);
  const records = isUdp || isCurrent(soa, serial) ? soa : [...soa, ...withoutSoa(zone.data), ...soa];
  request.remark?.({ actor: `zone ${zone.name.text}`, text: `${records.length} records are sent` });
  return { kind: "reply", messages: messagesOf(request, records, recursionAvailable, limits) };
}

/** The serial that an IXFR brings in its authority section. */
function askedSerial({ query }: BindRequest): number | null {
  const data = query.authority[0]?.data;
  return data?.type === "SOA" ? data.serial : null;
}

function soaRecords(zone: Zone): readonly ResourceRecord[] {
  const set = zone.rrset(zone.apex, "SOA");
  return set === null || set === undefined ? [] : recordsOf(set);
}

function isCurrent(soa: readonly ResourceRecord[], serial: number | null): boolean {
  const data = soa[0]?.data;
  if (serial === null || data?.type !== "SOA") return false;
  const order = compareSerials(serial, data.serial);
  return order === "same" || order === "newer";
}

function withoutSoa(zone: Zone): readonly ResourceRecord[] {
  return [...zone.records()].filter((record) => record.data.type !== "SOA");
}

function messagesOf(
  request: BindRequest,
  records: readonly ResourceRecord[],
  recursionAvailable: boolean,
  limits: ReplyLimits,
): readonly Response[] {
  const messages: Response[] = [];
  for (let at = 0; at < records.length; at += RECORDS_A_MESSAGE) {
    const answer = records.slice(at, at + RECORDS_A_MESSAGE);
    messages.push(
      makeReply(
        request.query,
        {
          rcode: "NOERROR",
          authoritative: request.transport !== "udp",
          recursionAvailable,
          answer,
          flags: request.transport === "udp" ? "kept" : "cleared",
        },
        limits,
      ),
    );
  }
  return messages;
}
