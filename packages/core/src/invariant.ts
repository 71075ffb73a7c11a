/** A broken promise between our own modules: a bug of splithorizon, never a user's mistake. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** States what our own code guarantees. A user's mistake is a {@link Diagnostic}, never this. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends every switch over a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
