/** A machine's answer to an event: where it goes, and what it wants done. Effects are wishes; an interpreter performs them. */
export type Step<S, E> = readonly [next: S, ...effects: readonly E[]];

/** One row: the states it may lead to, and the function that leads there. */
export interface Row<From, On, S, E> {
  readonly to: readonly string[];
  readonly go: (state: From, event: On) => Step<S, E>;
}

interface State {
  readonly at: string;
}
interface Event {
  readonly is: string;
}

/** State × event. What has no row means nothing in that state, by omission. */
export type Table<S extends State, V extends Event, E> = {
  readonly [A in S["at"]]: {
    readonly [I in V["is"]]?: Row<Extract<S, { at: A }>, Extract<V, { is: I }>, S, E>;
  };
};

/** Makes the rows of one machine. A row's function can reach only the states it names, so a diagram of the table cannot lie. */
export const rows =
  <S extends State, E>() =>
  <const T extends S["at"], From, On>(
    to: readonly T[],
    go: (state: From, event: On) => Step<Extract<S, { readonly at: NoInfer<T> }>, E>,
  ): Row<From, On, S, E> => ({ to, go });

/** A row that leads nowhere else, in whatever state it stands: `to` is empty. */
export const stays = <From, On, E>(
  effects: (state: From, event: On) => readonly E[],
): { readonly to: readonly string[]; readonly go: <S extends From>(state: S, event: On) => Step<S, E> } => ({
  to: [],
  go: (state, event) => [state, ...effects(state, event)],
});

/** The table as a function. The one cast: a state's tag picks the rows that were typed for it. */
export function stepper<S extends State, V extends Event, E>(table: Table<S, V, E>) {
  const byTag = table as unknown as Readonly<Record<string, Readonly<Record<string, Row<S, V, S, E> | undefined>>>>;
  return (state: S, event: V): Step<S, E> => byTag[state.at]?.[event.is]?.go(state, event) ?? [state];
}

export interface Transition {
  readonly from: string;
  readonly on: string;
  readonly to: string;
}

type Arrows = Readonly<Record<string, Readonly<Record<string, { readonly to: readonly string[] } | undefined>>>>;

/** Every arrow of the machine's diagram. */
export function transitions(table: Arrows): Transition[] {
  return Object.entries(table).flatMap(([from, events]) =>
    Object.entries(events).flatMap(([on, row]) => (row ? targets(row, from) : []).map((to) => ({ from, on, to }))),
  );
}

const targets = ({ to }: { readonly to: readonly string[] }, from: string) => (to.length > 0 ? to : [from]);
