import { makeQuery, nameOf, type Prefix, parseAddress, parsePrefix } from "@splithorizon/core";
import fc from "fast-check";
import { answerText, digPatience, findPlace, type SiteAnswer, serversOf } from "../asking/index.ts";
import { courseFaults } from "../failures/course-faults.ts";
import { exampleTwin } from "../failures/example-site.fixture.ts";
import type { KeptConnection } from "../sending/index.ts";
import type { SiteTwin } from "../site/index.ts";
import type { Simulation } from "./simulation.ts";
import { printFault } from "./world/fault.ts";

export const tutorial: SiteTwin = exampleTwin("kloud-lan");
const FAULTS = courseFaults(tutorial);
const ASKED = [
  ["laptop", "web.linkerd-viz.k8s1-prod.kloud.lan."],
  ["laptop", "no-such-name.kloud.lan."],
  ["mac", "www.kloud.lan."],
  ["mac", "kube-dns.kube-system.k8s1-prod.kloud.lan."],
  ["dnsutils/dnsutils", "web.linkerd-viz.svc.cluster.local."],
  ["k8s1master3", "www.example.com."],
] as const;
const ZONE = "/kloud-lan/dns1/etc/bind/db.kloud.lan";

/** Something that is done to a simulation; what comes of it is told, at once or later. */
export interface PlayedDeed {
  readonly title: string;
  readonly act: (simulation: Simulation, tell: (line: string) => void, player: Player) => void;
}

export interface Player {
  readonly connection: KeptConnection;
  /** Whether he does something more when he hears an answer. */
  goesOn(): boolean;
}

export function ask(
  simulation: Simulation,
  [from, name]: readonly [from: string, name: string],
  heard: (line: string) => void,
  connection: KeptConnection | null = null,
): void {
  const place = findPlace(simulation.world, from);
  if (place.kind === "missing") throw new Error(place.why);
  const servers = serversOf(simulation.world, place.value);
  if (servers.kind === "missing") throw new Error(servers.why);
  const transport = connection === null ? "udp" : "tcp";
  const asking = { from: place.value, servers: servers.value, source: null, transport } as const;
  const query = makeQuery({ name: nameOf(name), type: "A", class: "IN" });
  const options = connection === null ? {} : { connection };
  const done = (answer: SiteAnswer): void => heard(`${simulation.now} ${from} ${name} ${answerText(answer)}`);
  simulation.ask(asking, query, done, digPatience, options);
}

const asked = fc.constantFrom(...ASKED);

const questions: fc.Arbitrary<PlayedDeed> = asked.map((one) => ({
  title: `ask ${one[1]}`,
  act: (own, tell) => ask(own, one, tell),
}));

const chains: fc.Arbitrary<PlayedDeed> = fc.tuple(asked, asked).map(([one, other]) => ({
  title: `ask ${one[1]}, then ${other[1]}`,
  act: (own, tell, player) =>
    ask(own, one, (line) => {
      tell(line);
      if (player.goesOn()) ask(own, other, tell);
    }),
}));

const keptOpen: fc.Arbitrary<PlayedDeed> = asked.map((one) => ({
  title: `ask ${one[1]} over a connection`,
  act: (own, tell, { connection }) => ask(own, one, tell, connection),
}));

const faults: fc.Arbitrary<PlayedDeed> = fc
  .constantFrom(...FAULTS)
  .map((fault) => ({ title: printFault(fault), act: (own) => own.inject(fault) }));

const healings: fc.Arbitrary<PlayedDeed> = fc
  .constantFrom(...FAULTS)
  .map((fault) => ({ title: `heal ${printFault(fault)}`, act: (own) => own.heal(fault) }));

const commands: fc.Arbitrary<PlayedDeed> = fc.constantFrom<PlayedDeed>(
  { title: "restart named", act: (own) => own.restart("dns1", "named") },
  { title: "restart keepalived", act: (own) => own.restart("dns2", "keepalived") },
  { title: "reload", act: (own, tell) => tell(String(own.reload("dns2", "named"))) },
  { title: "rndc", act: (own, tell) => tell(String(own.rndc("dns2", "retransfer kloud.lan"))) },
  {
    title: "edit",
    act: (own) =>
      own.edit(ZONE, "$TTL 60\n@ SOA dns1 h 2030010101 3600 900 604800 300\n@ NS dns1\ndns1 A 192.168.13.11\n"),
  },
  { title: "start", act: (own) => own.startProgram("dns1", "named") },
  { title: "write", act: (own) => own.write("note", "", "so be it") },
  {
    title: "patch",
    act: (own, tell) => {
      const object = { cluster: null, kind: "service", namespace: "kube-system", name: "kube-dns" } as const;
      tell(own.patch({ ...object, type: "merge", body: { spec: { externalTrafficPolicy: "Cluster" } } }).text);
    },
  },
  {
    title: "delete pods",
    act: (own, tell) =>
      tell(own.deletePods({ namespace: "kube-system", name: null, selector: "k8s-app=kube-dns" }).text),
  },
  {
    title: "delete",
    act: (own, tell) =>
      tell(own.delete({ cluster: null, kind: "service", namespace: "linkerd-viz", name: "web" }).text),
  },
  {
    title: "apply",
    act: (own, tell) => tell(own.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: "more" } }]).text),
  },
  {
    title: "route",
    act: (own, tell) => {
      const [to, via] = [parsePrefix("198.19.0.0/16") as Prefix, parseAddress("192.168.13.91")];
      tell(String(own.changeRoute("dns1", { change: "del", to, via })));
    },
  },
);

export const playedDeed: fc.Arbitrary<PlayedDeed> = fc.oneof(
  { weight: 5, arbitrary: questions },
  { weight: 2, arbitrary: chains },
  { weight: 1, arbitrary: keptOpen },
  { weight: 4, arbitrary: faults },
  { weight: 3, arbitrary: healings },
  { weight: 4, arbitrary: commands },
);
