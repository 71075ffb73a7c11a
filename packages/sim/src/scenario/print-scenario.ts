import { printPrefix, timestampFromUnixSeconds } from "@splithorizon/core";
import { stringify } from "yaml";
import { assertNever } from "../invariant.ts";
import { type Fault, type LinkWeather, printFault } from "../simulation/index.ts";
import type { Expectation } from "../site/index.ts";
import { printDuration } from "./duration.ts";
import type { Scenario, ScenarioAction, ScenarioStep } from "./model.ts";

type Plain = Readonly<Record<string, unknown>>;
type Ask = ScenarioAction & { readonly kind: "ask" };

/** A scenario as the file of which it would be read: one that was made by a program, or by chance, can be kept and played again. */
export function printScenario({ title, site, seed, beginsAt, untilMs, steps }: Scenario): string {
  const head = some({
    version: 1,
    title: title === "" ? null : title,
    site,
    seed,
    begins: beginsAt === null ? null : timestampFromUnixSeconds(beginsAt),
    until: printed(untilMs),
  });
  const names = namesOf(steps);
  const lines = steps.map((step) => printItem(plainStep(step, names)));
  return `${stringify(head)}steps:${lines.length === 0 ? " []\n" : `\n${lines.join("")}`}`;
}

/** On one line, unless a text in it has several. */
function printItem(value: Plain): string {
  const text = JSON.stringify(value).includes("\\n")
    ? stringify([value], { lineWidth: 0 })
    : `- ${stringify(value, { collectionStyle: "flow", lineWidth: 0 })}`;
  return text.replace(/^(?=.)/gm, "  ");
}

/** Faults that a step heals, by their lines: each has a name in the file. */
function namesOf(steps: readonly ScenarioStep[]): ReadonlyMap<string, string> {
  const healed = steps.flatMap(({ action }) => (action.kind === "heal" ? [printFault(action.fault)] : []));
  return new Map([...new Set(healed)].map((line, at) => [line, `fault ${at + 1}`]));
}

function plainStep({ atMs, action }: ScenarioStep, names: ReadonlyMap<string, string>): Plain {
  return some({ at: printDuration(atMs), ...plainAction(action, names) });
}

function plainAction(action: ScenarioAction, names: ReadonlyMap<string, string>): Plain {
  switch (action.kind) {
    case "fault": {
      const name = names.get(printFault(action.fault));
      return { fault: plainFault(action.fault), as: name, for: printed(action.forMs) };
    }
    case "heal":
      return { heal: names.get(printFault(action.fault)) };
    case "ask":
      return plainQuestion(action);
    case "patch": {
      const { cluster, type, body } = action.patch;
      return { patch: some({ cluster, object: pathOf(action.patch), type, body }), answer: action.answer };
    }
    case "apply":
      return { apply: action.manifests, cluster: action.cluster, answer: action.answer };
    case "delete":
      return { delete: pathOf(action.deletion), cluster: action.deletion.cluster, answer: action.answer };
    case "delete-pods":
      return { "delete-pods": some({ ...action.deletion }), answer: action.answer };
    case "edit":
      return { edit: action.path, text: action.text };
    case "reload":
      return { reload: action.program, on: action.machine };
    case "restart":
      return { restart: action.program, on: action.machine };
    case "rndc":
      return { rndc: action.words, on: action.machine, answer: action.answer };
    case "route": {
      const { change, to, via, src } = action.change;
      return { route: change, to: printPrefix(to), via, src, on: action.machine };
    }
    case "show":
      return { show: action.words.join(" "), lines: action.lines, grep: action.grep };
    case "note":
      return { note: action.text };
    default:
      return assertNever(action);
  }
}

/** What is not said is left out: null, and keys that a value does not have. */
function some(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined));
}

function printed(ms: number | null): string | null {
  return ms === null ? null : printDuration(ms);
}

/** `service/kube-system/kube-dns`, `ippool/dns-pool`. */
function pathOf({
  kind,
  namespace,
  name,
}: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}) {
  return [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
}

function plainQuestion({ expectation, everyMs, untilMs, timeoutMs, outageMs, connection }: Ask): Plain {
  const { from, name, type, server, answers, rcode, silence } = expectation;
  return {
    ask: `${name.text} ${type}`,
    from,
    server,
    transport: transportOf(expectation),
    answers,
    rcode,
    silence: silence ? "timeout" : null,
    every: printed(everyMs),
    until: printed(untilMs),
    timeout: printed(timeoutMs),
    outage: printed(outageMs),
    connection,
  };
}

/** null: as it is where nothing is said. */
function transportOf({ type, transport }: Expectation): Expectation["transport"] | null {
  const usual = type === "AXFR" || type === "IXFR" ? "tcp" : "udp";
  return transport === usual ? null : transport;
}

function plainFault(fault: Fault): Plain {
  switch (fault.kind) {
    case "crash":
    case "freeze":
    case "kill-vrrp-child":
      return { [fault.kind]: fault.machine };
    case "interface-down":
      return some({ "interface-down": fault.machine, interface: fault.link });
    case "unplug":
      return some({ unplug: fault.machine, from: fault.link });
    case "kill":
    case "stop":
    case "hang":
      return { [fault.kind]: fault.program, on: fault.machine };
    case "cut":
    case "mute-adverts":
      return some({ [fault.kind]: fault.between, direction: directionOf(fault) });
    case "weather":
      return some({ weather: fault.between, direction: directionOf(fault), ...plainWeather(fault.weather) });
    case "fail-script":
    case "hang-script":
      return { [fault.kind]: fault.script, on: fault.machine };
    case "unready":
      return { unready: fault.pod };
    case "end-session":
      return { "end-session": fault.node, with: fault.router };
    case "stop-agent":
      return { "stop-agent": fault.node };
    case "stop-operator":
      return { "stop-operator": fault.cluster };
    default:
      return assertNever(fault);
  }
}

function directionOf({ direction }: { readonly direction: "both-ways" | "one-way" }): "one-way" | null {
  return direction === "one-way" ? direction : null;
}

function plainWeather({ delayMs, jitterMs, loss, duplicates }: LinkWeather): Plain {
  const time = (ms: number): string | null => (ms === 0 ? null : printDuration(ms));
  const share = (of: number): string | null => (of === 0 ? null : `${Number((of * 100).toPrecision(12))}%`);
  return { delay: time(delayMs), jitter: time(jitterMs), loss: share(loss), duplicates: share(duplicates) };
}
