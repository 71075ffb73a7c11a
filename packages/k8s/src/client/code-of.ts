/** What went wrong, by its code: messages of TLS and of files may repeat what stands in them, codes do not. */
export function codeOf(fault: unknown): string {
  for (let cause = fault; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return fault instanceof Error ? fault.name : "unknown";
}
