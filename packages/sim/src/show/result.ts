/** What a command writes to standard output, or why it writes nothing. */
export type Shown =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "fault";
      /** The words are no command; there is no such thing; nobody answers. */
      readonly fault: "usage" | "not-found" | "no-reply";
      /** What the real command writes to standard error, where there is one. */
      readonly message: string;
    };

export function text(content: string): Shown {
  return { kind: "text", text: content };
}

export function badUsage(message: string): Shown {
  return { kind: "fault", fault: "usage", message };
}

export function notFound(message: string): Shown {
  return { kind: "fault", fault: "not-found", message };
}

export function noReply(message: string): Shown {
  return { kind: "fault", fault: "no-reply", message };
}
