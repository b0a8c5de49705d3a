import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { RecordedFact } from './decider';

/** Facts → rows that screens ask. Rows and the position are saved in one transaction, so a fact is applied exactly once. */
export interface Projection {
  /** The name under which its position is kept; also what `?after=` waits for. */
  readonly name: string;
  /** Every table that it fills: a rebuild fills them anew beside the live ones and swaps. */
  readonly rows: readonly EntityTarget<ObjectLiteral>[];
  apply(recorded: RecordedFact, rows: EntityManager): Promise<void>;
  /** The same for facts that follow one another in the log; for a view so busy that a statement for each of them would hold it up. */
  applyAll?(recorded: readonly RecordedFact[], rows: EntityManager): Promise<void>;
}
