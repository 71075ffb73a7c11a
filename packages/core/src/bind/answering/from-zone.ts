import type { Instant, RRset, SoaRdata } from "../../dns/index.ts";
import { lookUp, type Zone } from "../../zone/index.ts";
import { cutOfZone } from "../recursion/cuts.ts";
import type { LocalZone } from "../zone-table.ts";
import { addAdditional } from "./additional.ts";
import type { Answering } from "./answering.ts";
import { answerFromCache, needOf } from "./from-cache.ts";
import { answerDname, DONE, restartAt, type StepResult, targetOf } from "./steps.ts";

/** Answers the current name from a local zone (RFC 1034 section 4.3.2 step 3). */
export function answerFromZone(state: Answering, zone: LocalZone, data: Zone, now: Instant): StepResult {
  const answer = lookUp(data, state.name, state.type);
  if (state.restarts === 0) state.authoritative = answer.kind !== "referral";
  if (answer.kind !== "referral") state.isSecure = false;
  switch (answer.kind) {
    case "data":
      addData(state, zone, data, spelled(state, zone, chooseSets(state, answer.rrsets)), now);
      return DONE;
    case "alias":
      state.addAnswer(answer.rrset);
      return restartAt(state, targetOf(answer.rrset));
    case "dname":
      return answerZoneDname(state, zone, data, answer.rrset, now);
    case "referral":
      return answerReferral(state, zone, answer.cut, answer.glue, now);
    case "no-data":
      addDenial(state, data);
      return DONE;
    case "name-error":
      state.rcode = "NXDOMAIN";
      addDenial(state, data);
      return DONE;
  }
}

/** The built-in database of empty zones gives owners back in the client's spelling. */
function spelled(state: Answering, zone: LocalZone, sets: readonly RRset[]): readonly RRset[] {
  return zone.kind === "empty" ? sets.map((set) => ({ ...set, owner: state.name })) : sets;
}

/** Where the alias itself was asked for, the answer ends with the zone's name servers as any other does. */
function answerZoneDname(state: Answering, zone: LocalZone, data: Zone, dname: RRset, now: Instant): StepResult {
  const step = answerDname(state, dname);
  if (state.rcode === "NOERROR" && (state.type === "CNAME" || state.type === "ANY"))
    addOwnNameServers(state, zone, data, now);
  return step;
}

/** `minimal-any`: over UDP one set is enough. */
function chooseSets(state: Answering, sets: readonly RRset[]): readonly RRset[] {
  const isMinimal = state.type === "ANY" && state.view.settings.options.minimalAny && state.request.transport === "udp";
  return isMinimal ? sets.slice(0, 1) : sets;
}

function addData(state: Answering, zone: LocalZone, data: Zone, sets: readonly RRset[], now: Instant): void {
  for (const set of sets) state.addAnswer(set);
  if (!state.withoutAdditional && state.type !== "ANY") {
    for (const set of sets) addAdditional(state, set, zone, [], now);
  }
  if (!sets.some((set) => set.type === "NS" || set.type === "DS")) addOwnNameServers(state, zone, data, now);
}

function addOwnNameServers(state: Answering, zone: LocalZone, data: Zone, now: Instant): void {
  if (state.withoutAuthority) return;
  const own = lookUp(data, zone.name, "NS");
  const nameServers = own.kind === "data" ? own.rrsets[0] : undefined;
  if (nameServers === undefined) return;
  state.addAuthority(nameServers);
  if (!state.withoutAdditional && state.type !== "ANY") addAdditional(state, nameServers, zone, [], now);
}

/** The zone's SOA with the TTL of RFC 2308 section 3: min(TTL, MINIMUM). */
function addDenial(state: Answering, data: Zone): void {
  const soa = lookUp(data, data.apex, "SOA");
  const set = soa.kind === "data" ? soa.rrsets[0] : undefined;
  if (set === undefined) return;
  const { minimum } = set.data[0] as SoaRdata;
  // `zero-no-soa-ttl`: who asked for the SOA of a name that does not exist shall not keep the denial.
  const isDenied = state.type === "SOA" && state.rcode === "NXDOMAIN";
  state.addAuthority({ ...set, ttl: isDenied ? 0 : Math.min(set.ttl, minimum) });
}

/** Below a delegation: the cache, then other servers; who may not recurse gets the referral. */
function answerReferral(
  state: Answering,
  zone: LocalZone,
  cut: RRset,
  glue: readonly RRset[],
  now: Instant,
): StepResult {
  if (state.isRecursive) return answerFromCache(state, now) ?? needOf(state, cutOfZone(zone, state.name), now);
  const child = state.type === "DS" ? state.view.zones.at(state.name) : null;
  if (child?.data != null && child !== zone) return answerFromZone(state, child, child.data, now);
  state.addAuthority(cut);
  addAdditional(state, cut, null, glue, now);
  return DONE;
}
