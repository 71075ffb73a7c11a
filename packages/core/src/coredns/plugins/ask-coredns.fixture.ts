import {
  type Edns,
  type Instant,
  instantFromMs,
  makeQuery,
  nameOf,
  type Opcode,
  parseAddress,
  parseRrType,
  printRecord,
  type Query,
  type Question,
  type ResourceRecord,
  type Response,
  type RrClass,
  type RrType,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { ClusterView } from "../../kubernetes/index.ts";
import type { Endpoint, Outcome, Transport } from "../../resolution/index.ts";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { type CoreDnsServer, makeCoreDns } from "../server/index.ts";

/** How a question of a test differs from a plain one over UDP from 192.0.2.1. */
export interface AskOptions {
  readonly from?: string;
  readonly port?: number;
  readonly transport?: Transport;
  readonly opcode?: Opcode;
  /** EDNS with DO. */
  readonly dnssecOk?: true;
  readonly ednsSize?: number;
  readonly rrClass?: RrClass;
  /** Serial of the SOA in the authority section of an IXFR. */
  readonly serial?: number;
  readonly atMs?: number;
}

const SERVER = endpointOf("192.0.2.53", 53);

function endpointOf(text: string, port: number): Endpoint {
  const address = parseAddress(text);
  invariant(address !== null, "an address of this test");
  return { address, port };
}

/** A CoreDNS of a Corefile and files, asked in words that a DNS operator reads. Whatever asks another server fails the test. */
export class CoreDnsUnderTest {
  readonly server: CoreDnsServer;
  readonly problems: readonly string[];
  /** What CoreDNS writes to standard output while it answers. */
  readonly log: string[] = [];

  constructor(corefile: string, files: Readonly<Record<string, string>> = {}, cluster: ClusterView | null = null) {
    const sources = new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)]));
    const parsed = parseCorefile(sourceFromText("Corefile", corefile), { version: "1.15.0" });
    const made = makeCoreDns(parsed.value, {
      cluster,
      ownAddresses: [SERVER.address],
      hostNameServers: [],
      hostSearch: [],
      files: fileTreeFromSources(sources),
      workingDirectory: "/",
      hostname: "host",
      log: () => (line) => this.log.push(line),
    });
    this.server = made.value;
    this.problems = [...parsed.diagnostics, ...made.diagnostics].map(({ message }) => message);
  }

  /** The same with a fork of its server. */
  forked(): CoreDnsUnderTest {
    const copy: CoreDnsUnderTest = Object.create(CoreDnsUnderTest.prototype);
    return Object.assign(copy, this, { server: this.server.fork() });
  }

  /** Each message: `NOERROR aa`, then its records as zone-file text, a line each; `authority:` and `additional:` begin those sections. */
  ask(name: string, type: RrType, options: AskOptions = {}): string {
    const outcome = this.outcome(name, type, options);
    if (outcome.kind !== "reply") return outcome.kind === "silence" ? "silence" : `unsupported: ${outcome.what}`;
    return [...outcome.messages].map(printMessage).join("\n==\n");
  }

  /** The answer section alone, without TTLs; the rcode where it is empty. */
  answer(name: string, type: RrType, options: AskOptions = {}): string {
    const outcome = this.outcome(name, type, options);
    if (outcome.kind !== "reply") return outcome.kind;
    const messages = [...outcome.messages];
    const answer = messages.flatMap((message) => message.answer);
    if (answer.length > 0) return answer.map(printData).join("\n");
    return messages.map(({ rcode, authority }) => emptyWord(rcode, authority)).join(" ");
  }

  /** The whole reply in one line: `NOERROR aa: 60 A 192.0.2.1 -- authority ++ additional`, records divided by `; `; an owner that is not shown is the asked name, letter by letter. */
  line(name: string, type: RrType, options: AskOptions = {}): string {
    const outcome = this.outcome(name, type, options);
    if (outcome.kind !== "reply") return outcome.kind === "silence" ? "silence" : `unsupported: ${outcome.what}`;
    return [...outcome.messages].map((message) => lineOf(message, name)).join(" == ");
  }

  /** Asks the question of a row again: `x.test. A tcp from 192.0.2.7 => ` and then what {@link line} says. */
  retell(row: string): string {
    const [question = ""] = row.split(" => ");
    const [name = "", typeText = "", ...words] = question.split(" ");
    const type = parseRrType(typeText);
    invariant(type !== null, `a type: ${row}`);
    return `${question} => ${this.line(name, type, optionsOf(words))}`;
  }

  outcome(name: string, type: RrType, options: AskOptions = {}): Outcome {
    const message = queryOf({ name: nameOf(name), type, class: options.rrClass ?? "IN" }, options);
    const step = this.server.receive(
      {
        source: endpointOf(options.from ?? "192.0.2.1", options.port ?? 40_000),
        destination: SERVER,
        transport: options.transport ?? "udp",
        content: { kind: "message", message },
      },
      momentOf(options),
    );
    if ("kind" in step) return step;
    const turn = step.next();
    invariant(turn.done === true, "nobody need be asked in this test");
    return turn.value;
  }
}

