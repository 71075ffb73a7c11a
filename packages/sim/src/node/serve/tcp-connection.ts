import type { Socket } from "node:net";
import { frameForTcp, laterBy, TcpFrames } from "@splithorizon/core";
import type { Agenda, Cancel } from "../../live/index.ts";
import { type Answering, answerClient, isNoQuery } from "./answering.ts";
import { clientOf } from "./serve-event.ts";

/** So long a client may neither finish a question nor take an answer. */
const IDLE_MS = 10_000;
/** So many questions of one connection are worked on at a time; the others wait in the socket. */
const MOST_AT_ONCE = 64;

/** One client's connection: questions may come in a row, and answers leave as they become known (RFC 7766 section 6.2.1). */
export class TcpConnection {
  readonly #socket: Socket;
  readonly #answering: Answering;
  readonly #agenda: Agenda;
  readonly #frames = new TcpFrames();
  /** Questions whose answers have not been handed to the operating system. */
  #pending = 0;
  #hasEnded = false;
  #isWorking = false;
  #idleAt: number;
  #cancel: Cancel;

  constructor(socket: Socket, answering: Answering, agenda: Agenda) {
    this.#socket = socket;
    this.#answering = answering;
    this.#agenda = agenda;
    this.#idleAt = agenda.now() + IDLE_MS;
    this.#cancel = agenda.at(laterBy(agenda.now(), IDLE_MS), () => this.#checkIdle());
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#frames.push(chunk);
      this.#work();
    });
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#work();
    });
    socket.on("drain", () => this.#work());
    socket.on("error", (error) => this.#reportClosed(error.message));
    socket.on("close", () => this.#cancel());
  }

  /** Takes as many questions as may be worked on now, and stops reading where there are more. */
  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#takeQuestions();
    this.#isWorking = false;
    if (this.#mayTakeMore()) this.#socket.resume();
    else this.#socket.pause();
    // A half-closed connection is closed when the last answer has left; the rest of a message without its end is nothing.
    if (this.#hasEnded && this.#pending === 0 && !this.#socket.writableEnded) this.#socket.end();
  }

  #takeQuestions(): void {
    while (this.#mayTakeMore()) {
      const message = this.#frames.take();
      if (message === null) return;
      if (isNoQuery(message)) continue;
      this.#touch();
      this.#answer(message);
    }
  }

  /** What the client does not read must not grow here. */
  #mayTakeMore(): boolean {
    return this.#pending < MOST_AT_ONCE && !this.#socket.writableNeedDrain && !this.#socket.destroyed;
  }

  #answer(bytes: Uint8Array): void {
    const { remoteAddress: address, remotePort: port } = this.#socket;
    this.#pending += 1;
    answerClient(this.#answering, "tcp", bytes, { address, port }, (messages) => this.#send(messages));
  }

  #send(messages: readonly Uint8Array[]): void {
    if (this.#socket.destroyed) return;
    if (messages.length === 0) this.#finishQuestion();
    else this.#socket.write(Buffer.concat(messages.map(frameForTcp)), () => this.#finishQuestion());
  }

  #finishQuestion(): void {
    this.#pending -= 1;
    this.#touch();
    this.#work();
  }

  #touch(): void {
    this.#idleAt = this.#agenda.now() + IDLE_MS;
  }

  /** A question that the servers still work on is no idleness; an answer that the client does not take is. */
  #checkIdle(): void {
    const isWaitingForServers = this.#pending > 0 && this.#socket.writableLength === 0;
    if (isWaitingForServers) this.#touch();
    const restMs = this.#idleAt - this.#agenda.now();
    if (restMs > 0) {
      this.#cancel = this.#agenda.at(laterBy(this.#agenda.now(), restMs), () => this.#checkIdle());
      return;
    }
    this.#reportClosed(`neither asked nor took an answer for ${IDLE_MS / 1000} s`);
    this.#socket.destroy();
  }

  #reportClosed(why: string): void {
    const { remoteAddress, remotePort } = this.#socket;
    this.#answering.report?.({ kind: "connection-closed", client: clientOf(remoteAddress, remotePort), why });
  }
}
