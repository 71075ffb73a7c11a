import { nameOf, type Question, type Rcode, type ResourceRecord } from "@splithorizon/core";
import { addressRecord, soaRecord } from "./lab-records.ts";
import type { LabNameServer, LabZone, Mood } from "./server-course.ts";

/** What a server says to a question, before it is put into a message. */
export interface Said {
  readonly isAuthoritative: boolean;
  readonly rcode: Rcode;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

const NOTHING: Said = { isAuthoritative: false, rcode: "NOERROR", answer: [], authority: [], additional: [] };
const EMPTY_NAME_TTL = 20;

/** What a server with these zones says; lame as its mood has it. */
export function sayByZones(zones: readonly LabZone[], server: string, question: Question, mood: Mood): Said {
  const closest = deepest(zones, question);
  switch (mood.does) {
    case "refers-up":
      return referralTo(deepest(zones, { ...question, name: nameOf(".") }) ?? closest);
    case "refers-to-itself":
      return referralTo(closest);
    case "says-nothing":
      return NOTHING;
    case "denies-authority":
      return { ...sayTruly(zones, server, question), isAuthoritative: false };
    default:
      return sayTruly(zones, server, question);
  }
}

function sayTruly(zones: readonly LabZone[], server: string, question: Question): Said {
  const served = deepest(
    zones.filter(({ servedBy }) => servedBy.includes(server)),
    question,
  );
  if (served === null) return { ...NOTHING, rcode: "REFUSED" };
  const below = zones.filter(({ apex }) => depthOf(apex) > depthOf(served.apex) && isBelow(question, apex));
  const [cut] = [...below].sort((one, other) => depthOf(one.apex) - depthOf(other.apex));
  return cut === undefined ? sayInside(served, zones, server, question) : referralTo(cut);
}

function sayInside(zone: LabZone, zones: readonly LabZone[], server: string, question: Question): Said {
  const text = plain(question);
  if (text === zone.apex) return sayAtApex(zone, question);
  const host = zones.flatMap(({ nameServers }) => nameServers).find(({ name }) => name === text);
  if (host !== undefined && host.ttl !== null) {
    return question.type === "A" ? given([hostAddress(host, host.ttl)]) : denial(zone, "NOERROR");
  }
  return sayByLabels(zone, server, question);
}

function sayAtApex(zone: LabZone, { type }: Question): Said {
  if (type === "NS") return apexServers(zone);
  return type === "SOA" ? given([soa(zone, EMPTY_NAME_TTL)]) : denial(zone, "NOERROR");
}

/** `x.a30`, `x.nx5`, `x.nodata5`, and the empty names above them. */
function sayByLabels(zone: LabZone, server: string, question: Question): Said {
  const [, label, kind, number] = /^(?:([^.]+)\.)?(a|nx|nodata)(\d+)(?:\.|$)/.exec(plain(question)) ?? [];
  const ttl = Number(number);
  if (kind === undefined) return denial(zone, "NXDOMAIN");
  if (label === undefined) return denial(zone, zone.deniesEmptyNames ? "NXDOMAIN" : "NOERROR");
  if (kind === "nx") return denial(zone, "NXDOMAIN", ttl);
  if (kind === "nodata" || question.type !== "A") return denial(zone, "NOERROR", ttl);
  return given([addressRecord(question.name, ttl, server)]);
}

function given(answer: readonly ResourceRecord[]): Said {
  return { ...NOTHING, isAuthoritative: true, answer };
}

function denial(zone: LabZone, rcode: Rcode, ttl = EMPTY_NAME_TTL): Said {
  return { ...NOTHING, rcode, isAuthoritative: true, authority: [soa(zone, ttl)] };
}

function apexServers(zone: LabZone): Said {
  const additional = zone.nameServers.flatMap((host) => (host.ttl === null ? [] : [hostAddress(host, host.ttl)]));
  return { ...NOTHING, isAuthoritative: true, answer: nameServerRecords(zone, zone.ttlInside), additional };
}

function referralTo(zone: LabZone | null): Said {
  if (zone === null) return NOTHING;
  const additional = zone.nameServers.flatMap((host) =>
    host.glueTtl === null ? [] : [hostAddress(host, host.glueTtl)],
  );
  return { ...NOTHING, authority: nameServerRecords(zone, zone.ttlAbove), additional };
}

function nameServerRecords({ apex, nameServers }: LabZone, ttl: number): readonly ResourceRecord[] {
  return nameServers.map(({ name }) => ({
    owner: nameOf(`${apex}.`),
    class: "IN",
    ttl,
    data: { type: "NS", host: nameOf(`${name}.`) },
  }));
}

function hostAddress({ name, address }: LabNameServer, ttl: number): ResourceRecord {
  return addressRecord(nameOf(`${name}.`), ttl, address, "itself");
}

function soa({ apex }: LabZone, ttl: number): ResourceRecord {
  return soaRecord(nameOf(`${apex}.`), ttl);
}

/** The zone that is closest to a name. */
function deepest(zones: readonly LabZone[], question: Question): LabZone | null {
  const around = zones.filter(({ apex }) => isBelow(question, apex));
  return [...around].sort((one, other) => depthOf(other.apex) - depthOf(one.apex))[0] ?? null;
}

function isBelow(question: Question, apex: string): boolean {
  return apex === "" || plain(question) === apex || plain(question).endsWith(`.${apex}`);
}

function plain({ name }: Question): string {
  return name.text.replace(/\.$/, "");
}

function depthOf(apex: string): number {
  return apex === "" ? 0 : apex.split(".").length;
}
