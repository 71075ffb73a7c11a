import {
  type ClusterSnapshot,
  type Diagnostic,
  errorAt,
  type FileTree,
  fileTreeBelow,
  type Parsed,
  type Source,
  sourceFromText,
} from "@splithorizon/core";
import { type Corefile, parseCorefile } from "@splithorizon/core/coredns";
import { appendAll } from "../append.ts";
import { layeredFileTree } from "./host-files.ts";
import type { Manifests } from "./manifests.ts";
import type { ClusterSettings } from "./model.ts";

const CONFIG_MAP = "kube-system/coredns";
/** Where the ConfigMap is mounted. */
export const COREFILE_OF_POD = "/etc/coredns/Corefile";
const COREFILE_PATHS = ["/Corefile", COREFILE_OF_POD] as const;

/** The cluster's Corefile: the one that site.yaml names, else the ConfigMap's, else one beside the pod's files. */
export function readCorefile(
  settings: ClusterSettings,
  manifests: Manifests,
  files: FileTree,
  diagnostics: Diagnostic[],
): Corefile | null {
  const own = filesOfPod(settings, files);
  const source = corefileSource(settings, manifests, files, own, diagnostics);
  if (source === null) return null;
  const { value, diagnostics: problems } = corefileOfPod(source, settings, files);
  appendAll(diagnostics, problems);
  return value;
}

/** A Corefile where CoreDNS's pods have theirs. */
export function corefileOfPod(source: Source, settings: ClusterSettings, files: FileTree): Parsed<Corefile> {
  const own = filesOfPod(settings, files);
  return parseCorefile(source, { version: settings.coreDns.version, files: own, path: COREFILE_OF_POD });
}

/** What stands beside the Corefile in a CoreDNS pod. */
export function filesOfPod({ coreDns }: ClusterSettings, files: FileTree): FileTree {
  return layeredFileTree(coreDns.folders.map((folder) => fileTreeBelow(files, folder)));
}

function corefileSource(
  { coreDns, span }: ClusterSettings,
  manifests: Manifests,
  files: FileTree,
  own: FileTree,
  diagnostics: Diagnostic[],
): Source | null {
  if (coreDns.corefile !== null) {
    const found = files.lookUp(coreDns.corefile.path);
    if (found.kind === "file") return found.source;
    const message = `There is no ${coreDns.corefile.path}.`;
    diagnostics.push(errorAt(coreDns.corefile.span, "SITE_FILE_MISSING", message));
    return null;
  }
  const inObjects = corefileInObjects(manifests);
  if (inObjects !== null) return inObjects;
  for (const path of COREFILE_PATHS) {
    const found = own.lookUp(path);
    if (found.kind === "file") return found.source;
  }
  const message = `Neither the ConfigMap ${CONFIG_MAP} nor a file has a Corefile.`;
  diagnostics.push(errorAt(span, "SITE_NO_COREFILE", message));
  return null;
}

/** The ConfigMap of kubeadm's name, else the only one that has a Corefile. */
function corefileInObjects({ corefiles, snapshot }: Manifests): Source | null {
  const usual = corefiles.get(CONFIG_MAP);
  if (usual !== undefined) return usual;
  const [only, second] = [...corefiles.values()];
  if (only !== undefined && second === undefined) return only;
  const kept = corefileOfSnapshot(snapshot);
  return kept === null ? null : sourceFromText(`${CONFIG_MAP} (Corefile)`, kept);
}

function corefileOfSnapshot({ corefiles }: ClusterSnapshot): string | null {
  const usual = corefiles.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === CONFIG_MAP);
  return usual?.corefile ?? null;
}
