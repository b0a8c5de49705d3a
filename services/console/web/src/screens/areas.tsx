// All areas of the console, in the order of the menu. An area is a folder with an `area.tsx`, and one line here.
import type { Area } from '../shell/area';
import { accounts } from './accounts/area';
import { assessing } from './assessing/area';
import { auditing } from './auditing/area';
import { classes } from './classes/area';
import { funds } from './funds/area';
import { inspecting } from './inspecting/area';
import { my } from './my/area';
import { operating } from './operating/area';
import { ourClaims } from './our-claims/area';
import { paying } from './paying/area';
import { policy } from './policy/area';
import { reviewing } from './reviewing/area';
import { supervising } from './supervising/area';

export const areas: readonly Area[] = [
  ...[my, classes, ourClaims, assessing, reviewing, paying],
  ...[funds, supervising, inspecting, auditing, policy, operating, accounts],
];
