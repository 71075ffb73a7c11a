/** A value that is made when it is first asked for: importing a module costs nothing for what few of its users need. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
