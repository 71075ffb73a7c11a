import {
  type Address,
  type ClusterNode,
  type FileLookup,
  type FileTree,
  type Prefix,
  parsePrefix,
  sourceFromText,
} from "@splithorizon/core";
import { buildTwin, type ClusterTwin, type SiteTwin } from "../site/index.ts";
import { freeAddress } from "./free-address.ts";
import { podsOf } from "./pods-of.ts";

/** A site, and the files that it was made of. */
export interface SiteWithFiles {
  readonly twin: SiteTwin;
  readonly files: FileTree;
}

const NAMESPACE = "default";
const NAME = "any-pod";

/**
 * The site, where each cluster has a pod that could ask: who writes down a Service for DNS and its endpoints alone has
 * programs all the same. The same twin where none is missing.
 */
export function withImaginedPods(site: SiteWithFiles): SiteWithFiles {
  const { settings, clusters } = site.twin;
  const manifests = new Map<string, string>();
  const made = settings.clusters.map((cluster) => {
    const text = imaginedPod(clusters.get(cluster.name), site.twin);
    if (text === null) return cluster;
    const path = `/imagined/${cluster.name}.json`;
    manifests.set(path, text);
    return { ...cluster, objects: [...cluster.objects, { path, span: cluster.span }] };
  });
  if (manifests.size === 0) return site;
  const files = withFiles(site.files, manifests);
  return { twin: buildTwin({ ...settings, clusters: made }, files).value, files };
}

function imaginedPod(cluster: ClusterTwin | undefined, twin: SiteTwin): string | null {
  if (cluster === undefined || podsOf(twin, cluster).length > 0) return null;
  const node = cluster.snapshot.nodes.find(({ podCidrs }) => podCidrs.length > 0) ?? cluster.snapshot.nodes[0];
  const podIp = node === undefined ? null : addressOn(node, cluster, twin);
  if (node === undefined || podIp === null) return null;
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: NAMESPACE, name: NAME },
    spec: { nodeName: node.metadata.name, containers: [{ name: "program", image: "program" }] },
    status: {
      phase: "Running",
      podIP: podIp,
      podIPs: [{ ip: podIp }],
      conditions: [{ type: "Ready", status: "True" }],
    },
  });
}

function addressOn({ podCidrs }: ClusterNode, { settings }: ClusterTwin, twin: SiteTwin): Address | null {
  const ranges = podCidrs.flatMap((text): readonly Prefix[] => {
    const prefix = parsePrefix(text);
    return typeof prefix === "string" ? [] : [prefix];
  });
  const [range] = [...ranges, ...settings.podCidrs];
  return range === undefined ? null : freeAddress(range, twin);
}

function withFiles(files: FileTree, texts: ReadonlyMap<string, string>): FileTree {
  const sources = new Map([...texts].map(([path, text]) => [path, sourceFromText(path, text)]));
  return {
    lookUp: (path): FileLookup => {
      const source = sources.get(path);
      return source === undefined ? files.lookUp(path) : { kind: "file", source };
    },
    glob: (pattern) => files.glob(pattern),
  };
}
