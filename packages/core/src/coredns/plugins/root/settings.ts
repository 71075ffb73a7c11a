import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { settled } from "../settings-helpers.ts";

/** plugin/root/root.go: words count two by two, of which the last is the folder; one that is missing may appear later. */
export function readRootSettings(dispenser: Dispenser, context: SettingsContext): Parsed<string | null> {
  let root: string | null = null;
  while (dispenser.next()) {
    if (!dispenser.nextArgument()) {
      dispenser.wrongArguments();
      break;
    }
    root = dispenser.value;
  }
  if (root !== null && context.files.lookUp(context.resolveFile(root)).kind === "missing") {
    dispenser.warning(`Root path does not exist: ${root}`, { code: "COREFILE_MISSING_FILE" });
  }
  return settled(root, dispenser);
}
