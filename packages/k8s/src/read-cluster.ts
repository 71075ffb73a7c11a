import {
  type ClusterSnapshot,
  type Diagnostic,
  joinSnapshots,
  type Parsed,
  snapshotFromObjects,
  warningAt,
} from "@splithorizon/core";
import type { ClusterApi } from "./cluster-api.ts";
import { diagnosticOf, endsEverything, isNotFound, placeOfRequest, type Wanted } from "./failures.ts";
import { assertNever } from "./invariant.ts";
import type { ObjectName } from "./kubernetes-name.ts";
import { patientGet } from "./patient-get.ts";
import { describeKind, fieldOf, type ListResult, readList } from "./read-list.ts";
import { listedResources, listPath, type Resource } from "./resources.ts";

/** What of a cluster is wanted. */
export interface ClusterWish {
  /** The ConfigMap that holds CoreDNS's Corefile: read by its name, no other one is looked at. */
  readonly corefile: ObjectName;
}

export const usualWish: ClusterWish = { corefile: { namespace: "kube-system", name: "coredns" } };

/**
 * Reads a live cluster, one request after the other. What cannot be read is a diagnostic and missing from the snapshot;
 * where nothing at all can be read, the first failure is the only one.
 */
export async function readCluster(
  api: ClusterApi,
  { corefile }: ClusterWish = usualWish,
): Promise<Parsed<ClusterSnapshot>> {
  const parts: ClusterSnapshot[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const read of [...listedResources.map((resource) => readResource(resource)), readCorefile(corefile)]) {
    const part = await read(api);
    parts.push(part.snapshot);
    diagnostics.push(...part.diagnostics);
    if (part.isLast) break;
  }
  return { value: joinSnapshots(parts), diagnostics };
}

/** What one request, or one list of pages, brought. */
interface Part {
  readonly snapshot: ClusterSnapshot;
  readonly diagnostics: readonly Diagnostic[];
  readonly isLast: boolean;
}

type ReadPart = (api: ClusterApi) => Promise<Part>;

const nothing: ClusterSnapshot = joinSnapshots([]);

/** At the newest version that the server has. */
function readResource(resource: Resource): ReadPart {
  return async (api) => {
    const [newest, ...older] = resource.versions;
    let result = await readList(api, resource, newest);
    for (const version of older) {
      if (result.kind !== "failed" || !isNotFound(result.failure)) break;
      result = await readList(api, resource, version);
    }
    return partOf(result, { path: listPath(resource, newest), what: resource.plural, presence: resource.presence });
  };
}

function partOf(result: ListResult, wanted: Wanted): Part {
  switch (result.kind) {
    case "read":
      return { snapshot: result.snapshot, diagnostics: result.diagnostics, isLast: false };
    case "failed": {
      const { failure } = result;
      return { snapshot: nothing, diagnostics: [diagnosticOf(failure, wanted)], isLast: endsEverything(failure) };
    }
    case "expired": {
      const message = `The list of ${wanted.what} was too old for its next page (410) each time: the snapshot has none.`;
      const diagnostic = warningAt(placeOfRequest(wanted), "KUBERNETES_API_EXPIRED", message, "Try again.");
      return { snapshot: nothing, diagnostics: [diagnostic], isLast: false };
    }
    default:
      return assertNever(result);
  }
}

function readCorefile({ namespace, name }: ObjectName): ReadPart {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  const wanted: Wanted = { path, what: `configmap ${namespace}/${name}`, presence: "always" };
  return async (api) => {
    const reply = await patientGet(api, { path, query: {} });
    if (reply.kind !== "document") {
      return { snapshot: nothing, diagnostics: [diagnosticOf(reply, wanted)], isLast: endsEverything(reply) };
    }
    const metadata = fieldOf(reply.value, "metadata");
    const kind = fieldOf(reply.value, "kind");
    const isMeant = fieldOf(metadata, "namespace") === namespace && fieldOf(metadata, "name") === name;
    if (kind !== "ConfigMap" || !isMeant) {
      const why = `expected the ConfigMap ${namespace}/${name}, found ${isMeant ? describeKind(kind) : "another object"}`;
      return { snapshot: nothing, diagnostics: [diagnosticOf({ kind: "garbled", why }, wanted)], isLast: false };
    }
    const { value, diagnostics } = snapshotFromObjects([{ value: reply.value, locate: () => placeOfRequest(wanted) }]);
    return { snapshot: value, diagnostics: [...diagnostics, ...missingCorefile(value, wanted)], isLast: false };
  };
}

function missingCorefile({ corefiles }: ClusterSnapshot, wanted: Wanted): readonly Diagnostic[] {
  if (corefiles.length > 0) return [];
  const message = `The ${wanted.what} has no key Corefile: the snapshot goes without.`;
  return [warningAt(placeOfRequest(wanted), "KUBERNETES_API_ABSENT", message)];
}
