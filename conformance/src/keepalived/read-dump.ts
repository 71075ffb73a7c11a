import { type Configuration, type InstanceFacts, instanceLine } from "./describe-configuration.ts";

/** What `keepalived -d` logs that it has read; null where it stopped before. */
export function readDump(log: string): Configuration | null {
  const lines = log.split("\n").map((line) => line.replace(/^\w{3} \w{3} +\d+ [\d:]+ \d{4}: /, ""));
  const from = lines.indexOf("------< VRRP Topology >------");
  if (from === -1) return null;
  const dump = lines.slice(
    from,
    lines.findIndex((line) => line.startsWith("------< Interfaces")),
  );
  return {
    instances: blocksOf(dump, " VRRP Instance = ").map((block) => instanceLine(factsOf(block))),
    scripts: blocksOf(dump, " VRRP Script = ").map(scriptLine),
    files: blocksOf(dump, " Track file = ").map(fileLine),
  };
}

/** Lines of a block and of its lists, by their titles. */
interface Block {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

function blocksOf(lines: readonly string[], title: string): readonly Block[] {
  const starts = lines.flatMap((line, at) => (line.startsWith(title) ? [at] : []));
  return starts.map((start) => {
    const rest = lines.slice(start + 1);
    // What another of its processes logs meanwhile stands in between.
    const end = rest.findIndex((line) => /^ VRRP |^ Track|^------</.test(line));
    return readBlock((lines[start] ?? "").slice(title.length), end === -1 ? rest : rest.slice(0, end));
  });
}

function readBlock(name: string, lines: readonly string[]): Block {
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  let list: string[] = [];
  for (const line of lines) {
    const [, key, value] = /^ {3}(\S.*?) = (.*)$/.exec(line) ?? [];
    const [, title] = /^ {3}(\S[^(:]*?)(?: \(\d+\))? ?:$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
    else if (title !== undefined) {
      list = [];
      lists.set(title, list);
    } else if (line.startsWith("     ")) list.push(line.trim());
    else if (line.startsWith("   ")) values.set(line.trim(), "");
  }
  return { name, values, lists };
}

function factsOf({ name, values, lists }: Block): InstanceFacts {
  const number = (key: string): number => Number.parseFloat(values.get(key) ?? "0");
  const interval = values.get("Advert interval") ?? "";
  const scheme = values.get("Authentication type") ?? "none";
  return {
    name,
    version: number("VRRP Version"),
    state: values.get("Wantstate") ?? "",
    interface: values.get("Interface") ?? "",
    router: number("Virtual Router ID"),
    priority: number("Priority"),
    everyMs: Number.parseInt(interval, 10) * (interval.endsWith("milli-sec") ? 1 : 1000),
    preempts: values.get("Preempt") === "enabled",
    preemptDelayS: number("Preempt delay"),
    authentication: scheme === "SIMPLE_PASSWORD" ? `PASS ${values.get("Password") ?? ""}` : scheme,
    downAdverts: number("Down timer adverts"),
    answersHigher: values.get("Send advert after receive higher priority advert") === "true",
    refreshS: number("Gratuitous ARP refresh"),
    strict: values.has("Enforcing strict VRRP compliance"),
    addresses: (lists.get("Virtual IP") ?? []).map(addressText),
    excluded: (lists.get("Virtual IP Excluded") ?? []).map(addressText),
    peers: (lists.get("Unicast Peer") ?? []).map((line) => line.split(" ")[0] ?? ""),
    accepts: values.get("Accept") !== "disabled" || number("Priority") === 255,
    files: lists.get("Tracked files") ?? [],
    scripts: (lists.get("Tracked scripts") ?? []).map((line) => line.replace(/^(\S+) no weight/, "$1 weight 0")),
  };
}

/** The length is left out where it is the whole width. */
function addressText(line: string): string {
  const [, address = "", length, device = ""] = /^([\da-fA-F.:]+)(?:\/(\d+))?.* dev (\S+)/.exec(line) ?? [];
  return `${address}/${length ?? (address.includes(":") ? 128 : 32)} dev ${device}`;
}

function scriptLine({ name, values }: Block): string {
  const seconds = (key: string): number => Number.parseInt(values.get(key) ?? "0", 10);
  const [weight = "0", reverse] = (values.get("Weight") ?? "0").split(" ");
  return `${name}: every ${seconds("Interval")} s for ${seconds("Timeout")} s, weight ${weight}${reverse === undefined ? "" : " reverse"}, rise ${values.get("Rise") ?? ""}, fall ${values.get("Fall") ?? ""}`;
}

function fileLine({ name, values }: Block): string {
  return `${name}: ${values.get("File") ?? ""}, weight ${values.get("Weight") ?? ""}`;
}
