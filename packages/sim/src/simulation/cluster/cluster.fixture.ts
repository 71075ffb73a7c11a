import { join } from "node:path";
import { type FileTree, fileTreeFromSources, instantFromMs, type Source, sourceFromText } from "@splithorizon/core";
import { forkTwin } from "../../asking/index.ts";
import { readFolder } from "../../node/index.ts";
import { runShow } from "../../show/index.ts";
import { layeredFileTree, loadSite, type SiteTwin } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import { printJournalEntry } from "../world/journal.ts";
import type { ObjectPatch } from "../world/part.ts";
import { ClusterPart } from "./cluster-part.ts";

const files = readFolder(join(import.meta.dirname, "../../../../../examples"));

export type Edits = Readonly<Record<string, (text: string) => string>>;

function withEdits(edits: Edits): FileTree {
  const sources = Object.entries(edits).map(([path, edit]): readonly [string, Source] => {
    const found = files.lookUp(path);
    if (found.kind !== "file") throw new Error(`no file ${path}`);
    return [path, sourceFromText(path, edit(new TextDecoder().decode(found.source.bytes)))];
  });
  return layeredFileTree([files, fileTreeFromSources(new Map(sources))]);
}

type Stage = "kloud-lan-default" | "kloud-lan";

const twins = new Map<Stage, SiteTwin>();

/** The examples' own are read once, and as good as new for each. */
function twinOf(stage: Stage, edits: Edits): SiteTwin {
  if (Object.keys(edits).length > 0) return loadSite(withEdits(edits), `/${stage}/site.yaml`).value;
  const known = twins.get(stage) ?? loadSite(files, `/${stage}/site.yaml`).value;
  twins.set(stage, known);
  return forkTwin(known);
}

/** The tutorial's cluster in time: before anything is done to it, or as it stands at the end. */
export class ClusterLab {
  readonly simulation: Simulation;
  readonly lines: string[] = [];

  /** `edits`: by path below the examples, what a file is like instead. */
  constructor(stage: Stage = "kloud-lan", seed = 1, edits: Edits = {}) {
    this.simulation = new Simulation(twinOf(stage, edits), { seed }, [(context) => new ClusterPart(context)]);
    this.simulation.journal.listen((entry) => void this.lines.push(printJournalEntry(entry)));
  }

  /** What kubectl prints. */
  patch(type: ObjectPatch["type"], body: unknown, name = "kube-dns", namespace = "kube-system"): string {
    return this.simulation.patch({ cluster: null, kind: "service", namespace, name, type, body }).text;
  }

  /** Of another kind than Service; `object`: as a step of a scenario names it. */
  patchObject(object: string, body: unknown, type: ObjectPatch["type"] = "merge"): string {
    const [kind = "", namespace = "", name] = object.split("/");
    const place = { namespace: name === undefined ? "" : namespace, name: name ?? namespace };
    return this.simulation.patch({ cluster: null, kind, ...place, type, body }).text;
  }

  /** What `kubectl apply -f -` prints of objects in its standard input. */
  apply(...manifests: readonly unknown[]): string {
    return this.simulation.apply(manifests).text;
  }

  /** What `kubectl delete` prints; `object`: as a step of a scenario names it. */
  delete(object: string): string {
    const [kind = "", namespace = "", name] = object.split("/");
    const place = { namespace: name === undefined ? "" : namespace, name: name ?? namespace };
    return this.simulation.delete({ cluster: null, kind, ...place }).text;
  }

  runTo(seconds: number): void {
    this.simulation.runUntil(instantFromMs(seconds * 1000));
  }

  show(words: string): string {
    const shown = runShow(this.simulation.world, words.split(" "), 1_704_213_552);
    return shown.kind === "text" ? shown.text : shown.message;
  }

  /** EXTERNAL-IP of a service. */
  externalIp(name = "kube-dns", namespace = "kube-system"): string {
    return this.show(`services -n ${namespace} ${name} --no-headers`).split(/\s+/)[3] ?? "";
  }

  /** Nodes behind the route to an address on the router. */
  nextHops(address = "198.19.0.30"): readonly string[] {
    const lines = this.show("routes router").split("\n");
    const at = lines.findIndex((line) => line.startsWith(`${address} `));
    if (at < 0) return [];
    const single = / via (\S+)/.exec(lines[at] ?? "")?.[1];
    if (single !== undefined) return [single];
    const after = lines.slice(at + 1);
    const end = after.findIndex((line) => !line.startsWith("\t"));
    return after.slice(0, end).map((line) => line.split(" ")[2] ?? "");
  }

  /** Lines of the journal that say this, without their moment. */
  told(what: string | RegExp): readonly string[] {
    const matches = (line: string): boolean => (typeof what === "string" ? line.includes(what) : what.test(line));
    return this.lines.filter(matches).map((line) => line.replace(/^\s*[\d.]+ s\s+\S+\s+/, ""));
  }
}
