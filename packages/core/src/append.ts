/** `list.push(...more)` runs out of stack with some hundred thousand items, and hostile input has as many diagnostics. */
export function appendAll<Item>(list: Item[], more: Iterable<Item>): void {
  for (const item of more) list.push(item);
}
