/**
 * One message decoded and encoded by us and by dns-packet, turn by turn in one process: CPU microseconds a message, and the ratio.
 * `the same` meets one message again and again, as a server does; `others` meets 8,192 messages whose names all differ. `node bench/wire.ts`.
 */
import { createRequire } from "node:module";
import {
  type DecodedMessage,
  decodeMessage,
  encodeMessage,
  makeQuery,
  nameOf,
  parseIpv4,
  type ResourceRecord,
  type Response,
  responseFromMessage,
} from "@splithorizon/core";

const TARGET = 3;
const ROUNDS = 15;
const MESSAGES_A_ROUND = 20_000;
const OTHERS = 8192;

interface Peer {
  readonly encode: (packet: unknown) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => unknown;
}
const peer = createRequire(import.meta.url)("dns-packet") as Peer;

function addressRecord(owner: string, at: number): ResourceRecord {
  const address = parseIpv4(`10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`);
  if (address === null) throw new Error("not an address");
  return { owner: nameOf(owner), class: "IN", ttl: 30, data: { type: "A", address } };
}

function serviceRecord(owner: string, target: string): ResourceRecord {
  const data = { type: "SRV", priority: 0, weight: 25, port: 53, target: nameOf(target) } as const;
  return { owner: nameOf(owner), class: "IN", ttl: 30, data };
}

function responseWith(
  type: "A" | "SRV",
  answer: readonly ResourceRecord[],
  additional: readonly ResourceRecord[],
): Response {
  const [first] = answer;
  if (first === undefined) throw new Error("an answer");
  const query = makeQuery({ name: first.owner, type, class: "IN" });
  const flags = { ...query.flags, authoritative: true, recursionAvailable: true };
  return responseFromMessage({ ...query, id: 4711, flags, answer, additional });
}

/** `web.linkerd-viz.k8s1-prod.kloud.lan A`, one answer. */
const addressAnswer = (at: number): Response =>
  responseWith("A", [addressRecord(`web-${at}.linkerd-viz.k8s1-prod.kloud.lan.`, at)], []);

/** A headless service's port: four SRV records and the addresses of their targets. */
function serviceAnswer(at: number): Response {
  const owner = `_dns._udp.kube-dns-${at}.kube-system.svc.cluster.local.`;
  const targets = [1, 2, 3, 4].map((host) => `10-0-${at}-${host}.kube-dns-${at}.kube-system.svc.cluster.local.`);
  return responseWith(
    "SRV",
    targets.map((target) => serviceRecord(owner, target)),
    targets.map((target, host) => addressRecord(target, at * 4 + host)),
  );
}

/** CPU microseconds for each of so many messages. */
function measure<T>(inputs: readonly T[], work: (input: T) => unknown): number {
  let kept = 0;
  const start = process.cpuUsage();
  for (let count = 0; count < MESSAGES_A_ROUND; count += 1) {
    const input = inputs[count % inputs.length];
    if (input !== undefined && work(input) !== undefined) kept += 1;
  }
  const { user, system } = process.cpuUsage(start);
  if (kept !== MESSAGES_A_ROUND) throw new Error("work was left out");
  return (user + system) / MESSAGES_A_ROUND;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}

/** Turn by turn, so that whatever else the machine does meets both. */
function compare<Ours, Theirs>(
  what: string,
  ours: readonly [readonly Ours[], (input: Ours) => unknown],
  theirs: readonly [readonly Theirs[], (input: Theirs) => unknown],
): void {
  const own: number[] = [];
  const foreign: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(measure(...ours));
    foreign.push(measure(...theirs));
  }
  const ratio = median(foreign) / median(own);
  const figures = `${median(own).toFixed(2).padStart(7)} us  dns-packet ${median(foreign).toFixed(2).padStart(7)} us`;
  const verdict = ratio >= TARGET ? "" : `  MISSED: ${TARGET} wanted`;
  process.stdout.write(`${what.padEnd(34)}${figures}  ratio ${ratio.toFixed(2)}${verdict}\n`);
}

function decoded(bytes: Uint8Array): DecodedMessage {
  const result = decodeMessage(bytes);
  if (result.kind !== "message" || result.irregularities.length > 0) throw new Error("not decoded");
  return result;
}

function compareAll(what: string, make: (at: number) => Response): void {
  for (const [which, count] of [
    ["the same", 1],
    ["others", OTHERS],
  ] as const) {
    const messages = Array.from({ length: count }, (_, at) => make(at));
    const bytes = messages.map((message) => Buffer.from(encodeMessage(message)));
    const packed = messages.map((message) => Buffer.from(encodeMessage(message, { compression: "bind" })));
    const packets = bytes.map((one) => peer.decode(one));
    compare(`decode ${what}, ${which}`, [bytes, decoded], [bytes, peer.decode]);
    compare(`  compressed`, [packed, decoded], [packed, peer.decode]);
    compare(`encode ${what}, ${which}`, [messages, (message) => encodeMessage(message)], [packets, peer.encode]);
    compare(
      `  compressed (theirs is not)`,
      [messages, (message) => encodeMessage(message, { compression: "bind" })],
      [packets, peer.encode],
    );
  }
}

compareAll("one A", addressAnswer);
compareAll("4 SRV + 4 A", serviceAnswer);
