import type { Fault, FaultKind, Program } from "../simulation/index.ts";
import type { SettingsReader } from "../site/index.ts";
import { readDuration } from "./read-duration.ts";

export const PROGRAMS: readonly Program[] = ["named", "coredns", "keepalived", "systemd-resolved"];

/** What each kind of fault is called with, beside its own word. */
export const FAULT_WORDS: Readonly<Record<FaultKind, readonly string[]>> = {
  crash: [],
  freeze: [],
  unplug: ["from"],
  "interface-down": ["interface"],
  "kill-vrrp-child": [],
  kill: ["on"],
  stop: ["on"],
  hang: ["on"],
  cut: ["direction"],
  "mute-adverts": ["direction"],
  weather: ["direction", "delay", "jitter", "loss", "duplicates"],
  "fail-script": ["on"],
  "hang-script": ["on"],
  unready: [],
  "end-session": ["with"],
  "stop-agent": [],
  "stop-operator": [],
};

const KINDS: readonly string[] = Object.keys(FAULT_WORDS);

/** `{ crash: dns1 }`, `{ kill: named, on: dns1 }`, `{ cut: [dns1, dns2] }`. */
export function readFault(reader: SettingsReader): Fault | null {
  const keys = reader.members.map(([key]) => key);
  const kind = keys.find(isFaultKind);
  if (kind === undefined) return reader.fault("SITE_MISSING_KEY", `A fault is one of ${KINDS.join(", ")}.`);
  reader.takesOnly([kind, ...FAULT_WORDS[kind]]);
  const value = reader.at(kind);
  switch (kind) {
    case "crash":
    case "freeze":
    case "kill-vrrp-child":
      return withText(value, (machine) => ({ kind, machine }));
    case "unplug":
    case "interface-down":
      return withText(value, (machine) => {
        const link = reader.at(kind === "unplug" ? "from" : "interface").text;
        return link === null ? { kind, machine } : { kind, machine, link };
      });
    case "kill":
    case "stop":
    case "hang":
      return readProgramFault(kind, reader);
    case "cut":
    case "mute-adverts":
      return withPair(reader, kind, (between, direction) => ({ kind, between, direction }));
    case "weather":
      return withPair(reader, kind, (between, direction) => ({
        kind,
        between,
        direction,
        weather: readWeather(reader),
      }));
    case "fail-script":
    case "hang-script":
      return withText(value, (script) => withText(reader.need("on"), (machine) => ({ kind, script, machine })));
    case "unready":
      return withText(value, (pod) => ({ kind, pod }));
    case "end-session":
      return withText(value, (node) => withText(reader.need("with"), (router) => ({ kind, node, router })));
    case "stop-agent":
      return withText(value, (node) => ({ kind, node }));
    case "stop-operator":
      return withText(value, (cluster) => ({ kind, cluster }));
  }
}

function isFaultKind(key: string): key is FaultKind {
  return Object.hasOwn(FAULT_WORDS, key);
}

function withText<T>(reader: SettingsReader, make: (text: string) => T | null): T | null {
  const { text } = reader;
  return text === null ? null : make(text);
}

function readProgramFault(kind: "kill" | "stop" | "hang", reader: SettingsReader): Fault | null {
  const program = reader.at(kind).oneOf(PROGRAMS);
  const machine = reader.need("on").text;
  return program === null || machine === null ? null : { kind, program, machine };
}

function withPair(
  reader: SettingsReader,
  kind: FaultKind,
  make: (between: readonly [string, string], direction: "both-ways" | "one-way") => Fault,
): Fault | null {
  const direction = reader.at("direction").oneOf(["both-ways", "one-way"]) ?? "both-ways";
  const [one, other, third] = reader.at(kind).items.map((item) => item.text);
  if (typeof one !== "string" || typeof other !== "string" || third !== undefined) {
    return reader.at(kind).fault("SITE_WRONG_TYPE", "Expected the names of two machines.");
  }
  if (one === other) {
    return reader.at(kind).fault("SITE_WRONG_TYPE", `Expected two machines, and "${one}" stands there twice.`);
  }
  return make([one, other], direction);
}

function readWeather(reader: SettingsReader) {
  return {
    delayMs: readDuration(reader.at("delay")) ?? 0,
    jitterMs: readDuration(reader.at("jitter")) ?? 0,
    loss: readShare(reader.at("loss")),
    duplicates: readShare(reader.at("duplicates")),
  };
}

/** `30%`. */
function readShare(reader: SettingsReader): number {
  const { text } = reader;
  if (text === null) return 0;
  const share = /^(\d+(?:\.\d+)?)%$/.exec(text);
  const value = Number(share?.[1]);
  if (share !== null && value <= 100) return value / 100;
  reader.fault("SITE_WRONG_TYPE", `"${text}" is no share: 0% to 100%.`);
  return 0;
}
