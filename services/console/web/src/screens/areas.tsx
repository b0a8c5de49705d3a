// All areas of the console, in the order of the menu. An area is a folder with an `area.tsx`, and one line here.
import type { Area } from '../shell/area';
import { assessing } from './assessing/area';
import { classes } from './classes/area';
import { operating } from './operating/area';
import { ourClaims } from './our-claims/area';

export const areas: readonly Area[] = [classes, ourClaims, assessing, operating];
