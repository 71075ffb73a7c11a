import {
  type DomainName,
  type Edns,
  makeQuery,
  NO_FLAGS,
  type Query,
  type ResourceRecord,
  type Response,
} from "../../dns/index.ts";
import type { AskFailure } from "../../resolution/index.ts";
import type { PeerSettings } from "../peer-settings.ts";
import type { ZoneTransferIn } from "../zone-settings.ts";
import { soaIn } from "./incoming-zone.ts";

/** RFC 7314. */
const EXPIRE_OPTION = 9;
/** lib/dns/zone.c, SEND_BUFFER_SIZE. */
const UDP_SIZE = 2048;
/** Of a copy's questions to its primary. */
export const EDNS: Edns = { udpSize: UDP_SIZE, version: 0, dnssecOk: false, z: 0, options: [] };
const EDNS_WITH_EXPIRE: Edns = { ...EDNS, options: [{ code: EXPIRE_OPTION, data: new Uint8Array() }] };

/** `plain`: without EDNS, after silence or an error. */
export type SoaForm = "edns" | "plain";

/** What named asks a primary (facts section 7: RD=0, no DO, size 2048, EXPIRE unless it is told otherwise, no cookie). */
export function soaQuery(name: DomainName, form: SoaForm, wantsExpire: boolean): Query {
  const edns = form === "plain" ? null : wantsExpire ? EDNS_WITH_EXPIRE : EDNS;
  return makeQuery({ name, type: "SOA", class: "IN" }, { flags: NO_FLAGS, edns });
}

/** `request-expire`: what `server` says of a primary comes before what the zone says. */
export function asksExpire(zone: Pick<ZoneTransferIn, "requestExpire">, peer: PeerSettings | null): boolean {
  return peer?.requestExpire ?? zone.requestExpire;
}

/** What a primary's answer comes to (lib/dns/zone.c, refresh_callback). */
export type SoaVerdict =
  | { readonly kind: "serial"; readonly serial: number; readonly expire: number | null; readonly soa: ResourceRecord }
  /** The same question again, without EDNS. */
  | { readonly kind: "again-plain" }
  /** Perhaps a transfer is allowed even if the question is not. */
  | { readonly kind: "transfer"; readonly because: "truncated" | "refused"; readonly why: string }
  | { readonly kind: "no-use"; readonly why: string };

const WITHOUT_EDNS: ReadonlySet<string> = new Set(["SERVFAIL", "NOTIMP", "BADVERS"]);

export function judgeSoa(name: DomainName, answer: Response, form: SoaForm): SoaVerdict {
  const { rcode, flags, edns } = answer;
  if (rcode !== "NOERROR") return judgeError(answer, form);
  if (flags.truncated) {
    return {
      kind: "transfer",
      because: "truncated",
      why: "truncated UDP answer, initiating TCP zone xfer for primary",
    };
  }
  if (!flags.authoritative) return { kind: "no-use", why: "non-authoritative answer from primary" };
  const lack = whatLacks(answer);
  if (lack !== null) return { kind: "no-use", why: lack };
  const serial = soaIn(name, answer)?.serial;
  const soa = answer.answer.find(({ data }) => data.type === "SOA");
  if (serial === undefined || soa === undefined) {
    return { kind: "no-use", why: "unable to get SOA record from primary" };
  }
  return { kind: "serial", serial, expire: expireIn(edns), soa };
}

function judgeError({ rcode, edns }: Response, form: SoaForm): SoaVerdict {
  const isFormError = rcode === "FORMERR" && edns === null;
  if (form === "edns" && (WITHOUT_EDNS.has(rcode) || isFormError)) return { kind: "again-plain" };
  const why = `unexpected rcode (${rcode}) from primary`;
  return rcode === "REFUSED" ? { kind: "transfer", because: "refused", why } : { kind: "no-use", why };
}

/** null: there is one SOA and no CNAME. */
function whatLacks({ answer, authority }: Response): string | null {
  if (count(answer, "CNAME") > 0) return "CNAME at top of zone in primary";
  const soas = count(answer, "SOA");
  if (soas > 1) return `answer SOA count (${soas}) != 1 from primary`;
  if (soas === 1) return null;
  const isReferral = count(authority, "SOA") === 0 && count(authority, "NS") > 0;
  return `${isReferral ? "referral" : "NODATA"} response from primary`;
}

function count(section: readonly ResourceRecord[], type: string): number {
  return section.filter(({ data }) => data.type === type).length;
}

function expireIn(edns: Edns | null): number | null {
  const option = edns?.options.find(({ code, data }) => code === EXPIRE_OPTION && data.length === 4);
  return option === undefined ? null : option.data.reduce((number, octet) => number * 256 + octet, 0);
}

/** As named's log says it (lib/isc/result.c): without a route at once, without a neighbour after three seconds. */
export function failureText(how: AskFailure, afterMs: number): string {
  if (how === "unreachable") return afterMs > 0 ? "host unreachable" : "network unreachable";
  return { timeout: "timed out", refused: "connection refused", reset: "connection reset" }[how];
}
