import { InvariantError } from "@splithorizon/core";

/** States what our own code guarantees. A user's mistake is a diagnostic, never this. */
function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends every switch over a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