function momentOf({ atMs = 0 }: AskOptions): Instant {
  return instantFromMs(atMs);
}

function queryOf(question: Question, options: AskOptions): Query {
  const { serial, opcode = "QUERY" } = options;
  const isEdns = options.dnssecOk !== undefined || options.ednsSize !== undefined;
  const edns: Edns | null = isEdns
    ? { udpSize: options.ednsSize ?? 4096, version: 0, dnssecOk: options.dnssecOk === true, z: 0, options: [] }
    : null;
  return makeQuery(question, {
    opcode,
    edns,
    ...(serial === undefined ? {} : { authority: [soaOf(question, serial)] }),
  });
}

function soaOf({ name }: Question, serial: number): ResourceRecord {
  const times = { refresh: 0, retry: 0, expire: 0, minimum: 0 };
  return { owner: name, class: "IN", ttl: 0, data: { type: "SOA", primary: name, mailbox: name, serial, ...times } };
}

function print(record: ResourceRecord): string {
  return printRecord(record).replace(/\s+/g, " ");
}

/** `A 192.0.2.1`, with the owner in front. */
function printData(record: ResourceRecord): string {
  const [owner, , , ...rest] = print(record).split(" ");
  return [owner, ...rest].join(" ");
}

function printMessage(response: Response): string {
  const { rcode, flags, answer, authority, additional } = response;
  const head = [rcode, flags.authoritative && "aa", flags.recursionAvailable && "ra"].filter(Boolean).join(" ");
  const section = (title: string, records: readonly ResourceRecord[]): readonly string[] =>
    records.length === 0 ? [] : [title, ...records.map(print)];
  return [head, ...answer.map(print), ...section("authority:", authority), ...section("additional:", additional)].join(
    "\n",
  );
}

/** `tcp`, `do`, `notify`, `ch`, `from ADDRESS`, `port N`, `edns SIZE`, `serial N`. */
function optionsOf(words: readonly string[]): AskOptions {
  const behind = (word: string): string | undefined => words[words.indexOf(word) + 1 || words.length];
  const [from, port, ednsSize, serial] = ["from", "port", "edns", "serial"].map(behind);
  return {
    ...(words.includes("tcp") ? { transport: "tcp" } : {}),
    ...(words.includes("do") ? { dnssecOk: true } : {}),
    ...(words.includes("ch") ? { rrClass: "CH" } : {}),
    ...(words.includes("notify") ? { opcode: "NOTIFY" } : {}),
    ...(from === undefined ? {} : { from }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(ednsSize === undefined ? {} : { ednsSize: Number(ednsSize) }),
    ...(serial === undefined ? {} : { serial: Number(serial) }),
  };
}

function lineOf({ rcode, flags, answer, authority, additional }: Response, asked: string): string {
  const { authoritative, recursionAvailable, truncated } = flags;
  const head = [rcode, authoritative && "aa", recursionAvailable && "ra", truncated && "tc"].filter(Boolean).join(" ");
  const section = (mark: string, records: readonly ResourceRecord[]): string =>
    records.length === 0 ? "" : `${mark} ${records.map((record) => printBelow(record, asked)).join("; ")}`;
  return `${head}${section(":", answer)}${section(" --", authority)}${section(" ++", additional)}`;
}

function printBelow(record: ResourceRecord, asked: string): string {
  const text = print(record).replace(" IN ", " ");
  return text.startsWith(`${asked} `) ? text.slice(asked.length + 1) : text;
}

function emptyWord(rcode: string, authority: readonly ResourceRecord[]): string {
  const isNegative = authority.some(({ data }) => data.type === "SOA");
  return rcode === "NOERROR" ? (isNegative ? "NODATA" : "empty") : rcode;
}

/** A zone file with records of many kinds, for tables that hold what the real server said of it. */
export const VARIED_ZONE = `$TTL 60
@ SOA ns hm 1 2 3 4 5
@ NS ns
ns A 192.0.2.53
www A 192.0.2.1
www A 192.0.2.2
mx MX 5 www
txt TXT "to www.b.test."
six AAAA 2001:db8::6
alias CNAME www
out CNAME www.elsewhere.example.
srv SRV 1 2 443 www
ptr PTR www
*.wild A 192.0.2.7
`;
