import type { Link, LinkEnd, ProcessFile, ProcessSettings, Step } from '../document/process-file.ts';
import type { RetryRule } from '../document/retry-rule.ts';

/** In canvas pixels. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A link and where it stands among the file's links. */
export interface PlacedLink {
  readonly index: number;
  readonly link: Link;
}

/** Steps and the links between them, cut loose from their process: what the clipboard holds. */
export interface Fragment {
  readonly steps: Readonly<Record<string, Step>>;
  readonly links: readonly Link[];
}

/**
 * Everything that can be done to a process file, as plain data. Links are named by their index in the file's `links`. Every
 * command has an inverse that is a command too. A text that is not given is removed from the file.
 */
export type Command =
  /** A fresh step of this type; `id` and `config` come from the type where they are not given, `position` is the origin then. */
  | {
      readonly kind: 'addStep';
      readonly type: string;
      readonly id?: string;
      readonly position?: Position;
      readonly title?: string;
      readonly config?: Readonly<Record<string, unknown>>;
    }
  /** Their links go with them. */
  | { readonly kind: 'removeSteps'; readonly ids: readonly string[] }
  /** Steps under the ids they had, and links where they stood. The inverse of taking them out. */
  | { readonly kind: 'restore'; readonly steps: Readonly<Record<string, Step>>; readonly links: readonly PlacedLink[] }
  | { readonly kind: 'moveSteps'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly kind: 'connectSteps'; readonly from: LinkEnd; readonly to: string; readonly name?: string }
  | { readonly kind: 'removeLinks'; readonly links: readonly number[] }
  /** The whole config. `version` is that of the step type the config was written for; unchanged where it is not given. */
  | {
      readonly kind: 'updateConfig';
      readonly id: string;
      readonly config: Readonly<Record<string, unknown>>;
      readonly version?: number;
    }
  | { readonly kind: 'renameStep'; readonly id: string; readonly title?: string }
  | { readonly kind: 'setNote'; readonly id: string; readonly note?: string }
  /** Whether and how the step is tried again; not where it is not given. */
  | { readonly kind: 'setRetry'; readonly id: string; readonly retry?: RetryRule }
  /** Links follow; configs stay as they are. */
  | { readonly kind: 'renameStepId'; readonly from: string; readonly to: string }
  | { readonly kind: 'setLinkName'; readonly link: number; readonly name?: string }
  /** Puts a fresh step in the middle of a link; the link's name stays with its second half. */
  | {
      readonly kind: 'insertStepOnLink';
      readonly link: number;
      readonly type: string;
      readonly id?: string;
      readonly position?: Position;
      readonly title?: string;
      readonly config?: Readonly<Record<string, unknown>>;
    }
  /** Under new ids, moved by `offset`. */
  | { readonly kind: 'pasteSteps'; readonly fragment: Fragment; readonly offset: Position }
  | { readonly kind: 'setProcessDetails'; readonly name: string; readonly description?: string }
  /** The whole settings of the process; none where they are not given. */
  | { readonly kind: 'setProcessSettings'; readonly settings?: ProcessSettings }
  | { readonly kind: 'composite'; readonly commands: readonly Command[] };

export type CommandOf<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** What a command made of a file. The file it was given is untouched. */
export interface Applied {
  readonly file: ProcessFile;
  /** Applied to `file`, gives the file from before. */
  readonly inverse: Command;
  /** Ids of the steps that are new, for selecting them. */
  readonly added: readonly string[];
}
