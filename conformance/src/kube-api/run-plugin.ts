import { execFile } from "node:child_process";
import { join } from "node:path";
import { execPath } from "node:process";
import { promisify } from "node:util";

const PLUGIN = join(import.meta.dirname, "../../../packages/k8s/dist/cli/main.js");
const run = promisify(execFile);

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `kubectl splithorizon snapshot --kubeconfig PATH` as it was built, and how it ended. */
export async function takeSnapshot(kubeconfig: string, ...more: readonly string[]): Promise<Ended> {
  const words = [PLUGIN, "snapshot", "--kubeconfig", kubeconfig, ...more];
  try {
    const { stdout: out, stderr: err } = await run(execPath, words, { maxBuffer: 1 << 28 });
    return { code: 0, out, err };
  } catch (fault) {
    const { code, stdout: out, stderr: err } = fault as { code: number; stdout: string; stderr: string };
    return { code, out, err };
  }
}
