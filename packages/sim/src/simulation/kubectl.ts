import { appliedManifest } from "./applied-manifest.ts";
import type { JournalKind } from "./journal.ts";
import type { ObjectDeletion, ObjectPatch, PatchAnswer, PodDeletion, SimulationPart } from "./part.ts";

/** Of a request's body, in bytes (k8s.io/apiserver: MaxRequestBodyBytes). */
const MOST_BYTES = 3 * 1024 * 1024;
const TOO_LARGE = `Error from server (RequestEntityTooLarge): Request entity too large: limit is ${MOST_BYTES}`;

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
    // The body is read before anybody looks what it is for.
    if (new TextEncoder().encode(JSON.stringify(patch.body)).length > MOST_BYTES) {
      return { isAccepted: false, text: TOO_LARGE };
    }
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

function pathOf(kind: string, namespace: string, name: string): string {
  return [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
}
