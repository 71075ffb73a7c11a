import { assertNever } from "../invariant.ts";
import { mermaidText } from "./mermaid-text.ts";
import { questionText, responseText } from "./print-text.ts";
import type { TraceEvent, TraceStep } from "./step.ts";

/** A trace as a Mermaid sequence diagram: machines are the participants, translations and remarks are notes. */
export function printTraceAsMermaid(steps: readonly TraceStep[]): string {
  const participants = new Participants();
  const conversations = new Map<number, Conversation>();
  const lines: string[] = [];
  for (const { event, conversation } of steps) {
    lines.push(...linesOf(event, conversation, conversations, participants));
  }
  const declared = participants.names.map((name, index) => `  participant p${index} as ${mermaidText(name)}`);
  return `${["sequenceDiagram", ...declared, ...lines.map((line) => `  ${line}`)].join("\n")}\n`;
}

interface Conversation {
  readonly asker: string;
  server: string;
  readonly question: string;
}

class Participants {
  readonly names: string[] = [];

  idOf(name: string): string {
    const at = this.names.indexOf(name);
    if (at !== -1) return `p${at}`;
    this.names.push(name);
    return `p${this.names.length - 1}`;
  }
}

function linesOf(
  event: TraceEvent,
  number: number,
  conversations: Map<number, Conversation>,
  participants: Participants,
): readonly string[] {
  const conversation = conversations.get(number);
  switch (event.kind) {
    case "asked":
      conversations.set(number, {
        asker: event.by,
        server: event.to.address,
        question: questionText(event.question),
      });
      participants.idOf(event.by);
      return [];
    case "received": {
      if (conversation === undefined) return [];
      conversation.server = event.server;
      const [from, to] = [participants.idOf(conversation.asker), participants.idOf(event.server)];
      return [`${from}->>${to}: ${mermaidText(`${conversation.question} from ${event.source.address}`)}`];
    }
    case "hop": {
      const { hop } = event;
      if (hop.kind !== "translated" || event.direction === "back") return [];
      return [
        noteAt(
          participants.idOf(hop.at),
          `${hop.before.source.address} => ${hop.packet.source.address}, ${hop.before.destination.address} => ${hop.packet.destination.address}`,
        ),
      ];
    }
    case "remark":
      return conversation === undefined
        ? []
        : [noteAt(participants.idOf(conversation.server), `${event.actor}: ${event.text}`)];
    case "replied": {
      if (conversation === undefined) return [];
      const [from, to] = [participants.idOf(event.server), participants.idOf(conversation.asker)];
      return [`${from}-->>${to}: ${mermaidText(responseText(event.response))}`];
    }
    case "silent":
    case "failed":
      return conversation === undefined ? [] : [noteAt(participants.idOf(conversation.asker), event.why)];
    case "chosen":
      return [];
    default:
      return assertNever(event);
  }
}

function noteAt(id: string, text: string): string {
  return `Note over ${id}: ${mermaidText(text)}`;
}
