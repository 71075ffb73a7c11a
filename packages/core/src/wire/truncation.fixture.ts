import {
  type Edns,
  makeQuery,
  nameOf,
  type Rdata,
  type ResourceRecord,
  type Response,
  type WirePolicy,
} from "../dns/index.ts";
import { responseFromMessage } from "./decode.ts";
import { fitToTransport } from "./fit.ts";

/** The zone `lan.` that the servers had, as the answers that they were asked for. */
const ttl = 30;
const record = (owner: string, data: Rdata): ResourceRecord => ({
  owner: nameOf(owner === "@" ? "lan." : `${owner}.lan.`),
  class: "IN",
  ttl,
  data,
});
const a = (owner: string, octet: number): ResourceRecord =>
  record(owner, { type: "A", address: `10.0.0.${octet}` as never });
const aaaa = (owner: string, last: number): ResourceRecord =>
  record(owner, { type: "AAAA", address: `2001:db8::${last.toString(16)}` as never });
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const two = (at: number): string => String(at).padStart(2, "0");
const many = (owner: string, count: number): readonly ResourceRecord[] => numbers(count).map((at) => a(owner, at));

type Sections = Pick<Response, "answer" | "authority" | "additional">;
const nothing: Sections = { answer: [], authority: [], additional: [] };
const alias = record("alias", { type: "CNAME", target: nameOf("many29.lan.") });
const service = (at: number): ResourceRecord =>
  record("srv8", { type: "SRV", priority: 0, weight: 0, port: at, target: nameOf(`t${two(at)}.lan.`) });
const server = (at: number): ResourceRecord => record("sub", { type: "NS", host: nameOf(`n${two(at)}.sub.lan.`) });
const text = (at: number): ResourceRecord =>
  record("text", { type: "TXT", strings: [Buffer.from(`${at}${"x".repeat(199)}`)] });

/** Of glue and other addresses named writes A first, then AAAA; CoreDNS those of one host after the other. */
function addresses(truncation: Truncation, owners: readonly string[]): readonly ResourceRecord[] {
  if (truncation !== "coredns") return [...owners.map(a), ...owners.map(aaaa)];
  return owners.flatMap((owner, at) => [a(owner, at), aaaa(owner, at)]);
}

type Truncation = WirePolicy["truncation"];

function sectionsOf(owner: string, truncation: Truncation): Sections {
  // Named was told `minimal-responses no-auth`; CoreDNS adds the zone's servers to every answer.
  const authority = truncation === "coredns" ? [record("@", { type: "NS", host: nameOf("ns.lan.") })] : [];
  switch (owner) {
    case "alias":
      return { ...nothing, answer: [alias, ...many("many29", 29)], authority };
    case "srv8": {
      const hosts = numbers(8).map((at) => `t${two(at)}`);
      return { answer: numbers(8).map(service), authority, additional: addresses(truncation, hosts) };
    }
    case "x.sub": {
      const hosts = numbers(13).map((at) => `n${two(at)}.sub`);
      return { ...nothing, authority: numbers(13).map(server), additional: addresses(truncation, hosts) };
    }
    case "text":
      return { ...nothing, answer: numbers(6).map(text), authority };
    default:
      return { ...nothing, answer: many(owner, Number(owner.slice("many".length))), authority };
  }
}

const edns: Edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [] };

/** Records of each section, TC, octets. `size` is what the client's OPT record says; null without one. */
export function sent(owner: string, size: number | "tcp" | null, truncation: Truncation): string {
  const query = makeQuery({ name: nameOf(`${owner}.lan.`), type: "A", class: "IN" });
  const isUdp = size !== "tcp";
  const message = { ...query, ...sectionsOf(owner, truncation), edns: isUdp && size !== null ? edns : null };
  const udpLimit = isUdp ? (size ?? 512) : 512;
  const response: Response = { ...responseFromMessage(message), wire: { order: "fixed", truncation, udpLimit } };
  const { response: fitted, octets } = fitToTransport(response, isUdp ? "udp" : "tcp", query);
  const { answer, authority, additional, flags } = fitted;
  return `${answer.length}+${authority.length}+${additional.length}${flags.truncated ? " TC" : ""} in ${octets}`;
}
