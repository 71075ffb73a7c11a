import { describe, expect, it } from "vitest";
import { type Edns, makeQuery, nameOf, type Rdata, type ResourceRecord, type Response } from "../dns/index.ts";
import { responseFromMessage } from "./decode.ts";
import { fitToTransport } from "./fit.ts";

/** The zone `lan.` that both servers had (`minimal-responses no-auth`), as the answers that they were asked for. */
const ttl = 30;
const record = (owner: string, data: Rdata): ResourceRecord => ({
  owner: nameOf(`${owner}.lan.`),
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

/** Of glue and other addresses named writes A first, then AAAA. */
function addresses(owners: readonly string[]): readonly ResourceRecord[] {
  return [...owners.map(a), ...owners.map(aaaa)];
}

const zone: Readonly<Record<string, Sections>> = {
  alias: { ...nothing, answer: [alias, ...many("many29", 29)] },
  srv8: {
    ...nothing,
    answer: numbers(8).map(service),
    additional: addresses(numbers(8).map((at) => `t${two(at)}`)),
  },
  "x.sub": {
    ...nothing,
    authority: numbers(13).map(server),
    additional: addresses(numbers(13).map((at) => `n${two(at)}.sub`)),
  },
  text: { ...nothing, answer: numbers(6).map(text) },
};

function sectionsOf(owner: string): Sections {
  const count = /^many(\d+)$/.exec(owner)?.[1];
  return count === undefined ? (zone[owner] ?? nothing) : { ...nothing, answer: many(owner, Number(count)) };
}

const edns: Edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [] };

/** Records of each section, TC, octets. `size` is what the client's OPT record says; null without one. */
function sent(owner: string, size: number | "tcp" | null, truncation: "bind" | "bind-9.20"): string {
  const query = makeQuery({ name: nameOf(`${owner}.lan.`), type: "A", class: "IN" });
  const isUdp = size !== "tcp";
  const message = { ...query, ...sectionsOf(owner), edns: isUdp && size !== null ? edns : null };
  const udpLimit = isUdp ? (size ?? 512) : 512;
  const response: Response = { ...responseFromMessage(message), wire: { order: "fixed", truncation, udpLimit } };
  const { response: fitted, octets } = fitToTransport(response, isUdp ? "udp" : "tcp", query);
  const { answer, authority, additional, flags } = fitted;
  return `${answer.length}+${authority.length}+${additional.length}${flags.truncated ? " TC" : ""} in ${octets}`;
}

/** What named 9.18.49 and 9.20.30 sent, octet for octet as many: both the same. */
describe("what named sends where less fits", () => {
  it.each<[string, number | "tcp" | null, string]>([
    ["many28", null, "28+0+0 in 476"],
    ["many28", 512, "28+0+0 in 487"],
    ["many28", "tcp", "28+0+0 in 476"],
    ["many29", null, "29+0+0 in 492"],
    ["many29", 512, "29+0+0 in 503"],
    ["many29", "tcp", "29+0+0 in 492"],
    ["many30", null, "30+0+0 in 508"],
    ["many30", 512, "0+0+0 TC in 39"],
    ["many30", 513, "0+0+0 TC in 39"],
    ["many30", 518, "0+0+0 TC in 39"],
    ["many30", 519, "30+0+0 in 519"],
    ["many30", "tcp", "30+0+0 in 508"],
    ["many31", null, "30+0+0 TC in 508"],
    ["many31", 512, "0+0+0 TC in 39"],
    ["many31", 534, "0+0+0 TC in 39"],
    ["many31", 535, "31+0+0 in 535"],
    ["many31", "tcp", "31+0+0 in 524"],
    ["many74", null, "30+0+0 TC in 508"],
    ["many74", 1222, "0+0+0 TC in 39"],
    ["many74", 1223, "74+0+0 in 1223"],
    ["many74", 1232, "74+0+0 in 1223"],
    ["many74", "tcp", "74+0+0 in 1212"],
    ["many75", null, "30+0+0 TC in 508"],
    ["many75", 1232, "0+0+0 TC in 39"],
    ["many75", "tcp", "75+0+0 in 1228"],
    ["alias", null, "30+0+0 in 512"],
    ["alias", 522, "0+0+0 TC in 38"],
    ["alias", 523, "30+0+0 in 523"],
    ["alias", "tcp", "30+0+0 in 512"],
    ["srv8", null, "8+0+13 in 510"],
    ["srv8", 513, "8+0+12 in 493"],
    ["srv8", 520, "8+0+12 in 493"],
    ["srv8", 521, "8+0+13 in 521"],
    ["srv8", 549, "8+0+14 in 549"],
    ["srv8", 576, "8+0+14 in 549"],
    ["srv8", 577, "8+0+15 in 577"],
    ["srv8", 604, "8+0+15 in 577"],
    ["srv8", 605, "8+0+16 in 605"],
    ["srv8", "tcp", "8+0+16 in 594"],
    ["x.sub", null, "0+13+14 in 497"],
    ["x.sub", 512, "0+13+14 in 508"],
    ["x.sub", 535, "0+13+14 in 508"],
    ["x.sub", 536, "0+13+15 in 536"],
    ["x.sub", 563, "0+13+15 in 536"],
    ["x.sub", 564, "0+13+16 in 564"],
    ["x.sub", 843, "0+13+25 in 816"],
    ["x.sub", 844, "0+13+26 in 844"],
    ["x.sub", "tcp", "0+13+26 in 833"],
    ["text", null, "2+0+0 TC in 452"],
    ["text", 1232, "0+0+0 TC in 37"],
    ["text", "tcp", "6+0+0 in 1304"],
  ])("%s, room for %s: %s", (owner, size, expected) => {
    expect(sent(owner, size, "bind")).toBe(expected);
    expect(sent(owner, size, "bind-9.20")).toBe(expected);
  });
});
