/** Ends an asking that met what the twin does not model; caught where the asking began, so that nobody takes it for an answer. */
export class NotModelled extends Error {
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

/** Ends an asking in which servers ask each other without end. */
export class EndlessAsking extends Error {
  /** The servers, in the order in which they asked. */
  readonly path: readonly string[];

  constructor(path: readonly string[]) {
    super(path.join(" -> "));
    this.path = path;
  }
}
