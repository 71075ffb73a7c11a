import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";

/** How long a process has been running, in hundredths of a second (proc(5)). */
export function ageMs(pid: number): number {
  const [uptime = ""] = readFileSync("/proc/uptime", "utf8").split(" ");
  const started = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[19]);
  return Number(uptime) * 1000 - started * 10;
}

/** Each line that it prints, of both outputs. */
export function onLine(child: ChildProcess, act: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.on("data", (chunk: Buffer) => {
      const lines = `${rest}${chunk.toString("utf8")}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) act(line);
    });
  }
}
