import { InvariantError } from "@splithorizon/core";

/** Ends every switch over a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
