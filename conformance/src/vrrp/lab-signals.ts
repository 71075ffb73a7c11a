import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** To whom, in their order. */
const SIGNALS = {
  stop: [["parent", "SIGTERM"]],
  "kill-parent": [["parent", "SIGKILL"]],
  "kill-child": [["vrrp", "SIGKILL"]],
  // Stopped first, the parent does not start another child.
  "kill-all": [
    ["parent", "SIGSTOP"],
    ["vrrp", "SIGKILL"],
    ["parent", "SIGKILL"],
  ],
  hang: [
    ["parent", "SIGSTOP"],
    ["vrrp", "SIGSTOP"],
  ],
  "go-on": [
    ["vrrp", "SIGCONT"],
    ["parent", "SIGCONT"],
  ],
} as const;

/** `folder`: where a host's keepalived has its pid files. */
export function signal(folder: string, kind: keyof typeof SIGNALS): void {
  for (const [which, name] of SIGNALS[kind]) process.kill(pidOf(folder, which), name);
  if (kind === "kill-all") forgetPids(folder);
}

export function killWhatIsThere(folder: string): void {
  for (const [which, name] of SIGNALS["kill-all"]) {
    try {
      process.kill(pidOf(folder, which), name);
    } catch {
      // It has ended already.
    }
  }
  forgetPids(folder);
}

export function pidOf(folder: string, which: "parent" | "vrrp"): number {
  return Number(readFileSync(join(folder, `${which}.pid`), "utf8"));
}

function forgetPids(folder: string): void {
  for (const name of ["parent.pid", "vrrp.pid"]) rmSync(join(folder, name), { force: true });
}
