/** A promise with its ends outside. A rejection that nobody awaits is no crash: whoever awaits it later still gets it. */
export interface Promised<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

export function promised<T>(): Promised<T> {
  let ends: Pick<Promised<T>, "resolve" | "reject"> | undefined;
  const promise = new Promise<T>((resolve, reject) => (ends = { resolve, reject }));
  promise.catch(() => undefined);
  return { promise, resolve: (value) => ends?.resolve(value), reject: (error) => ends?.reject(error) };
}
