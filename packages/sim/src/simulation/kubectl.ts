import { printObjectUpdate, printUnaskable, tooLargeToPatch, whyUnaskable } from "@splithorizon/core";
import { appliedManifest } from "./world/applied-manifest.ts";
import type { JournalKind } from "./world/journal.ts";
import type { ObjectDeletion, ObjectPatch, PatchAnswer, PodDeletion, SimulationPart } from "./world/part.ts";

/** A name with a slash is another form of kubectl's arguments (cli-runtime pkg/resource/builder.go). */
const NO_NEED =
  "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

type Write = (kind: JournalKind, who: string, text: () => string) => void;

/** Who changes objects through the API server: each is given to the part that keeps objects of its kind. */
export class Kubectl {
  readonly #parts: readonly SimulationPart[];
  readonly #write: Write;

  constructor(parts: readonly SimulationPart[], write: Write) {
    this.#parts = parts;
    this.#write = write;
  }

  patch(patch: ObjectPatch): PatchAnswer {
    const unasked = whyNotAsked(patch);
    if (unasked !== null) return unasked;
    const tooLarge = tooLargeToPatch(patch);
    if (tooLarge !== null) return { isAccepted: false, text: printObjectUpdate(tooLarge, patch.kind, patch.name) };
    const answer = this.#first((part) => part.patch?.(patch));
    if (answer === null) return { isAccepted: false, text: `${patch.kind} "${patch.name}" cannot be patched here` };
    this.#write("api", pathOf(patch.kind, patch.namespace, patch.name), () => answer.text);
    return answer;
  }

  /** Each object in turn; one that is refused keeps none of the others back. */
  apply(manifests: readonly unknown[], cluster: string | null): PatchAnswer {
    const answers = manifests.map((manifest) => this.#applyOne(manifest, cluster));
    const text = answers.map((answer) => answer.text).join("\n");
    return { isAccepted: answers.every(({ isAccepted }) => isAccepted), text };
  }

  delete(deletion: ObjectDeletion): PatchAnswer {
    const { kind, namespace, name } = deletion;
    const unasked = whyNotAsked(deletion);
    if (unasked !== null) return unasked;
    const answer = this.#first((part) => part.deleteObject?.(deletion));
    if (answer === null) return { isAccepted: false, text: `${kind} "${name}" cannot be deleted here` };
    this.#write("api", pathOf(kind, namespace, name), () => answer.text);
    return answer;
  }

  /** Each part has pods of its own to look after. */
  deletePods(deletion: PodDeletion): PatchAnswer {
    const { namespace, name, selector } = deletion;
    const answers = this.#parts.flatMap((part) => part.deletePods?.(deletion) ?? []);
    if (answers.length > 0) {
      const lines = new Set(answers.flatMap(({ text }) => text.split("\n")));
      const text = [...lines].sort().join("\n");
      return { isAccepted: answers.every(({ isAccepted }) => isAccepted), text };
    }
    const text =
      name === null
        ? `No resources found: pods of ${namespace} with ${selector ?? ""}`
        : `Error from server (NotFound): pods "${name}" not found`;
    this.#write("api", pathOf("pod", namespace, name ?? "*"), () => text);
    return { isAccepted: false, text };
  }

  #applyOne(value: unknown, cluster: string | null): PatchAnswer {
    const applied = appliedManifest(value);
    if ("why" in applied) return { isAccepted: false, text: applied.why };
    const { kind, namespace, name } = applied;
    const why = whyUnaskable(applied);
    if (why !== null) return { isAccepted: false, text: printUnaskable(applied, why) };
    const answer = this.#first((part) => part.apply?.(applied, cluster));
    if (answer === null) return { isAccepted: false, text: `${kind} "${name}" cannot be applied here` };
    this.#write("api", pathOf(kind.toLowerCase(), namespace, name), () => answer.text);
    return answer;
  }

  #first(ask: (part: SimulationPart) => PatchAnswer | null | undefined): PatchAnswer | null {
    for (const part of this.#parts) {
      const answer = ask(part) ?? null;
      if (answer !== null) return answer;
    }
    return null;
  }
}

/** What kubectl says by itself of a name that it cannot ask for. */
function whyNotAsked(object: { readonly namespace: string; readonly name: string }): PatchAnswer | null {
  if (object.name.includes("/")) return { isAccepted: false, text: NO_NEED };
  const why = whyUnaskable(object);
  return why === null ? null : { isAccepted: false, text: `error: ${why}` };
}

function pathOf(kind: string, namespace: string, name: string): string {
  return [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
}
