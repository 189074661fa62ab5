import type { CARD_COMMANDS } from "../../../device/wire/card.ts";
import type { AnswerOf, RequestOf } from "../../../device/wire/command.ts";
import type { Chip } from "../files.ts";
import type { CardState } from "../state.ts";

type Commands = typeof CARD_COMMANDS;
export type CommandName = keyof Commands;

/** What a card does with one command: pure, and never an exception. */
export type Handler<N extends CommandName> = (
  chip: Chip,
  state: CardState,
  request: RequestOf<Commands[N]>,
) => readonly [CardState, AnswerOf<Commands[N]>];

export type Handlers<N extends CommandName = CommandName> = { readonly [K in N]: Handler<K> };
