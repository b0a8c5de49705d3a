// What supervision records as a witness, as its announcements and alerts know it.
import type { WitnessedLogFact } from '@libs/platform';

export type Witnessed = WitnessedLogFact;
