import { join } from "node:path";
import { type FileTree, type Source, sourceFromText } from "@splithorizon/core";
import {
  Batch,
  type BatchRecord,
  type BatchResponse,
  type BatchResult,
  type Chooser,
  loadSiteFrom,
} from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";
import type { Difference } from "./compare.ts";
import { responseOf } from "./site-answer.ts";
import type { LabChoices } from "./site-lab/site-lab.ts";
import { editFile, editSiteFile, REPOSITORY, recordedSiteOf } from "./site-lab/variant.ts";
import type { BatchQuestion } from "./site-questions/question.ts";
import type { SiteBatch, SiteRecording } from "./site-recordings.ts";

/** Folders of the repository that sites are made of. */
const FOLDERS = ["/examples", "/conformance/sites"];

/** What a replayed line came to. */
export type ReplayedLine =
  | { readonly kind: "same" }
  | { readonly kind: "unsupported"; readonly what: string }
  | { readonly kind: "differs"; readonly differences: readonly Difference[] };

/** The twin of a site, as it was recorded: with kube-proxy's data path, and its variant. */
export function batchOfSite(name: string, { entry, endpoint }: LabChoices = { entry: 0, endpoint: 0 }): Batch {
  const site = recordedSiteOf(name);
  const files = editedTree(repositoryTree(), (path, text) => editFile(site, path, text));
  const found = files.lookUp(`/${site.folder}/site.yaml`);
  if (found.kind !== "file") throw new Error(`there is no site ${site.folder}`);
  const source = sourceFromText("site.yaml", editSiteFile(site, textOf(found.source)));
  const choose: Chooser = (among, why) => (why === "ecmp" ? entry % among : why === "endpoint" ? endpoint % among : 0);
  return new Batch(loadSiteFrom(source, files, `/${site.folder}`).value, { choose });
}

/** Those folders alone: there is more in the repository than a site may have. */
function repositoryTree(): FileTree {
  const trees = FOLDERS.map((folder) => ({ folder, tree: readFolder(join(REPOSITORY, folder)) }));
  const below = (path: string) => trees.find(({ folder }) => path.startsWith(`${folder}/`));
  return {
    lookUp: (path) => {
      const found = below(path);
      return found === undefined ? { kind: "missing" } : found.tree.lookUp(path.slice(found.folder.length));
    },
    glob: (pattern) => {
      const found = below(pattern);
      const paths = found?.tree.glob(pattern.slice(found.folder.length)) ?? [];
      return paths.map((path) => `${found?.folder ?? ""}${path}`);
    },
  };
}

function textOf(source: Source): string {
  return new TextDecoder().decode(source.bytes);
}

/** A tree in which every file is what `edit` makes of it. */
function editedTree(files: FileTree, edit: (path: string, text: string) => string): FileTree {
  return {
    lookUp: (path) => {
      const found = files.lookUp(path);
      if (found.kind !== "file") return found;
      const text = textOf(found.source);
      const edited = edit(path, text);
      return edited === text ? found : { kind: "file", source: sourceFromText(found.source.name, edited) };
    },
    glob: (pattern) => files.glob(pattern),
  };
}

/** Puts every line of a site's batch to its twin, as `ask --batch` does. */
export function replaySite(site: string, batch: SiteBatch): readonly ReplayedLine[] {
  return replayBatch(batchOfSite(site), batch);
}

/** Puts every line to the twin at its own moment, and compares what comes of each with what the real servers said. */
export function replayBatch(batch: Batch, { questions, answers }: SiteBatch): readonly ReplayedLine[] {
  const results = [...questions.flatMap((question) => batch.put(JSON.stringify(question))), ...batch.end()];
  return questions.map((question, at) => {
    const [answer, result] = [answers[at], results[at]];
    if (answer?.id !== question.id) throw new Error(`line ${at} has no answer; record it anew`);
    if (result?.id !== question.id) throw new Error(`line ${at}: the twin answers another one`);
    return replayedLine(question, answer, result);
  });
}

function replayedLine(question: BatchQuestion, { wire }: SiteRecording, answer: BatchResult): ReplayedLine {
  if ("error" in answer) throw new Error(`line ${question.id}: ${answer.error}`);
  if (answer.silence?.startsWith("not modelled") === true) return { kind: "unsupported", what: answer.silence };
  const found = [
    ...differencesOf(responseOf(wire), answer.response),
    ...differenceIn("messages", String(wire.length), String(answer.messages)),
  ];
  return found.length === 0 ? { kind: "same" } : { kind: "differs", differences: found };
}

function differenceIn(field: Difference["field"], real: string, twin: string): readonly Difference[] {
  return real === twin ? [] : [{ field, real, twin }];
}

const SILENCE: Readonly<Record<string, string>> = { rcode: "silence" };

/** Every field that a client can rely on and in which the two disagree. */
function differencesOf(real: BatchResponse | null, twin: BatchResponse | null): readonly Difference[] {
  const [left, right] = [real, twin].map((response) => (response === null ? SILENCE : fieldsOf(response)));
  if (left === undefined || right === undefined) return [];
  // Which records fit into a cut answer depends on an order that CoreDNS draws.
  const isCut = real?.flags.includes("tc") === true && twin?.flags.includes("tc") === true;
  const keys = ["rcode", "flags", "question", "answer", "authority", "additional", "edns", "octets"] as const;
  return keys.flatMap((field): readonly Difference[] => {
    const [one = "", two = ""] = [left[field], right[field]];
    const isSame = isCut && SECTIONS.has(field) ? one.split("\n").length === two.split("\n").length : one === two;
    return isSame ? [] : [{ field, real: one, twin: two }];
  });
}

/** NSID and COOKIE. */
const OF_THE_MACHINE: ReadonlySet<number> = new Set([3, 10]);
const SECTIONS: ReadonlySet<string> = new Set(["answer", "authority", "additional"]);

function fieldsOf(response: BatchResponse): Readonly<Record<string, string>> {
  const isTransfer = response.question.some(({ type }) => type === "AXFR" || type === "IXFR");
  const print = (records: readonly BatchRecord[]): string => records.map(printRecord).sort().join("\n");
  return {
    rcode: response.rcode,
    flags: response.flags.join(" "),
    question: response.question.map(({ name, type, class: rrClass }) => `${name} ${rrClass} ${type}`).join(),
    answer: print(response.answer),
    authority: print(response.authority),
    additional: print(response.additional),
    edns: printEdns(response),
    // How a server cuts a transfer into messages is its own affair.
    octets: isTransfer ? "transfer" : String(response.size),
  };
}

/** CoreDNS writes the time of its last change as the serial of its Kubernetes zones: any second of these years counts as that. */
const UNIX_TIME_SERIAL = /\b1[789]\d{8}\b/g;

function printRecord({ name, type, class: rrClass = "IN", ttl, data }: BatchRecord): string {
  return `${name} ${ttl} ${rrClass} ${type} ${data.replace(UNIX_TIME_SERIAL, "<time>")}`;
}

/** A cookie is random, an NSID made of the machine's identity: only their length is compared. */
function printEdns({ edns, ednsOptions = [] }: BatchResponse): string {
  if (edns === null) return "none";
  const options = ednsOptions.map(({ code, data }) =>
    OF_THE_MACHINE.has(code) ? `option ${code} of ${data.length / 2}` : `${code}=${data}`,
  );
  return [`version ${edns.version} size ${edns.size}`, ...(edns.do ? ["do"] : []), ...options].join(" ");
}
