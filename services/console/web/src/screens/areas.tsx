// All areas of the console, in the order of the menu. An area is a folder with an `area.tsx`, and one line here.
import type { Area } from '../shell/area';
import { operating } from './operating/area';
import { paying } from './paying/area';
import { reviewing } from './reviewing/area';

export const areas: readonly Area[] = [reviewing, paying, operating];
