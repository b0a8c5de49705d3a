// What the ledger records as the witness of supervision's log.
import type { WitnessedLogFact } from '@libs/platform';

export type Witnessed = WitnessedLogFact;
