import { readFileSync } from "node:fs";
import {
  type ClusterSnapshot,
  errorAt,
  joinSnapshots,
  type Parsed,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import { type Allowance, connect, readKubeconfig } from "../client/index.ts";
import { type ClusterWish, readCluster } from "../read-cluster.ts";
import { CliFault } from "./io.ts";

/** Which cluster, by whose leave, and what of it. */
export interface LiveSource {
  readonly path: string;
  readonly context: string | null;
  readonly allowance: Allowance;
  readonly wish: ClusterWish;
}

/** Reads the cluster of a kubeconfig. */
export async function readLive({ path, context, allowance, wish }: LiveSource): Promise<Parsed<ClusterSnapshot>> {
  const result = readKubeconfig({ text: textOf(path), path, context, allowance });
  if (result.kind === "refused") return { value: joinSnapshots([]), diagnostics: result.diagnostics };
  const connection = await connect(result.access);
  if (connection.kind === "connected") return readCluster(connection.api, wish);
  const place = wholeSpan(sourceFromText(path, ""));
  const diagnostic = errorAt(place, "KUBECONFIG_SYNTAX", `The cluster cannot be asked: ${connection.why}.`);
  return { value: joinSnapshots([]), diagnostics: [diagnostic] };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (fault) {
    const why = fault instanceof Error && "code" in fault ? String(fault.code) : "unknown";
    throw new CliFault(`--kubeconfig ${path} cannot be read (${why}).`);
  }
}
