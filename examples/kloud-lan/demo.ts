import { stdout } from "node:process";
import {
  decodeMessage,
  encodeMessage,
  instantFromMs,
  makeQuery,
  nameOf,
  printRecord,
  type RrType,
} from "@splithorizon/core";
import { addressOf, kloudLan } from "./twin.ts";

/** The tutorial's questions: who asks, whom, what. */
const questions: readonly (readonly [string, string, string, RrType])[] = [
  ["192.168.13.50", "192.168.13.10", "web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
  ["192.168.20.77", "192.168.13.10", "web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
  ["192.168.13.50", "192.168.13.10", "web.linkerd-viz.svc.cluster.local.", "A"],
  ["100.64.2.20", "198.18.0.10", "web.linkerd-viz.svc.cluster.local.", "A"],
  ["100.64.2.20", "198.18.0.10", "kube-dns.kube-system.svc.cluster.local.", "SRV"],
  ["192.168.13.50", "198.19.0.30", "web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
  ["192.168.13.11", "198.19.0.30", "web.linkerd-viz.k8s1-prod.kloud.lan.", "A"],
];

const network = kloudLan();
for (const [from, to, name, type] of questions) {
  const message = makeQuery({ name: nameOf(name), type, class: "IN" });
  const answered = network.ask(
    {
      source: { address: addressOf(from), port: 41_000 },
      destination: { address: addressOf(to), port: 53 },
      transport: "udp",
      content: { kind: "bytes", bytes: encodeMessage(message) },
    },
    instantFromMs(0),
  );
  stdout.write(`${from} asks ${to}: ${name} ${type}\n${describe(answered.messages[0], answered.unsupported)}\n`);
}

function describe(bytes: Uint8Array | undefined, unsupported: string | null): string {
  if (unsupported !== null) return `    not modelled: ${unsupported}\n`;
  const decoded = bytes === undefined ? null : decodeMessage(bytes);
  if (decoded === null || decoded.kind !== "message") return "    no answer\n";
  const { message } = decoded;
  const records = message.answer.map((record) => `    ${printRecord(record)}\n`).join("");
  const flags = [
    ["aa", message.flags.authoritative],
    ["rd", message.flags.recursionDesired],
    ["ra", message.flags.recursionAvailable],
  ] as const;
  const set = flags.filter(([, isSet]) => isSet).map(([flag]) => ` ${flag}`);
  return `    ${message.rcode}, flags: qr${set.join("")}\n${records}`;
}
