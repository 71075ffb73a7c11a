import { argv, cwd, exit, stderr, stdout } from "node:process";
import { runKubectlPlugin } from "./program.ts";

/** Whoever reads may stop reading. */
stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code === "EPIPE") exit(0);
  throw fault;
});

const code = await runKubectlPlugin(argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  workingDirectory: cwd(),
});
stdout.write("", () => exit(code));
