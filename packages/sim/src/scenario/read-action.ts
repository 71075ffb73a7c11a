import { parseLabelSelector } from "../show/index.ts";
import type { ObjectPatch, PodDeletion, Program } from "../simulation/index.ts";
import { readExpectation, type SettingsReader } from "../site/index.ts";
import type { ScenarioAction, Service } from "./model.ts";
import { readDuration } from "./read-duration.ts";
import { readApply, readObjectDeletion, readObjectPath } from "./read-objects.ts";
import { readRouteChange } from "./read-route-change.ts";

/** What stands beside an expectation's own keys. */
export const ASK_WORDS = ["every", "until", "timeout", "outage", "connection"] as const;
export const PATCH_KEYS = ["cluster", "object", "type", "body"] as const;
export const DELETION_KEYS = ["namespace", "name", "selector"] as const;
export const SERVICES: readonly Service[] = ["named", "keepalived", "systemd-resolved"];
const RELOADED = ["named", "coredns", "keepalived"] as const satisfies readonly Program[];

type ReadAction = (reader: SettingsReader) => ScenarioAction | null;

/** How a step of each kind is read; faults have names, so those are read where all steps are known. */
export const ACTIONS: Readonly<Record<Exclude<ScenarioAction["kind"], "fault" | "heal">, ReadAction>> = {
  ask: readQuestion,
  patch: (reader) => {
    const patch = readPatch(reader.at("patch"));
    return patch === null ? null : { kind: "patch", patch, answer: reader.at("answer").text };
  },
  apply: readApply,
  delete: readObjectDeletion,
  "delete-pods": (reader) => {
    const deletion = readDeletion(reader.at("delete-pods"));
    return deletion === null ? null : { kind: "delete-pods", deletion, answer: reader.at("answer").text };
  },
  edit: (reader) => {
    const path = reader.at("edit").text;
    const text = reader.need("text").text;
    return path === null || text === null ? null : { kind: "edit", path, text };
  },
  reload: (reader) => {
    const program = reader.at("reload").oneOf(RELOADED);
    const machine = reader.need("on").text;
    return program === null || machine === null ? null : { kind: "reload", program, machine };
  },
  rndc: readRndcStep,
  restart: (reader) => {
    const program = reader.at("restart").oneOf(SERVICES);
    const machine = reader.need("on").text;
    return program === null || machine === null ? null : { kind: "restart", program, machine };
  },
  route: readRouteChange,
  show: (reader) => {
    const { text } = reader.at("show");
    const [lines, grep] = [textsOf(reader.at("lines")), textsOf(reader.at("grep"))];
    return text === null ? null : { kind: "show", words: text.trim().split(/\s+/), lines, grep };
  },
  note: (reader) => {
    const { text } = reader.at("note");
    return text === null ? null : { kind: "note", text };
  },
};

function readQuestion(reader: SettingsReader): ScenarioAction | null {
  const expectation = readExpectation(reader, ["at", ...ASK_WORDS]);
  const everyMs = readPeriod(reader.at("every"));
  const untilMs = readDuration(reader.at("until"));
  if (expectation === null) return null;
  if ((everyMs === null) !== (untilMs === null)) {
    return reader.fault(
      "SITE_MISSING_KEY",
      "A question that is asked again says how often and until when: every, until.",
    );
  }
  const timeoutMs = readPeriod(reader.at("timeout"));
  const outageMs = readDuration(reader.at("outage"));
  const kept = reader.at("connection");
  if (kept.isPresent && expectation.transport !== "tcp") {
    return kept.fault("SITE_WRONG_TYPE", "A connection is kept over TCP alone.", "Say transport: tcp.");
  }
  return { kind: "ask", expectation, everyMs, untilMs, timeoutMs, outageMs, connection: kept.text };
}

/** A time that is more than none. */
function readPeriod(reader: SettingsReader): number | null {
  const ms = readDuration(reader);
  if (ms === 0) reader.fault("SITE_WRONG_TYPE", "Expected a time longer than none.");
  return ms;
}

/** `{ object: service/kube-system/kube-dns, type: strategic, body: { spec: … } }`. */
function readPatch(reader: SettingsReader): ObjectPatch | null {
  reader.takesOnly(PATCH_KEYS);
  const object = readObjectPath(reader.need("object"));
  const body = reader.need("body").plain;
  if (object === null) return null;
  const type = reader.at("type").oneOf(["strategic", "merge", "json"]) ?? "strategic";
  return { cluster: reader.at("cluster").text, ...object, type, body };
}

/** `{ namespace: kube-system, selector: k8s-app=kube-dns }`, or with a `name`. */
function readDeletion(reader: SettingsReader): PodDeletion | null {
  reader.takesOnly(DELETION_KEYS);
  const namespace = reader.need("namespace").text;
  const [name, selector] = [reader.at("name"), reader.at("selector")];
  if (name.isPresent === selector.isPresent) {
    return reader.fault("SITE_MISSING_KEY", "Which pods: by their name or by a selector, one of the two.");
  }
  const deletion = { name: name.text, selector: selector.text };
  if (namespace === null || (deletion.name === null && deletion.selector === null)) return null;
  if (deletion.selector !== null && parseLabelSelector(deletion.selector) === null) {
    return selector.fault("SITE_WRONG_TYPE", `"${deletion.selector}" is no label selector: a=b, a!=b, a in (b, c).`);
  }
  return { namespace, ...deletion };
}

function readRndcStep(reader: SettingsReader): ScenarioAction | null {
  const words = reader.at("rndc").text;
  const machine = reader.need("on").text;
  return words === null || machine === null ? null : { kind: "rndc", words, machine, answer: reader.at("answer").text };
}

/** null: the key is not there. */
function textsOf(reader: SettingsReader): readonly string[] | null {
  return reader.isPresent ? reader.items.flatMap((item) => item.text ?? []) : null;
}
