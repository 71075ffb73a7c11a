/** `list.push(...more)` runs out of stack with some hundred thousand items, and hostile input has as many diagnostics. */
export function appendAll<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item);
}
