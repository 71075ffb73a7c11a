interface Place<T> {
  result: { readonly value: T } | null;
  next: Place<T> | null;
}

/** Results that come in any order, and leave in the order in which they were expected. */
export class InOrder<T> {
  #first: Place<T> | null = null;
  #last: Place<T> | null = null;
  #pending = 0;

  /** Expected, and not taken yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Whether there is something to take. */
  get hasNext(): boolean {
    return this.#first?.result != null;
  }

  /** One more will come: by what is given back, whose first call counts. */
  expect(): (value: T) => void {
    const place: Place<T> = { result: null, next: null };
    if (this.#last === null) this.#first = place;
    else this.#last.next = place;
    this.#last = place;
    this.#pending += 1;
    return (value) => {
      place.result ??= { value };
    };
  }

  /** Those that are there, up to the first that is not. */
  take(): readonly T[] {
    const taken: T[] = [];
    for (let place = this.#first; place?.result != null; place = this.#first) {
      taken.push(place.result.value);
      this.#first = place.next;
      this.#pending -= 1;
    }
    if (this.#first === null) this.#last = null;
    return taken;
  }
}
