import {
  type Address,
  BEGINNING,
  makeQuery,
  nameOf,
  parseAddress,
  printRecord,
  type Question,
  type ResourceRecord,
  type Response,
  type RrType,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { everyKind, viewOf } from "../../kubernetes/cluster.fixture.ts";
import type { ClusterView } from "../../kubernetes/index.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import { Dispenser, lexCorefile } from "../corefile/index.ts";
import type {
  Handler,
  InternalLookUp,
  PluginCapabilities,
  PluginContext,
  PluginInstance,
  PluginMessage,
  PluginOutcome,
  PluginStep,
} from "../plugin.ts";
import { returned } from "../plugin.ts";
import type { RegisteredPlugin, SettingsContext } from "../plugin-entry.ts";
import { k8sExternalPlugin } from "./k8s_external/index.ts";
import { kubernetesPlugin } from "./kubernetes/index.ts";

const POD = address("100.64.0.10");

function address(text: string): Address {
  const parsed = parseAddress(text);
  invariant(parsed !== null, "an address of this test");
  return parsed;
}

/** What a test changes about CoreDNS's surroundings. */
export interface Surroundings {
  readonly cluster?: ClusterView | null;
  readonly listenAddresses?: readonly Address[];
  readonly ownAddresses?: readonly Address[];
  /** Whether CoreDNS's own look-ups get an answer. */
  readonly isDeaf?: boolean;
}

/** The plugins of these lines, in CoreDNS's order: k8s_external before kubernetes. What falls through is REFUSED. */
export class ClusterChain {
  readonly #handle: Handler;
  readonly capabilities: readonly PluginCapabilities[];
  readonly problems: readonly string[];

  constructor(lines: string, surroundings: Surroundings = {}) {
    const problems: string[] = [];
    const capabilities: PluginCapabilities[] = [];
    const context = contextOf(surroundings, () => capabilities);
    const instances = directivesOf(lines).map(({ plugin, text }) => make(plugin, text, context, problems));
    for (const instance of instances) capabilities.push(instance.capabilities ?? {});
    this.capabilities = capabilities;
    this.problems = problems;
    this.#handle = instances.reduceRight<Handler>(
      (next, instance) => instance.wrap(next),
      () => returned("REFUSED"),
    );
  }

  outcome(name: string, type: RrType): PluginOutcome {
    const question: Question = { name: nameOf(name), type, class: "IN" };
    const query = makeQuery(question);
    const end = { address: POD, port: 53 };
    const asked = { query, question, source: end, destination: end, transport: "udp", now: BEGINNING } as const;
    return driven(this.#handle({ ...asked, depth: 0, loops: 0, spent: { lookUps: 0 }, remark: null }));
  }

  /** `NOERROR aa`, then the records of each section as zone-file text; sections are divided by `--`. */
  ask(name: string, type: RrType): string {
    const outcome = this.outcome(name, type);
    if (outcome.kind === "written") return outcome.messages.map(printMessage).join("\n==\n");
    return outcome.kind === "returned" ? outcome.rcode : outcome.kind;
  }

  /** The answer section alone, one line for each record, or the rcode where it is empty. */
  answer(name: string, type: RrType): string {
    const outcome = this.outcome(name, type);
    if (outcome.kind !== "written") return outcome.kind === "returned" ? outcome.rcode : outcome.kind;
    const [message] = outcome.messages;
    invariant(message !== undefined, "one message");
    if (message.answer.length > 0) return message.answer.map(printData).join("\n");
    return message.rcode === "NOERROR" ? "NODATA" : message.rcode;
  }

  transfer(zone: string, serial: number | null = null): readonly string[] | null {
    const name = nameOf(zone);
    for (const { transferer } of this.capabilities) {
      const groups = transferer?.transfer(name, serial, BEGINNING) ?? null;
      if (groups !== null && groups !== "failed") return groups.flat().map(print);
    }
    return null;
  }
}

function print(record: ResourceRecord): string {
  return printRecord(record).replace(/\s+/g, " ");
}

/** `30 A 198.18.0.10` */
function printData(record: ResourceRecord): string {
  return print(record)
    .split(" ")
    .slice(1)
    .filter((_, index) => index !== 1)
    .join(" ");
}

function printMessage({ rcode, flags, answer, authority, additional }: PluginMessage): string {
  const head = [rcode, flags.authoritative && "aa", flags.truncated && "tc"].filter(Boolean).join(" ");
  const sections = [answer, authority, additional].map((records) => records.map(print).join("\n"));
  return [head, ...sections].join("\n--\n").replace(/\n\n/g, "\n");
}

function directivesOf(lines: string): readonly { readonly plugin: RegisteredPlugin; readonly text: string }[] {
  const chunks = lines.split(/^(?=[a-z])/m);
  const external = chunks.filter((chunk) => chunk.startsWith("k8s_external")).join("");
  const kubernetes = chunks.filter((chunk) => chunk.startsWith("kubernetes")).join("");
  return [
    { plugin: k8sExternalPlugin, text: external },
    { plugin: kubernetesPlugin, text: kubernetes },
  ].filter(({ text }) => text !== "");
}

function make(plugin: RegisteredPlugin, text: string, context: PluginContext, problems: string[]): PluginInstance {
  const dispenser = new Dispenser(lexCorefile(sourceFromText("Corefile", text), ""));
  const { value, diagnostics } = plugin.prepare(dispenser, settingsContext);
  problems.push(...diagnostics.map(({ message }) => message));
  return value.make(context);
}

const settingsContext: SettingsContext = {
  zones: [nameOf(".")],
  version: "1.15.0",
  files: emptyFileTree,
  resolveFile: (path) => path,
  hostname: "coredns",
  interfaces: null,
  hostNameServers: [],
  hostSearch: [],
  siblings: new Set(["kubernetes", "k8s_external"]),
};

function contextOf(surroundings: Surroundings, siblings: PluginContext["siblings"]): PluginContext {
  const { cluster = viewOf(everyKind), listenAddresses = [], ownAddresses = [POD], isDeaf = false } = surroundings;
  return {
    version: "1.15.0",
    hostname: "coredns",
    files: emptyFileTree,
    port: 53,
    listenAddresses,
    zones: settingsContext.zones,
    cluster,
    ownAddresses,
    hostNameServers: [],
    hostSearch: [],
    lots: () => null,
    log: () => null,
    siblings,
    reenter: (_request, question) => lookUp(question, isDeaf),
  };
}

const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["www.example.org. A", "192.0.2.1"],
  ["lb.example.org. A", "192.0.2.80"],
  ["lb.example.org. AAAA", "2001:db8::80"],
]);

/** The rest of the world: what is not there is NXDOMAIN. */
// biome-ignore lint/correctness/useYield: nobody need be waited for here.
function* lookUp({ name, type }: Question, isDeaf: boolean): InternalLookUp {
  if (isDeaf) return null;
  const found = ELSEWHERE.get(`${name.key} ${type}`);
  const data = found === undefined ? null : addressData(found);
  const answer: readonly ResourceRecord[] = data === null ? [] : [{ owner: name, class: "IN", ttl: 3600, data }];
  const query = makeQuery({ name, type, class: "IN" });
  const wire = { order: "fixed", truncation: "coredns", udpLimit: 512 } as const;
  const response: Response = {
    ...query,
    kind: "response",
    rcode: data === null ? "NXDOMAIN" : "NOERROR",
    answer,
    wire,
  };
  return response;
}

function addressData(text: string): ResourceRecord["data"] {
  return { type: text.includes(":") ? "AAAA" : "A", address: address(text) } as ResourceRecord["data"];
}

function driven(step: PluginStep): PluginOutcome {
  if ("kind" in step) return step;
  const turn = step.next();
  invariant(turn.done === true, "nobody need be waited for here");
  return turn.value;
}
